import { setTimeout as sleep } from "node:timers/promises";
import { CutoverError } from "../errors.js";
import { askChecks, type CheckResult } from "../stages/namedChecks.js";
import type { Context } from "../stages/stage.js";
import { renderSeconds } from "./deadline.js";
import { renderFlags } from "./describeWindow.js";
import { windowFailures } from "./failures.js";

/** Tests pass their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => await sleep(milliseconds, undefined, { signal }),
};

const everyMs = 60_000;

/**
 * Repeats the plan's checks every minute until so many minutes after the launch, a kill in between included. Throws where the last
 * round has a check that failed.
 */
export async function watchLaunch(context: Context, clock = systemClock): Promise<void> {
  const { watch } = context.project.plan.window;
  if (watch === undefined) return;
  const { run, progress, signal } = context;
  const launchedAt = Date.parse((await run.journal.latest()).get("close")!.at);
  const until = launchedAt + watch.minutes * 60_000;
  let failing: readonly CheckResult[] = [];
  let rounds = 0;
  let bad = 0;
  do {
    const failed = (await askChecks(context, watch.checks)).filter(({ ok }) => !ok);
    rounds += 1;
    if (failed.length > 0) bad += 1;
    announce(context, failing, failed, clock.now() - launchedAt);
    failing = failed;
    const left = until - clock.now();
    if (left <= 0) break;
    await clock.sleep(Math.min(everyMs, left), signal);
  } while (clock.now() <= until);
  progress.note(`         watched for ${watch.minutes} min: in ${bad} of ${rounds} rounds a check failed`);
  if (failing.length > 0) throw stillFailing(context, failing);
}

/** What has changed since the round before: a check that fails for minutes is announced once. */
function announce(
  context: Context,
  before: readonly CheckResult[],
  failed: readonly CheckResult[],
  ageMs: number,
): void {
  const { progress } = context;
  const age = renderSeconds(ageMs / 1000);
  const begun = without(failed, before);
  for (const { name, detail } of begun) progress.note(`         FAIL ${name}: ${detail}`);
  for (const { name } of without(before, failed))
    progress.note(`         PASS ${name}: again, ${age} after the launch`);
  if (begun.length > 0) for (const line of criteria(context, age)) progress.note(`         ${line}`);
}

function without(results: readonly CheckResult[], others: readonly CheckResult[]): CheckResult[] {
  const names = new Set(others.map(({ name }) => name));
  return results.filter(({ name }) => !names.has(name));
}

/** For whoever has to decide while the clock runs. */
function criteria({ options }: Context, age: string): string[] {
  const flags = renderFlags(options.deploymentFlags);
  return [
    `users have been in for ${age}; nothing rolls back by itself`,
    "fix forward where the cause is known and what users write is right: a deployment, a setting, a repair",
    `roll back where what they write is wrong or lost: Ctrl-C, then npx cutover rollback${flags} (--dry-run lists what users wrote since)`,
  ];
}

function stillFailing({ options }: Context, failing: readonly CheckResult[]): CutoverError {
  const next = `Fix the cause, or: cutover rollback${renderFlags(options.deploymentFlags)} --dry-run`;
  return new CutoverError(
    windowFailures.watchFailed,
    failing.map(({ name, detail }) => ({ what: `${name}: ${detail}`, where: "plan.ts, window.watch", next })),
  );
}
