"use node";
import type { Account } from "./account.js";
import { type CalendarEvent, isLeftOver, readContents, readEntryKey, type LeftOverCriteria } from "./events.js";
import { type Job, mostAttempts } from "./job.js";
import type { EntryOutcome, LedgerEntry, LedgerOwner } from "../../cutover/taskValidators.js";
import { catchGoogleError, GoogleError, isGone } from "./googleError.js";

/** Events between two transactions. */
const deletedAtOnce = 25;

/** After so many changes of an event while it is being deleted, somebody is working on it. */
const mostChanges = 3;

/** Second phase for one user: deletes the events that the first phase recorded. */
export async function deleteEvents(
  job: Job,
  owner: LedgerOwner,
  account: Account,
  criteria: LeftOverCriteria,
): Promise<void> {
  const { ledger } = job;
  let { attempts } = owner;
  for (;;) {
    const entries = await ledger.next(owner.owner, ["started", "open"], deletedAtOnce);
    if (entries.length === 0) break;
    await start(job, owner.owner, entries);
    await deleteBatch(job, owner.owner, { account, criteria, isLastAttempt: attempts + 1 >= mostAttempts }, entries);
    attempts = 0;
  }
  await ledger.changeOwner(owner.owner, { state: "done", attempts: 0, dueAt: 0, reason: null });
}

/**
 * Records what is about to be deleted. An event that is missing afterwards was deleted by this task, even if the action was
 * killed before it could record so; it can be restored.
 */
async function start({ ledger }: Job, owner: string, entries: readonly LedgerEntry[]): Promise<void> {
  const open = entries.filter(({ state }) => state === "open");
  if (open.length === 0) return;
  await ledger.recordOutcome(
    owner,
    open.map(({ key }) => ({ key, state: "started" })),
  );
}

interface Deleting {
  readonly account: Account;
  readonly criteria: LeftOverCriteria;
  /** Google has refused so often that the current event fails, instead of its user being postponed again. */
  readonly isLastAttempt: boolean;
}

async function deleteBatch(
  { ledger }: Job,
  owner: string,
  deleting: Deleting,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const outcomes: EntryOutcome[] = [];
  let { isLastAttempt } = deleting;
  let tried = 0;
  try {
    for (const entry of entries) {
      const save = async (contents: string) =>
        await ledger.recordOutcome(owner, [{ key: entry.key, state: "started", contents }]);
      tried += 1;
      outcomes.push({ key: entry.key, ...(await deleteOrFail({ ...deleting, isLastAttempt }, entry, save)) });
      isLastAttempt = false;
    }
  } finally {
    // What was not attempted is open again: if somebody else deletes it, this task did not.
    const untried = entries.slice(tried).filter(({ state }) => state === "open");
    const change = outcomes.length > 0 ? { attempts: 0, reason: null } : {};
    await ledger.recordOutcome(
      owner,
      [...outcomes, ...untried.map(({ key }) => ({ key, state: "open" as const }))],
      change,
    );
  }
}

type Outcome = Omit<EntryOutcome, "key">;

async function deleteOrFail(
  { account, criteria, isLastAttempt }: Deleting,
  entry: LedgerEntry,
  save: (contents: string) => Promise<void>,
): Promise<Outcome> {
  try {
    return await deleteEntry(account, criteria, entry, save);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    const isFinal = error.kind === "request" || (error.kind === "later" && isLastAttempt);
    if (!isFinal) throw error;
    return { state: "failed", reason: error.reason };
  }
}

/**
 * Deletes an event as it was read. When somebody has changed it since, Google refuses (412): it is read again, and stays if
 * it no longer is what the old app made.
 */
