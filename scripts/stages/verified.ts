import { readState, workDirectory } from "../run/catchUpState.js";
import type { JournalEntry } from "../run/journal.js";
import type { RunDirectory } from "../run/runDirectory.js";

/** What the files of a verify are true of. */
export interface Verified {
  /** When it began, as its line in the journal says. */
  readonly at: string;
  /** What has changed the deployment since, as it is called; empty where the files still say what is there. */
  readonly since: readonly string[];
}

/** The line of the verify that is at work, or of the last one; null where none has begun. */
export async function readVerifyStart({ journal }: RunDirectory): Promise<string | null> {
  return (await journal.entries()).findLast(isVerifyStart)?.at ?? null;
}

/** `start`: which verify, as its file says; null where that is not known. The order of the lines counts: a clock may have been set back. */
export async function readVerified(run: RunDirectory, start: string | null): Promise<Verified | null> {
  const entries = await run.journal.entries();
  const place = entries.findLastIndex((entry) => isVerifyStart(entry) && entry.at === start);
  if (place === -1) return null;
  const since = entries.slice(place + 1).flatMap((entry) => nameChange(entry) ?? []);
  const unfinished = (await readState(workDirectory(run))) === null ? [] : ["a catch-up that is not finished"];
  return { at: entries[place]!.at, since: [...new Set([...since, ...unfinished])] };
}

/** `verified at 2026-11-21T15:48:26.000Z; since then: rollback` */
export function describeVerified(verified: Verified | null): string {
  if (verified === null) return "of an earlier verify";
  const { at, since } = verified;
  return since.length === 0 ? `verified at ${at}` : `verified at ${at}; since then: ${since.join(", ")}`;
}

function isVerifyStart({ stage, event }: JournalEntry): boolean {
  return stage === "verify" && event === "started";
}

/** A catch-up has no line but that of `resolve`, which it finishes once more. */
function nameChange({ stage, event }: JournalEntry): string | null {
  if (stage === "rollback:takeBack") return "rollback";
  if (stage === "resolve") return "resolve or catch-up";
  return (stage === "load" || stage === "match") && event === "started" ? stage : null;
}
