"use node";
import type { Account, Clock } from "./account.js";
import type { LedgerOwner, OwnerState } from "../../cutover/taskValidators.js";
import type { Ledger } from "./ledger.js";
import { OutOfTime, GoogleError } from "./googleError.js";

/** What one call of a task's action works with. */
export interface Job {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Epoch milliseconds by which the action must have returned. */
  readonly until: number;
  /** Throws a GoogleError of kind `user` where the account cannot be opened. */
  open(owner: string): Promise<Account>;
}

/** Does one owner's share of the work and records it in the ledger; throws GoogleError. */
export type OwnerWork = (owner: LedgerOwner, account: Account) => Promise<void>;

/** What remains to be done: when to call again, and what the work waits for. */
export interface Remaining {
  readonly isDone: boolean;
  readonly againAt?: number;
  readonly waitsFor?: string;
}

/** Users that are worked on concurrently. Each waits for Google most of the time. */
const usersAtOnce = 8;

/** Owners that are read at once. */
const ownersPage = 64;

/** How often in a row a user is postponed before the failure is final: half an hour in all. */
export const mostAttempts = 6;

const minuteMs = 60_000;

/** How often to check whether the project at Google, or the deployment, was fixed. */
const projectPauseMs = 10 * minuteMs;

/** Works on all owners in `state` that are due, until none is left or the time is up. */
export async function workOnOwners(job: Job, state: OwnerState, part: OwnerWork): Promise<Remaining> {
  try {
    for (;;) {
      const owners = await job.ledger.nextOwners(state, ownersPage);
      const [first] = owners;
      if (first === undefined) return { isDone: true };
      const due = owners.filter(({ dueAt }) => dueAt <= job.clock.now());
      if (due.length === 0) return { isDone: false, againAt: first.dueAt, waitsFor: `Google: ${first.reason}` };
      await runConcurrently(due, usersAtOnce, async (owner) => await workOnOwner(job, owner, part));
    }
  } catch (error) {
    if (error instanceof OutOfTime) return { isDone: false };
    if (!(error instanceof GoogleError && error.kind === "project")) throw error;
    return { isDone: false, againAt: job.clock.now() + projectPauseMs, waitsFor: projectAdvice(error.reason) };
  }
}

async function workOnOwner(job: Job, owner: LedgerOwner, part: OwnerWork): Promise<void> {
  if (job.clock.now() >= job.until) throw new OutOfTime();
  try {
    await part(owner, await job.open(owner.owner));
  } catch (error) {
    if (!(error instanceof GoogleError) || error.kind === "project") throw error;
    if (error.kind === "later" && owner.attempts + 1 < mostAttempts) await postpone(job, owner, error);
    else await failOwner(job, owner, error.reason);
  }
}

async function postpone(
  { ledger, clock }: Job,
  { owner, attempts }: LedgerOwner,
  { reason }: GoogleError,
): Promise<void> {
  const dueAt = clock.now() + minuteMs * 2 ** attempts;
  await ledger.changeOwner(owner, { attempts: attempts + 1, dueAt, reason });
}

/**
 * Open entries fail with their owner, so that counts reconcile; the owner last, so that a killed action is resumed. What could
 * not be restored stays `done`: it can be tried again.
 */
async function failOwner({ ledger }: Job, { owner, state }: LedgerOwner, reason: string): Promise<void> {
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
  deleted_client: "the OAuth client was deleted at Google: restore it, or configure the one that the tokens belong to",
  accessNotConfigured: "the Calendar API is switched off in the project at Google: switch it on",
  SERVICE_DISABLED: "the Calendar API is switched off in the project at Google: switch it on",
  dailyLimitExceeded: "the project's daily quota at Google is used up: the task resumes when it is renewed",
};

function projectAdvice(reason: string): string {
  return advice[reason] ?? `Google: ${reason}`;
}

/** Stops at the first error, after the running ones have ended. */
async function runConcurrently<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
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