async function deleteEntry(
  account: Account,
  criteria: LeftOverCriteria,
  { key, state, contents }: LedgerEntry,
  save: (contents: string) => Promise<void>,
): Promise<Outcome> {
  const { calendarId, eventId } = readEntryKey(key);
  let event = readContents(contents ?? "{}");
  let isOurs = state === "started";
  for (let changes = 0; changes <= mostChanges; changes++) {
    if (!isLeftOver(event, criteria))
      return { state: "kept", reason: criteria.known.has(eventId) ? "known" : "changed" };
    const failure = await catchGoogleError(async () => await account.deleteEvent(calendarId, eventId, event.etag));
    if (failure === null) return { state: "done" };
    isOurs ||= failure.details.isUncertain === true;
    const now = await readChanged(account, calendarId, eventId, failure);
    if (now === null) return { state: isOurs ? "done" : "gone" };
    event = now;
    await save(JSON.stringify(event));
  }
  return { state: "kept", reason: "changing" };
}

/** The event after somebody changed it; null when it is deleted. Throws every other refusal. */
async function readChanged(
  account: Account,
  calendarId: string,
  eventId: string,
  failure: GoogleError,
): Promise<CalendarEvent | null> {
  if (isGone(failure)) return null;
  if (failure.details.status !== 412) throw failure;
  return await findEvent(account, calendarId, eventId);
}

/**
 * Restores what the task deleted for one user, by key. Idempotent. What Google refuses stays `done`, with the reason.
 */
export async function restoreEvents({ ledger }: Job, owner: LedgerOwner, account: Account): Promise<void> {
  let { cursor } = owner;
  let isLastAttempt = owner.attempts + 1 >= mostAttempts;
  for (;;) {
    const page = await ledger.list(owner.owner, cursor);
    const outcomes: EntryOutcome[] = [];
    try {
      for (const entry of page.items.filter(({ state }) => state === "started" || state === "done")) {
        outcomes.push({ key: entry.key, ...(await restoreOrFail(account, entry, isLastAttempt)) });
        isLastAttempt = false;
      }
      cursor = page.cursor;
    } finally {
      if (outcomes.length > 0) await ledger.recordOutcome(owner.owner, outcomes, { attempts: 0, reason: null, cursor });
    }
    if (page.isDone) break;
  }
  const left = await ledger.next(owner.owner, ["started", "done"], 1);
  const end = left.length === 0 ? ({ state: "undone", reason: null } as const) : notAllRestored;
  await ledger.changeOwner(owner.owner, { ...end, attempts: 0, dueAt: 0 });
}

const notAllRestored = { state: "failed", reason: "not_all_restored" } as const;

async function restoreOrFail(account: Account, entry: LedgerEntry, isLastAttempt: boolean): Promise<Outcome> {
  if (entry.contents === null) return { state: entry.state, reason: "closed" };
  try {
    await restoreEntry(account, entry.key, readContents(entry.contents), entry.state === "started");
    return { state: "undone" };
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    if (error.kind !== "request" && !(error.kind === "later" && isLastAttempt)) throw error;
    return { state: entry.state, reason: `not_restored_${error.reason}` };
  }
}

/**
 * Google keeps a deleted event for a while as `cancelled`; writing it back revives it under its own id. Once it is
 * gone for good it is imported, which keeps the iCalUID and assigns a new id.
 */
async function restoreEntry(account: Account, key: string, event: CalendarEvent, isUnsure: boolean): Promise<void> {
  const { calendarId, eventId } = readEntryKey(key);
  // An action that was killed may have deleted it or not: an event that exists is left as it is.
  if (isUnsure && (await findEvent(account, calendarId, eventId)) !== null) return;
  const failure = await catchGoogleError(
    async () => await account.updateEvent(calendarId, eventId, { ...event, status: event.status ?? "confirmed" }),
  );
  if (failure === null) return;
  if (!isGone(failure)) throw failure;
  const { id: _id, ...contents } = event;
  const refused = await catchGoogleError(async () => await account.importEvent(calendarId, contents));
  // An earlier attempt, whose response was lost, imported it.
  if (refused !== null && refused.details.status !== 409) throw refused;
}

/** The event as it is now; null when it is deleted. */
async function findEvent(account: Account, calendarId: string, eventId: string): Promise<CalendarEvent | null> {
  let event: CalendarEvent | undefined;
  const failure = await catchGoogleError(async () => {
    event = await account.getEvent(calendarId, eventId);
  });
  if (failure !== null && !isGone(failure)) throw failure;
  return event === undefined || event.status === "cancelled" ? null : event;
}
