import type { JournalEntry } from "../run/journal.js";

/** One time that a step was taken. */
export interface Attempt {
  readonly step: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** null: it was killed, or still runs. */
  readonly endedAt: string | null;
  readonly outcome: "finished" | "failed" | "interrupted" | "killed";
  /** Why it failed. */
  readonly message: string | null;
}

/** An attempt that did not end well, and what it cost. */
export interface Stop extends Attempt {
  /** From its end (a killed one's: from its start) until the same step had finished; null: it never has. */
  readonly secondsLost: number | null;
}

/** Every attempt, in the order they began: the journal is only appended to, by one command at a time. */
export function gatherAttempts(entries: readonly JournalEntry[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (const { stage, event, at, message = null } of entries) {
    if (event === "started") {
      attempts.push({ step: stage, startedAt: at, endedAt: null, outcome: "killed", message: null });
      continue;
    }
    const open = attempts.findLastIndex(({ step, endedAt }) => step === stage && endedAt === null);
    if (open !== -1) attempts[open] = { ...attempts[open]!, endedAt: at, outcome: event, message };
  }
  return attempts;
}

export function findStops(attempts: readonly Attempt[]): Stop[] {
  return attempts.flatMap((attempt, index) => {
    if (attempt.outcome === "finished") return [];
    const again = attempts
      .slice(index + 1)
      .find(({ step, outcome }) => step === attempt.step && outcome === "finished");
    return [
      {
        ...attempt,
        secondsLost: again === undefined ? null : seconds(attempt.endedAt ?? attempt.startedAt, again.endedAt!),
      },
    ];
  });
}

/** How long users could not write: from the backup, which turns maintenance mode on, until close or rollback has turned it off. */
export function findDowntime(
  attempts: readonly Attempt[],
): { from: string; until: string | null; seconds: number | null } | null {
  const from = attempts.find(({ step }) => step === "backup")?.startedAt;
  if (from === undefined) return null;
  const until =
    attempts.findLast(({ step, outcome }) => (step === "close" || step === "rollback") && outcome === "finished")
      ?.endedAt ?? null;
  return { from, until, seconds: until === null ? null : seconds(from, until) };
}

export function seconds(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 1000;
}
