"use node";
import type { Account } from "./account.js";
import { readContents, readKey } from "./entry.js";
import { type Job, mostAttempts } from "./job.js";
import type { LedgerEntry, LedgerOwner, EntryOutcome } from "./ledger.js";
import { type CalendarEvent, isLeftOver, type Recognised } from "./recognise.js";
import { Trouble } from "./trouble.js";

/** Events between two transactions. */
const deletedAtOnce = 25;

/** Changes of an event between two looks at it, after which somebody is at work on it. */
const mostChanges = 3;

/** Second phase for one user: deletes what the first has recorded. */
export async function deleteEvents(
  job: Job,
  owner: LedgerOwner,
  account: Account,
  recognised: Recognised,
): Promise<void> {
  const { ledger } = job;
  let { attempts } = owner;
  for (;;) {
    const entries = await ledger.next(owner.owner, ["started", "open"], deletedAtOnce);
    if (entries.length === 0) break;
    await start(job, owner.owner, entries);
    await deleteBatch(job, owner.owner, { account, recognised, isLastAttempt: attempts + 1 >= mostAttempts }, entries);
    attempts = 0;
  }
  await ledger.changeOwner(owner.owner, { state: "done", attempts: 0, dueAt: 0, reason: null });
}

/**
 * Says before it is done what will be done. An event that is then not there any more was deleted by this task, even if the
 * process that did it was killed before it could say so; and can be put back.
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
  readonly recognised: Recognised;
  /** Google has been in the way so often that the event in hand is given up instead of the user put off. */
  readonly isLastAttempt: boolean;
}

async function deleteBatch(
  { ledger }: Job,
  owner: string,
  deleting: Deleting,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const settled: EntryOutcome[] = [];
  let { isLastAttempt } = deleting;
  let tried = 0;
  try {
    for (const entry of entries) {
      const save = async (contents: string) =>
        await ledger.recordOutcome(owner, [{ key: entry.key, state: "started", contents }]);
      tried += 1;
      settled.push({ key: entry.key, ...(await settleEntry({ ...deleting, isLastAttempt }, entry, save)) });
      isLastAttempt = false;
    }
  } finally {
    // What was not come to is open again: should somebody else delete it, it is not this task's deed.
    const untried = entries.slice(tried).filter(({ state }) => state === "open");
    const change = settled.length > 0 ? { attempts: 0, reason: null } : {};
    await ledger.recordOutcome(
      owner,
      [...settled, ...untried.map(({ key }) => ({ key, state: "open" as const }))],
      change,
    );
  }
}

type Outcome = Omit<EntryOutcome, "key">;

async function settleEntry(
  { account, recognised, isLastAttempt }: Deleting,
  entry: LedgerEntry,
  save: (contents: string) => Promise<void>,
): Promise<Outcome> {
  try {
    return await deleteEntry(account, recognised, entry, save);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const isFinal = error.kind === "request" || (error.kind === "later" && isLastAttempt);
    if (!isFinal) throw error;
    return { state: "failed", reason: error.reason };
  }
}

/**
 * Deletes an event as it was seen. When somebody has changed it since, Google refuses (412): it is looked at again, and
 * stays if it is no longer what the old app has made.
 */
async function deleteEntry(
  account: Account,
  recognised: Recognised,
  { key, state, contents }: LedgerEntry,
  save: (contents: string) => Promise<void>,
): Promise<Outcome> {
  const { calendarId, eventId } = readKey(key);
  let event = readContents(contents ?? "{}");
  let isOurs = state === "started";
  for (let looks = 0; looks <= mostChanges; looks++) {
    if (!isLeftOver(event, recognised))
      return { state: "kept", reason: recognised.known.has(eventId) ? "known" : "changed" };
    const trouble = await findTrouble(async () => await account.deleteEvent(calendarId, eventId, event.etag));
    if (trouble === null) return { state: "done" };
    isOurs ||= trouble.details.isUncertain === true;
    const now = await lookAgain(account, calendarId, eventId, trouble);
    if (now === null) return { state: isOurs ? "done" : "gone" };
    event = now;
    await save(JSON.stringify(event));
  }
  return { state: "kept", reason: "changing" };
}

/** The event as it is now; null when there is none any more. Throws what is not about the event being another one. */
async function lookAgain(
  account: Account,
  calendarId: string,
  eventId: string,
  trouble: Trouble,
): Promise<CalendarEvent | null> {
  if (isGone(trouble)) return null;
  if (trouble.details.status !== 412) throw trouble;
  let event: CalendarEvent | undefined;
  const other = await findTrouble(async () => {
    event = await account.getEvent(calendarId, eventId);
  });
  if (other !== null && !isGone(other)) throw other;
  return event === undefined || event.status === "cancelled" ? null : event;
}

export function isGone({ details: { status } }: Trouble): boolean {
  return status === 404 || status === 410;
}

export async function findTrouble(attempt: () => Promise<void>): Promise<Trouble | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (error instanceof Trouble) return error;
    throw error;
  }
}
