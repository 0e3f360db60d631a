import { readState, removeState, workDirectory } from "../run/catchUpState.js";
import { CutoverError, generalFailures } from "../errors.js";
import type { JournalEntry } from "../run/journal.js";
import type { Context } from "../stages/stage.js";
import { deleteFiles } from "../stages/files.js";
import { readLoadState, removeLoadState } from "../stages/loadRecord.js";
import {
  endMaintenance,
  endMaintenanceCommand,
  readHeldRun,
  recordRolledBack,
  refuseOtherRun,
} from "./deploymentState.js";
import { restoreBackup } from "./restoreBackup.js";
import type { Keep } from "./changeFile.js";
import { isTakingBack, type Listed, takeBack, type TakenBack } from "./takeBack.js";

/** What a rollback does besides the data; each is safe to do again. */
export interface RollbackActions {
  /** Post-launch tasks follow a launch that is being rolled back. */
  cancelTasks(): Promise<void>;
  /** Leads traffic to the old app. */
  switchBack(): Promise<void>;
  /** Lets the old app write again. */
  unfreeze(): Promise<void>;
}

export interface RollbackOptions {
  readonly keep?: Keep;
  /** What an operator has confirmed. */
  readonly listed?: Listed | null;
  /** Puts the whole backup back instead of taking back what the migration did. */
  readonly restoresBackup?: boolean;
  /** Why it is rolled back, for the record in Convex. */
  readonly reason?: string;
  /** A rehearsal ends maintenance mode by itself, and migrates again. */
  readonly goesOn?: boolean;
}

export interface RolledBack {
  /** null where the run had written nothing to the deployment, or where the backup was restored. */
  readonly taken: TakenBack | null;
  /** Documents that the deployment holds again, after a restore of the backup. */
  readonly restored: number | null;
}

/** The steps of the rollback that the journal records, as `rollback:takeBack`. */
type RollbackStep = "switchBack" | "takeBack" | "unfreeze" | "endMaintenance";

const summaries: Readonly<Record<RollbackStep, string>> = {
  switchBack: "lead traffic back to the old app",
  takeBack: "take back what the migration did, and compare",
  unfreeze: "let the old app write again",
  endMaintenance: "end maintenance in Convex",
};

/** Stages that write to the deployment. */
const writers: ReadonlySet<string> = new Set(["load", "match", "resolve", "cleanup", "preload", "catch-up"]);

/** How far the rollback has come, by the journal. What counts is what came after the last thing that has to be taken back. */
export interface Attempt {
  /** Whether it was confirmed and begun. */
  readonly isBegun: boolean;
  /** Whether it was rolled back, and nothing was written since. */
  readonly isFinished: boolean;
  /** The same, also where one has begun once more since. */
  readonly wasFinished: boolean;
  readonly done: ReadonlySet<RollbackStep>;
}

export async function readAttempt({ run }: Pick<Context, "run">): Promise<Attempt> {
  const entries = await run.journal.entries();
  const { rolledBack, written } = findLast(entries);
  const current = entries.slice(Math.max(rolledBack, written) + 1);
  const latest = new Map(current.map((entry) => [entry.stage, entry]));
  return {
    isBegun: latest.has("rollback"),
    isFinished: rolledBack > written && !latest.has("rollback"),
    wasFinished: rolledBack > written,
    done: new Set([...latest.values()].flatMap(doneStep)),
  };
}

function findLast(entries: readonly JournalEntry[]) {
  const rolledBack = entries.findLastIndex(({ stage, event }) => stage === "rollback" && event === "finished");
  const written = entries.findLastIndex(({ stage, event }) => writers.has(stage) && event === "started");
  return { rolledBack, written };
}

function doneStep({ stage, event }: JournalEntry): RollbackStep[] {
  const [, step] = /^rollback:(.*)$/.exec(stage) ?? [];
  return step !== undefined && event === "finished" ? [step as RollbackStep] : [];
}

/**
 * Whether there is anything to take back. The deployment is asked, because a journal may have lost its end; the journal and
 * the state of the load say what a load has done that was killed before the deployment heard of it.
 */
export async function hasWritten(context: Context): Promise<boolean> {
  const { run } = context;
  const held = await readHeldRun(context.app);
  if (held.runId === run.run && held.state !== "rolledBack") return true;
  const { rolledBack, written } = findLast(await run.journal.entries());
  // Until the deployment knows of a load, its state is on disk: a journal may have lost its end.
  const mayHave = written > rolledBack || (await readLoadState(run)) !== null || (await isTakingBack(run));
  if (mayHave) await refuseOtherRun(context);
  return mayHave;
}

