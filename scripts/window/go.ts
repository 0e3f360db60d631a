import { CutoverError } from "../errors.js";
import { RollbackNeeded } from "./rollBackWindow.js";
import { isDiskFull } from "../run/files.js";
import type { JournalEntry } from "../run/journal.js";
import { renderSeconds, windowStart } from "./deadline.js";
import { releaseSpareDiskSpace } from "./spareDiskSpace.js";
import type { OpenWindow, Step } from "./step.js";

/**
 * Takes the steps this window has not finished yet. Throws `RollbackNeeded` where only a rollback is left (or wanted), and what
 * went wrong otherwise: then the same command resumes.
 */
export async function takeSteps(window: OpenWindow): Promise<void> {
  const { run } = window.context;
  const entries = await run.journal.entries();
  const startedAt = windowStart(entries);
  const open = openSteps(window.steps, entries);
  for (const step of window.steps) if (!open.includes(step)) rememberDuration(window, step, entries);
  for (const [index, step] of open.entries()) {
    const remaining = open.slice(index).map(({ name }) => name);
    if (mayRollBack(step)) minutesLeft(window, remaining, startedAt);
    await untilDeadline(window, step, startedAt, async () => await takeStep(window, step));
  }
}

/** A rollback waits for others' imports and exports as long as they take; what may still be rolled back does not. */
async function untilDeadline(
  { context: { app, options } }: OpenWindow,
  step: Step,
  startedAt: number,
  work: () => Promise<void>,
): Promise<void> {
  const { windowMinutes } = options;
  app.convex.waitForOthersUntil(
    mayRollBack(step) && windowMinutes !== null ? startedAt + windowMinutes * 60_000 : null,
  );
  try {
    await work();
  } finally {
    app.convex.waitForOthersUntil(null);
  }
}

/** The steps to take: from the first one that is not finished. */
export function openSteps(steps: readonly Step[], entries: readonly JournalEntry[]): readonly Step[] {
  const latest = new Map(entries.map((entry) => [entry.stage, entry]));
  const first = steps.findIndex(({ name }) => latest.get(name)?.event !== "finished");
  return first === -1 ? [] : steps.slice(first);
}

/** Before it nothing is changed, and nobody is told; after it users are in. */
function isInWindow({ name, onFailure }: Step): boolean {
  return name !== "preflight" && onFailure !== "report";
}

/** Once maintenance mode may have ended, users may be in: from then on nothing rolls back by itself. */
function mayRollBack(step: Step): boolean {
  return isInWindow(step) && step.onFailure !== "stay";
}

function rememberDuration({ deadline }: OpenWindow, { name }: Step, entries: readonly JournalEntry[]): void {
  const finished = entries.findLast(({ stage, event }) => stage === name && event === "finished");
  if (finished?.durationMs !== undefined) deadline.finished(name, finished.durationMs / 1000);
}

async function takeStep(window: OpenWindow, step: Step): Promise<void> {
  const { run, progress, signal } = window.context;
  progress.stage(step.name, step.summary);
  await run.journal.append({ stage: step.name, event: "started" });
  const startedAt = performance.now();
  try {
    if (isInWindow(step)) await window.announceStep(step);
    await step.run(window);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (isDiskFull(error)) await releaseSpareDiskSpace(run);
    await run.journal.append({ stage: step.name, event: signal.aborted ? "interrupted" : "failed", message });
    if (signal.aborted || error instanceof RollbackNeeded) throw error;
    if (step.onFailure === "report") {
      const next = step.byHand === undefined ? "" : `\n  → ${step.byHand}`;
      return progress.note(`${step.name} failed: ${message}${next}`);
    }
    if (mayRollBack(step)) await rollBackIfAborted(window);
    throw needsRollback(window, step, error) ? new RollbackNeeded(`${step.name} failed: ${message}`, error) : error;
  }
  const durationMs = Math.round(performance.now() - startedAt);
  await run.journal.append({ stage: step.name, event: "finished", durationMs });
  window.deadline.finished(step.name, durationMs / 1000);
  progress.stageDone(step.name, durationMs / 1000);
}

/** A step that is stopped by a word fails in many ways; the word is what counts. */
async function rollBackIfAborted({ context }: OpenWindow): Promise<void> {
  const status = await context.app.status().catch(() => null);
  if (status?.control.action !== "abort") return;
  throw new RollbackNeeded(`aborted by ${status.control.by ?? "somebody"}`, null);
}

/** Data loss, a failed check or a failed sign-in is no matter of taste; everything else goes back when that was asked for. */
function needsRollback({ context }: OpenWindow, step: Step, error: unknown): boolean {
  if (!mayRollBack(step)) return false;
  const isLoss = error instanceof CutoverError && error.failure === "mismatch";
  return isLoss || step.onFailure === "rollback" || context.options.autoRollback;
}

/** Says early when the rest does not fit any more, and goes back when that was asked for. */
function minutesLeft(window: OpenWindow, remaining: readonly string[], startedAt: number): void {
  const { context, deadline } = window;
  const outlook = deadline.outlook(remaining, (Date.now() - startedAt) / 1000);
  if (outlook.windowSeconds === null) return;
  const left = outlook.windowSeconds - outlook.elapsedSeconds;
  context.progress.deadline(left * 1000);
  const words = `${renderSeconds(Math.max(0, left))} of the window left, the remaining steps need about ${renderSeconds(outlook.remainingSeconds)}`;
  if (outlook.fits) return context.progress.note(`         ${words}`);
  context.progress.note(`         LATE: ${words}`);
  if (context.options.autoRollback) throw new RollbackNeeded(`the window is too short: ${words}`, null);
}
