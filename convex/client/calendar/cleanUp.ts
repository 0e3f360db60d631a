"use node";
import type { Account } from "./account.js";
import { deleteEvents, restoreEvents } from "./deleteEvents.js";
import { type CalendarEvent, toEntryKey, isLeftOver, type LeftOverCriteria } from "./events.js";
import { type Job, type Remaining, workOnOwners } from "./job.js";
import type { LedgerOwner, OwnerChange } from "../../cutover/taskValidators.js";
import type { Ledger } from "./ledger.js";
import { GoogleError } from "./googleError.js";

/** What a task's function returns to the task runner. */
export interface TaskAnswer extends Remaining {
  readonly result: Record<string, number | string>;
}

/** Finds, and unless it is a dry run deletes, every left-over event of the owners in the ledger. */
export async function cleanUp(
  job: Job,
  criteria: LeftOverCriteria,
  { dryRun }: { dryRun: boolean },
): Promise<TaskAnswer> {
  const state = dryRun ? "done" : "working";
  const listed = await workOnOwners(job, "listing", async (owner, account) => {
    await listEvents(job, owner, account, criteria, { state, cursor: null });
  });
  const isOutOfTime = !listed.isDone && listed.againAt === undefined;
  // A user postponed while listing does not delay the others.
  const deleted = isOutOfTime
    ? listed
    : await workOnOwners(job, "working", async (owner, account) => await deleteEvents(job, owner, account, criteria));
  return { ...earlierOf(listed, deleted), result: await readResult(job.ledger) };
}

/** Restores what was deleted, of the owners that are `undoing`. */
export async function undo(job: Job): Promise<TaskAnswer> {
  const rest = await workOnOwners(job, "undoing", async (owner, account) => await restoreEvents(job, owner, account));
  return { ...rest, result: await readResult(job.ledger) };
}

/** The one to call again first; out of time means at once. */
function earlierOf(one: Remaining, other: Remaining): Remaining {
  if (one.isDone) return other;
  if (other.isDone) return one;
  return (one.againAt ?? 0) <= (other.againAt ?? 0) ? one : other;
}

const names = [
  ["open", "open"],
  ["started", "started"],
  ["done", "deleted"],
  ["gone", "alreadyGone"],
  ["kept", "kept"],
  ["failed", "failed"],
  ["undone", "restored"],
] as const;

/** `found` is the sum of the states that follow it; reasons are not added. */
export async function readResult(ledger: Ledger): Promise<Record<string, number | string>> {
  const { entries, reasons, owners, ownerReasons } = await ledger.counts();
  return {
    users: sum(owners),
    ...(owners["failed"] === undefined ? {} : { usersFailed: owners["failed"] }),
    ...withPrefix("users failed: ", ownerReasons),
    found: sum(entries),
    ...Object.fromEntries(names.filter(([state]) => entries[state]).map(([state, name]) => [name, entries[state]!])),
    ...reasons,
  };
}

function withPrefix(prefix: string, counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix}${name}`, count]));
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

/** Where the listing of one user stands: the calendars still to read, and the page of the first of them. */
interface Position {
  readonly calendars: readonly string[];
  readonly pageToken?: string;
}

/** Events recorded in one transaction, and their characters: far below what one may write. */
const recordedAtOnce = 100;
const bytesAtOnce = 2 * 1024 * 1024;

/**
 * First phase for one user: records every left-over event of every calendar, and after each page the position. A page
 * whose position was not recorded is read again; its events are known then.
 */
export async function listEvents(
  { ledger }: Job,
  { owner, cursor }: LedgerOwner,
  account: Account,
  criteria: LeftOverCriteria,
  next: OwnerChange,
): Promise<void> {
  let position: Position =
    cursor === null ? { calendars: await account.listCalendars() } : (JSON.parse(cursor) as Position);
  while (position.calendars.length > 0) {
    const [calendarId] = position.calendars as [string];
    const page = await readPage(account, position, criteria);
    const found = page.events
      .filter((event) => isLeftOver(event, criteria))
      .map((event) => ({ key: toEntryKey(calendarId, event.id!), contents: JSON.stringify(event) }));
    position = page.next;
    for (const batch of splitIntoBatches(found)) await ledger.record(owner, batch, {});
    await ledger.record(owner, [], { cursor: JSON.stringify(position), attempts: 0 });
  }
  await ledger.changeOwner(owner, { attempts: 0, dueAt: 0, reason: null, ...next });
}

interface Found {
  readonly key: string;
  readonly contents: string;
}

function* splitIntoBatches(found: readonly Found[]): Generator<Found[]> {
  let batch: Found[] = [];
  let bytes = 0;
  for (const entry of found) {
    if (batch.length >= recordedAtOnce || (batch.length > 0 && bytes + entry.contents.length > bytesAtOnce)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += entry.contents.length;
  }
  if (batch.length > 0) yield batch;
}

interface Page {
  readonly events: readonly CalendarEvent[];
  readonly next: Position;
}

async function readPage(
  account: Account,
  { calendars, pageToken }: Position,
  { rule }: LeftOverCriteria,
): Promise<Page> {
  const [calendarId, ...others] = calendars as [string, ...string[]];
  try {
    const page = await account.listEvents(calendarId, rule.marker, pageToken);
    return {
      events: page.events,
      next: page.pageToken === undefined ? { calendars: others } : { calendars, pageToken: page.pageToken },
    };
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    const { status } = error.details;
    if (status === 404) return { events: [], next: { calendars: others } };
    // The page token has expired: what was recorded stays recorded.
    if (status === 400 && pageToken !== undefined) return { events: [], next: { calendars } };
    throw error;
  }
}
