"use node";
import type { Account } from "./account.js";
import { entryKey } from "./entry.js";
import type { Job } from "./job.js";
import type { LedgerOwner, OwnerChange } from "./ledger.js";
import { type CalendarEvent, isLeftOver, type Recognised } from "./recognise.js";
import { Trouble } from "./trouble.js";

/** Where the listing of one user stands: the calendars still to read, and the page of the first of them. */
interface Position {
  readonly calendars: readonly string[];
  readonly pageToken?: string;
}

/** Events recorded in one transaction, and their bytes as text: far below what one may write. */
const recordedAtOnce = 100;
const bytesAtOnce = 2 * 1024 * 1024;

/**
 * First phase for one user: records every left-over event of every calendar, and after each page how far it has come. A page
 * whose position was not recorded is read again; its events are known then.
 */
export async function listEvents(
  { ledger }: Job,
  { owner, cursor }: LedgerOwner,
  account: Account,
  recognised: Recognised,
  next: OwnerChange,
): Promise<void> {
  let position: Position =
    cursor === null ? { calendars: await account.listCalendars() } : (JSON.parse(cursor) as Position);
  while (position.calendars.length > 0) {
    const [calendarId] = position.calendars as [string];
    const page = await readPage(account, position, recognised);
    const found = page.events
      .filter((event) => isLeftOver(event, recognised))
      .map((event) => ({ key: entryKey(calendarId, event.id!), contents: JSON.stringify(event) }));
    position = page.next;
    for (const batch of inBatches(found)) await ledger.record(owner, batch, {});
    await ledger.record(owner, [], { cursor: JSON.stringify(position), attempts: 0 });
  }
  await ledger.changeOwner(owner, { attempts: 0, dueAt: 0, reason: null, ...next });
}

interface Found {
  readonly key: string;
  readonly contents: string;
}

function* inBatches(found: readonly Found[]): Generator<Found[]> {
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

async function readPage(account: Account, { calendars, pageToken }: Position, { rule }: Recognised): Promise<Page> {
  const [calendarId, ...others] = calendars as [string, ...string[]];
  try {
    const page = await account.listEvents(calendarId, rule.marker, pageToken);
    return {
      events: page.events,
      next: page.pageToken === undefined ? { calendars: others } : { calendars, pageToken: page.pageToken },
    };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const { status } = error.details;
    if (status === 404) return { events: [], next: { calendars: others } };
    // A page token that has become too old: what was recorded stays recorded.
    if (status === 400 && pageToken !== undefined) return { events: [], next: { calendars } };
    throw error;
  }
}
