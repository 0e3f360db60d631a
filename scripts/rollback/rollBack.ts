import { readState, removeState, workDirectory } from "../run/catchUpState.js";
import { CutoverError } from "../errors.js";
import type { Context } from "../stages/stage.js";
import { type Attempt, readAttempt, type RollbackStep } from "./attempt.js";
import { type BackupCounts, checkBackup } from "../stages/backup.js";
import { type FoundWrites, findWrites } from "./findWrites.js";
import { compareWithBackup, exportFresh, refuseOtherRun, restoreBackup } from "./restore.js";

/** What a rollback does besides the data; each is safe to do again. */
export interface RollbackActions {
  /** Post-launch tasks follow a launch that is being rolled back. */
  cancelTasks(): Promise<void>;
  /** Leads traffic to the old app. */
  switchBack(): Promise<void>;
  /** Lets the old app write again. */
  unfreeze(): Promise<void>;
  /** Lets the app in Convex write again. */
  closeMaintenance(): Promise<void>;
}

export interface RolledBack {
  /** What the deployment holds again; null where the run had written nothing to it. */
  readonly restored: BackupCounts | null;
}

/** What people wrote in Convex since the migration: restoring the backup loses it. Changes nothing. */
export async function listWrites(context: Context): Promise<FoundWrites> {
  await checkBackup(context.run);
  const fresh = await exportFresh(context, "before");
  await refuseOtherRun(context, fresh);
  return await findWrites(context, fresh);
}

/**
 * Rolls back: traffic to the old app, the backup over the deployment, the check that it holds what it held before, the
 * source unfrozen, maintenance closed. Killed anywhere, it goes on where it stood. Once traffic is back the source is
 * unfrozen, whatever else fails, and maintenance ends as soon as the deployment holds the backup; failures are thrown then.
 * A deployment that does not hold it stays in maintenance (docs/decisions/004).
 * What people wrote is kept in `writes/` before it is lost, unless `areWritesKept`.
 */
export async function rollBack(context: Context, actions: RollbackActions, areWritesKept = false): Promise<RolledBack> {
  const { journal } = context.run;
  const attempt = await readAttempt(journal);
  await journal.append({ stage: "rollback", event: "started" });
  if (areWritesKept) await journal.append({ stage: "rollback:writes", event: "finished" });
  await takeStep(context, attempt, "switchBack", async () => await actions.switchBack());
  const restored = await outcomeOf(async () =>
    attempt.hasWritten ? await restore(context, actions, attempt, areWritesKept) : null,
  );
  const unfrozen = await outcomeOf(
    async () => await takeStep(context, attempt, "unfreeze", async () => await actions.unfreeze()),
  );
  if (restored.failure !== null) throwFirst(whileNotRestored(context, restored.failure), unfrozen.failure);
  const closed = await outcomeOf(
    async () => await takeStep(context, attempt, "closeMaintenance", async () => await actions.closeMaintenance()),
  );
  throwFirst(closed.failure, unfrozen.failure);
  await journal.append({ stage: "rollback", event: "finished" });
  return { restored: restored.value ?? null };
}

async function restore(
  context: Context,
  actions: RollbackActions,
  attempt: Attempt,
  areWritesKept: boolean,
): Promise<BackupCounts> {
  const backup = await checkBackup(context.run);
  if (!areWritesKept) await takeStep(context, attempt, "writes", async () => void (await listWrites(context)));
  await takeStep(context, attempt, "restore", async () => {
    await actions.cancelTasks();
    await restoreBackup(context);
    await reopenStages(context);
  });
  try {
    await takeStep(context, attempt, "compare", async () => await compareWithBackup(context, backup));
  } catch (error) {
    // The next attempt has to restore, not only to look.
    if (error instanceof CutoverError && error.failure === "mismatch")
      await context.run.journal.append({
        stage: "rollback:restore",
        event: "failed",
        message: "not what the backup holds",
      });
    throw error;
  }
  return backup;
}

/** What was loaded is gone, so load comes next; in the middle of a catch-up the documents may be neither old nor new. */
async function reopenStages({ run }: Context): Promise<void> {
  const catchUp = workDirectory(run);
  if ((await readState(catchUp)) !== null) {
    await run.journal.append({ stage: "export", event: "interrupted", message: "rolled back during a catch-up" });
    await removeState(catchUp);
  }
  await run.journal.append({ stage: "load", event: "interrupted", message: "rolled back" });
}

async function takeStep(context: Context, { done }: Attempt, step: RollbackStep, take: () => Promise<void>) {
  const { run, progress, signal } = context;
  if (done.has(step)) return;
  const stage = `rollback:${step}`;
  progress.note(`rollback ${summaries[step]}`);
  await run.journal.append({ stage, event: "started" });
  try {
    await take();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await run.journal.append({ stage, event: signal.aborted ? "interrupted" : "failed", message });
    throw error;
  }
  await run.journal.append({ stage, event: "finished" });
}

const summaries: Readonly<Record<RollbackStep, string>> = {
  switchBack: "lead traffic back to the old app",
  writes: "list what users wrote in Convex since the migration",
  restore: "put the backup over the deployment",
  compare: "compare the deployment with the backup, every document",
  unfreeze: "let the old app write again",
  closeMaintenance: "end maintenance in Convex",
};

interface Outcome<T> {
  readonly value?: T;
  /** null: there is none. */
  readonly failure: unknown;
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work(), failure: null };
  } catch (error) {
    return { failure: error };
  }
}

/** What people would write now would be lost with the next attempt: so it is said, and how to let them in all the same. */
function whileNotRestored({ app, signal }: Context, failure: unknown): unknown {
  if (signal.aborted) return failure;
  const { failure: kind, faults } = asCutoverError(failure);
  const stays = {
    what: "The deployment does not hold the backup and stays in maintenance; the old app has the traffic",
    where: app.convex.deploymentName,
    next: `cutover rollback, once the cause is fixed. To let users write there all the same: npx convex run ${app.functionName("setMaintenance")} '{"on":false}'`,
  };
  return new CutoverError(kind, [...faults, stays], { cause: failure });
}

/** The first failure is what counts; a source that stays frozen must not be hidden behind it. */
function throwFirst(failure: unknown, frozen: unknown): void {
  if (failure === null && frozen === null) return;
  if (failure === null || frozen === null) throw failure ?? frozen;
  const { failure: kind, faults } = asCutoverError(failure);
  const more = frozen instanceof CutoverError ? frozen.faults : [toFault(frozen)];
  throw new CutoverError(kind, [...faults, { what: "The source is still frozen" }, ...more], { cause: failure });
}

function asCutoverError(failure: unknown): CutoverError {
  return failure instanceof CutoverError ? failure : new CutoverError("bug", toFault(failure));
}

function toFault(error: unknown): { what: string } {
  return { what: error instanceof Error ? error.message : String(error) };
}
