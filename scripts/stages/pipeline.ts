import { CutoverError, generalFailures } from "../errors.js";
import type { JournalEntry } from "../run/journal.js";
import type { Context, Stage } from "./stage.js";
import { matchStage, resolveStage } from "./appStages.js";
import { cleanupStage } from "./cleanup.js";
import { exportStage } from "./export.js";
import { loadStage } from "./load.js";
import { verifyStage } from "./verify.js";

/** The product, in order. No other file knows the order. */
export const stages: readonly Stage[] = [exportStage, loadStage, matchStage, resolveStage, verifyStage, cleanupStage];

/** Runs the stages this run has not finished yet, up to and with `last`. */
export async function runPipeline(context: Context, last = "cleanup"): Promise<void> {
  const wanted = stages.slice(0, stages.findIndex(({ name }) => name === last) + 1);
  for (const stage of findOpenStages(await context.run.journal.latest())) {
    if (wanted.includes(stage)) await runStage(context, stage);
  }
}

/** Runs one stage and writes down how it went. */
export async function runStage(context: Context, stage: Stage): Promise<void> {
  context.progress.stage(stage.name, stage.summary);
  const startedAt = performance.now();
  await journaled(context, stage.name, async () => await stage.run(context));
  context.progress.stageDone(stage.name, (performance.now() - startedAt) / 1000);
}

/** Does the work and writes down how it went. */
export async function journaled<T>({ run, signal }: Context, stage: string, work: () => Promise<T>): Promise<T> {
  await run.journal.append({ stage, event: "started" });
  const startedAt = performance.now();
  try {
    const outcome = await work();
    await run.journal.append({ stage, event: "finished", durationMs: Math.round(performance.now() - startedAt) });
    return outcome;
  } catch (error) {
    await run.journal.append({ stage, event: signal.aborted ? "interrupted" : "failed", message: messageOf(error) });
    throw error;
  }
}

/**
 * The first stage that is not finished, or was finished before an earlier one ran again, and all after it. `latest`: in the
 * order of the journal's lines, which counts; the clock may have been set back.
 */
export function findOpenStages(latest: ReadonlyMap<string, JournalEntry>): readonly Stage[] {
  const order = [...latest.keys()];
  let previous = -1;
  const first = stages.findIndex(({ name }) => {
    const place = order.indexOf(name);
    const isDone = latest.get(name)?.event === "finished" && place > previous;
    previous = place;
    return !isDone;
  });
  return first === -1 ? [] : stages.slice(first);
}

export function findStage(name: string): Stage {
  const stage = stages.find((candidate) => candidate.name === name);
  if (stage === undefined) throw new CutoverError(generalFailures.bug, { what: `There is no stage "${name}"` });
  return stage;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
