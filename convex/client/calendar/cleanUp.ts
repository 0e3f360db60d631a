"use node";
import { deleteEvents } from "./deleteEvents.js";
import { type Job, type Rest, workOn } from "./job.js";
import type { Ledger } from "./ledger.js";
import { listEvents } from "./listEvents.js";
import type { Recognised } from "./recognise.js";
import { restoreEvents } from "./restoreEvents.js";

/** What a task says to whoever runs it. */
export interface TaskAnswer extends Rest {
  readonly result: Record<string, number | string>;
}

/** Finds, and unless it is a dry run deletes, every left-over event of the owners in the ledger. */
export async function cleanUp(job: Job, recognised: Recognised, { dryRun }: { dryRun: boolean }): Promise<TaskAnswer> {
  const state = dryRun ? "done" : "working";
  const listed = await workOn(job, "listing", async (owner, account) => {
    await listEvents(job, owner, account, recognised, { state, cursor: null });
  });
  const isOutOfTime = !listed.isDone && listed.againAt === undefined;
  // Who is put off in the listing keeps nobody else waiting.
  const deleted = isOutOfTime
    ? listed
    : await workOn(job, "working", async (owner, account) => await deleteEvents(job, owner, account, recognised));
  return { ...soonerOf(listed, deleted), result: await readResult(job.ledger) };
}

/** Puts back what was deleted, of the owners that are `undoing`. */
export async function undo(job: Job): Promise<TaskAnswer> {
  const rest = await workOn(job, "undoing", async (owner, account) => await restoreEvents(job, owner, account));
  return { ...rest, result: await readResult(job.ledger) };
}

/** The one that has to be called again first; out of time is at once. */
function soonerOf(one: Rest, other: Rest): Rest {
  if (one.isDone) return other;
  if (other.isDone) return one;
  return (one.againAt ?? 0) <= (other.againAt ?? 0) ? one : other;
}

const names = [
  ["open", "open"],
  ["started", "started"],
  ["done", "deleted"],
  ["gone", "goneBefore"],
  ["kept", "kept"],
  ["failed", "failed"],
  ["undone", "putBack"],
] as const;

/** `found` is the sum of what follows it, the reasons apart. */
export async function readResult(ledger: Ledger): Promise<Record<string, number | string>> {
  const { entries, reasons, owners, ownerReasons } = await ledger.counts();
  return {
    users: sum(owners),
    ...(owners["failed"] === undefined ? {} : { usersFailed: owners["failed"] }),
    ...named("users failed: ", ownerReasons),
    found: sum(entries),
    ...Object.fromEntries(names.filter(([state]) => entries[state]).map(([state, name]) => [name, entries[state]!])),
    ...reasons,
  };
}

function named(prefix: string, counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix}${name}`, count]));
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
