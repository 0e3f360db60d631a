import type { Journal, JournalEntry } from "../run/journal.js";

/** The steps of the way back that the journal records, as `rollback:restore`. */
export type RollbackStep = "switchBack" | "writes" | "restore" | "compare" | "unfreeze" | "closeMaintenance";

/** Stages that write to the deployment. */
const writers: ReadonlySet<string> = new Set(["load", "match", "resolve", "cleanup", "preload", "catch-up"]);

/** How far the way back has come, by the journal. */
export interface Attempt {
  /** Whether it was confirmed and begun. */
  readonly isBegun: boolean;
  /** Whether the run has written to the deployment since it was last rolled back. */
  readonly hasWritten: boolean;
  /** Whether it was rolled back, and nothing was written since. */
  readonly isFinished: boolean;
  readonly done: ReadonlySet<RollbackStep>;
}

/** What counts is what came after the last thing that has to be taken back. */
export async function readAttempt(journal: Journal): Promise<Attempt> {
  const entries = await journal.entries();
  const rolledBack = entries.findLastIndex(({ stage, event }) => stage === "rollback" && event === "finished");
  const written = entries.findLastIndex(({ stage, event }) => writers.has(stage) && event === "started");
  const current = entries.slice(Math.max(rolledBack, written) + 1);
  const latest = new Map(current.map((entry) => [entry.stage, entry]));
  return {
    isBegun: latest.has("rollback"),
    hasWritten: written > rolledBack,
    isFinished: rolledBack > written && !latest.has("rollback"),
    done: new Set([...latest.values()].flatMap(doneStep)),
  };
}

function doneStep({ stage, event }: JournalEntry): RollbackStep[] {
  const [, step] = /^rollback:(.*)$/.exec(stage) ?? [];
  return step !== undefined && event === "finished" ? [step as RollbackStep] : [];
}