/**
 * Rolls back: traffic to the old app, what the migration did is taken back and compared, the source unfrozen. Killed anywhere,
 * it resumes where it stood. Once traffic is back the source is unfrozen, whatever else fails; failures are thrown then.
 * Maintenance mode stays on until an operator ends it: nobody writes before somebody has looked (docs/decisions/004).
 */
export async function rollBack(
  context: Context,
  actions: RollbackActions,
  options: RollbackOptions = {},
): Promise<RolledBack> {
  const { journal } = context.run;
  const attempt = await readAttempt(context);
  await journal.append({ stage: "rollback", event: "started" });
  await takeStep(context, attempt, "switchBack", async () => await actions.switchBack());
  const taken = await outcomeOf(async () => await takeData(context, attempt, actions, options));
  const unstored = await outcomeOf(async () => {
    if (taken.failure === null && options.goesOn !== true) await deleteFiles(context);
  });
  const unfrozen = await outcomeOf(
    async () => await takeStep(context, attempt, "unfreeze", async () => await actions.unfreeze()),
  );
  if (taken.failure !== null) throwFirst(whileNotTakenBack(context, taken.failure), unfrozen.failure);
  throwFirst(unstored.failure, unfrozen.failure);
  await recordRolledBack(context, options.reason ?? "cutover rollback");
  await journal.append({ stage: "rollback", event: "finished" });
  return taken.value!;
}

/** Asked again after every kill: neither the journal nor an earlier list says what the deployment holds now. */
async function takeData(
  context: Context,
  { done, isBegun, wasFinished }: Attempt,
  actions: RollbackActions,
  options: RollbackOptions,
): Promise<RolledBack> {
  const { keep = "theirs", listed = null, restoresBackup = false, goesOn = false } = options;
  const again: Attempt = { isBegun: true, isFinished: false, wasFinished, done: new Set() };
  if (done.has("takeBack") && !(await isHeld(context))) return { taken: null, restored: null };
  if (!(await hasWritten(context))) {
    // After a rollback that is finished maintenance mode waits for an operator, whoever types what once more.
    if (!wasFinished) await takeStep(context, again, "endMaintenance", async () => await endMaintenance(context));
    return { taken: null, restored: null };
  }
  const result: { taken: TakenBack | null; restored: number | null } = { taken: null, restored: null };
  await takeStep(context, again, "takeBack", async () => {
    await actions.cancelTasks();
    if (restoresBackup) result.restored = (await restoreBackup(context)).documents;
    else result.taken = await takeBack(context, { keep, listed, isResumed: isBegun });
    await reopenStages(context);
  });
  const { app, progress } = context;
  if (!goesOn) progress.note(`Maintenance mode stays on. When you have looked: ${endMaintenanceCommand(app)}`);
  return result;
}

/** Whether the deployment holds this run's rows, by its own word. */
async function isHeld({ app, run }: Context): Promise<boolean> {
  const { runId, state } = await readHeldRun(app);
  return runId === run.run && state !== "rolledBack";
}

/** What was loaded is gone, so load comes next; in the middle of a catch-up the documents may be neither old nor new. */
async function reopenStages({ run }: Context): Promise<void> {
  await removeLoadState(run);
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

/** What is open, what is closed, and how to let users in all the same. */
function whileNotTakenBack({ app, signal }: Context, failure: unknown): unknown {
  if (signal.aborted) return failure;
  const { kind, faults } = asCutoverError(failure);
  const stays = {
    what: "The migration is not taken back, and maintenance mode stays as it is; the old app has the traffic",
    where: app.convex.deploymentName,
    next: `cutover rollback, once the cause is fixed. To let users write in Convex all the same: ${endMaintenanceCommand(app)}`,
  };
  return new CutoverError(kind, [...faults, stays], { cause: failure });
}

/** The first failure is what counts; a source that stays frozen must not be hidden behind it. */
function throwFirst(failure: unknown, frozen: unknown): void {
  if (failure === null && frozen === null) return;
  if (failure === null || frozen === null) throw failure ?? frozen;
  const { kind, faults } = asCutoverError(failure);
  const more = frozen instanceof CutoverError ? frozen.faults : [toFault(frozen)];
  throw new CutoverError(kind, [...faults, { what: "The source is still frozen" }, ...more], { cause: failure });
}

function asCutoverError(failure: unknown): CutoverError {
  return failure instanceof CutoverError ? failure : new CutoverError(generalFailures.bug, toFault(failure));
}

function toFault(error: unknown): { what: string } {
  return { what: error instanceof Error ? error.message : String(error) };
}
