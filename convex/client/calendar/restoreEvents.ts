"use node";
import type { Account } from "./account.js";
import { findTrouble, isGone } from "./deleteEvents.js";
import { readContents, readKey } from "./entry.js";
import { type Job, mostAttempts } from "./job.js";
import type { LedgerEntry, LedgerOwner, EntryOutcome } from "./ledger.js";
import type { CalendarEvent } from "./recognise.js";
import { Trouble } from "./trouble.js";

/**
 * Puts back what the task has deleted for one user, by key. Doing it twice is the same as doing it once. What Google refuses
 * stays `done`, with the reason.
 */
export async function restoreEvents({ ledger }: Job, owner: LedgerOwner, account: Account): Promise<void> {
  let { cursor } = owner;
  let isLastAttempt = owner.attempts + 1 >= mostAttempts;
  for (;;) {
    const page = await ledger.list(owner.owner, cursor);
    const settled: EntryOutcome[] = [];
    try {
      for (const entry of page.items.filter(({ state }) => state === "started" || state === "done")) {
        settled.push({ key: entry.key, ...(await settleEntry(account, entry, isLastAttempt)) });
        isLastAttempt = false;
      }
      cursor = page.cursor;
    } finally {
      if (settled.length > 0) await ledger.recordOutcome(owner.owner, settled, { attempts: 0, reason: null, cursor });
    }
    if (page.isDone) break;
  }
  const left = await ledger.next(owner.owner, ["started", "done"], 1);
  const end = left.length === 0 ? ({ state: "undone", reason: null } as const) : notAll;
  await ledger.changeOwner(owner.owner, { ...end, attempts: 0, dueAt: 0 });
}

const notAll = { state: "failed", reason: "not_all_put_back" } as const;

type Outcome = Omit<EntryOutcome, "key">;

async function settleEntry(account: Account, entry: LedgerEntry, isLastAttempt: boolean): Promise<Outcome> {
  if (entry.contents === null) return { state: entry.state, reason: "closed" };
  try {
    await restoreEntry(account, entry.key, readContents(entry.contents), entry.state === "started");
    return { state: "undone" };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    if (error.kind !== "request" && !(error.kind === "later" && isLastAttempt)) throw error;
    return { state: entry.state, reason: `not_put_back_${error.reason}` };
  }
}

/**
 * Google keeps a deleted event for a while as `cancelled`; writing it back brings it to life under its own id. When it is
 * gone for good it comes as an import, which keeps the iCalUID and gets a new id.
 */
async function restoreEntry(account: Account, key: string, event: CalendarEvent, isUnsure: boolean): Promise<void> {
  const { calendarId, eventId } = readKey(key);
  if (isUnsure && (await isAlive(account, calendarId, eventId))) return;
  const trouble = await findTrouble(
    async () => await account.updateEvent(calendarId, eventId, { ...event, status: event.status ?? "confirmed" }),
  );
  if (trouble === null) return;
  if (!isGone(trouble)) throw trouble;
  const { id: _id, ...contents } = event;
  const refused = await findTrouble(async () => await account.importEvent(calendarId, contents));
  // An earlier attempt, whose answer got lost, has brought it.
  if (refused !== null && refused.details.status !== 409) throw refused;
}

/** An action that was killed may have deleted it or not: one that lives is left as it is. */
async function isAlive(account: Account, calendarId: string, eventId: string): Promise<boolean> {
  let event: CalendarEvent | undefined;
  const trouble = await findTrouble(async () => {
    event = await account.getEvent(calendarId, eventId);
  });
  if (trouble !== null && !isGone(trouble)) throw trouble;
  return event !== undefined && event.status !== "cancelled";
}
