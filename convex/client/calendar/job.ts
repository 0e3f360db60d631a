"use node";
import type { Account } from "./account.js";
import type { Clock } from "./clock.js";
import type { Ledger, LedgerOwner, OwnerState } from "./ledger.js";
import { OutOfTime, Trouble } from "./trouble.js";

/** What one call of a task's action works with. */
export interface Job {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Epoch milliseconds by which the action must have returned. */
  readonly until: number;
  /** Throws Trouble of kind `user` where there is no way in. */
  open(owner: string): Promise<Account>;
}

/** Does a part of what is to be done for one owner, in which the ledger's state or entries move on; throws Trouble. */
export type Part = (owner: LedgerOwner, account: Account) => Promise<void>;

/** Where the work stands: who is put off until when, and what the project waits for. */
export interface Rest {
  readonly isDone: boolean;
  readonly againAt?: number;
  readonly waitsFor?: string;
}

/** Users that are worked on at the same time. Each waits for Google most of the time. */
const usersAtOnce = 8;

/** Owners that are read at once. */
const ownersPage = 64;

/** How often in a row a user is put off before what stands in the way is final: half an hour in all. */
export const mostAttempts = 6;

const minuteMs = 60_000;

/** A change of the project at Google, or of the deployment, is looked for so often. */
const projectPauseMs = 10 * minuteMs;

/** Works on all owners in `state` that are due, until none is left or the time is up. */
export async function workOn(job: Job, state: OwnerState, part: Part): Promise<Rest> {
  try {
    for (;;) {
      const owners = await job.ledger.nextOwners(state, ownersPage);
      const [first] = owners;
      if (first === undefined) return { isDone: true };
      const due = owners.filter(({ dueAt }) => dueAt <= job.clock.now());
      if (due.length === 0) return { isDone: false, againAt: first.dueAt, waitsFor: `Google: ${first.reason}` };
      await eachAtOnce(due, usersAtOnce, async (owner) => await workOnOwner(job, owner, part));
    }
  } catch (error) {
    if (error instanceof OutOfTime) return { isDone: false };
    if (!(error instanceof Trouble && error.kind === "project")) throw error;
    return { isDone: false, againAt: job.clock.now() + projectPauseMs, waitsFor: projectAdvice(error.reason) };
  }
}

async function workOnOwner(job: Job, owner: LedgerOwner, part: Part): Promise<void> {
  if (job.clock.now() >= job.until) throw new OutOfTime();
  try {
    await part(owner, await job.open(owner.owner));
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind === "project") throw error;
    if (error.kind === "later" && owner.attempts + 1 < mostAttempts) await putOff(job, owner, error);
    else await giveUp(job, owner, error.reason);
  }
}

async function putOff({ ledger, clock }: Job, { owner, attempts }: LedgerOwner, { reason }: Trouble): Promise<void> {
  const dueAt = clock.now() + minuteMs * 2 ** attempts;
  await ledger.changeOwner(owner, { attempts: attempts + 1, dueAt, reason });
}

/**
 * What is still open fails with its owner, so that the books balance; the owner last, so that a kill leaves it to be done. What
 * could not be put back stays `done`: it can be tried again.
 */
async function giveUp({ ledger }: Job, { owner, state }: LedgerOwner, reason: string): Promise<void> {
  if (state !== "undoing") await failEntries(ledger, owner, reason);
  await ledger.changeOwner(owner, { state: "failed", reason });
}

async function failEntries(ledger: Ledger, owner: string, reason: string): Promise<void> {
  for (;;) {
    const entries = await ledger.next(owner, ["started", "open"], 100);
    if (entries.length === 0) return;
    await ledger.recordOutcome(
      owner,
      entries.map(({ key }) => ({ key, state: "failed", reason })),
    );
  }
}

const advice: Readonly<Record<string, string>> = {
  invalid_client: "Google does not know the OAuth client: check its id and secret in the deployment's environment",
  deleted_client: "the OAuth client was deleted at Google: restore it, or put the one that the tokens belong to",
  accessNotConfigured: "the Calendar API is switched off in the project at Google: switch it on",
  SERVICE_DISABLED: "the Calendar API is switched off in the project at Google: switch it on",
  dailyLimitExceeded: "the project's daily quota at Google is used up: it goes on when there is some again",
};

function projectAdvice(reason: string): string {
  return advice[reason] ?? `Google: ${reason}`;
}

/** Stops at the first error, when those under way have ended. */
async function eachAtOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failed: { error: unknown } | undefined;
  const worker = async () => {
    for (const item of queue) {
      if (failed !== undefined) return;
      try {
        await work(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (failed !== undefined) throw failed.error;
}
