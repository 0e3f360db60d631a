"use node";
import type { FunctionReference } from "convex/server";
import type { Account } from "./account.js";
import type { Runner } from "./ledger.js";
import { catchGoogleError, isGone, GoogleError, OutOfTime } from "./googleError.js";

/** An event of the new app: `entry` is the document that holds its id, `type` the deadline type it is stored under. */
export interface AppEvent {
  readonly entry: string;
  readonly type: string;
  readonly calendarId: string;
  readonly eventId: string;
}

/** Internal functions that the app provides. */
export interface AppEvents {
  /** `{ owner, type, cursor }` → `{ events, isDone, cursor }`: the user's events, of all types where `type` is null. */
  readonly list: FunctionReference<
    "query",
    "internal",
    { owner: string; type: string | null; cursor: string | null },
    { events: AppEvent[]; isDone: boolean; cursor: string }
  >;
  /** `{ events }`: removes the ids of these deleted events from the documents. */
  readonly forget: FunctionReference<"mutation", "internal", { events: AppEvent[] }>;
}

export interface Removal {
  /** False: call it again; the ids of deleted events are removed already. */
  readonly isDone: boolean;
  readonly deleted: number;
  /** Events that could not be deleted, by reason. */
  readonly failed: Record<string, number>;
  /** Why nothing can be done for this user, such as `invalid_grant`: access was revoked. */
  readonly stoppedBy?: string;
}

/** Deletes a user's events, of one type or all. The app's own documents are the ledger: an id is removed once its event is. */
export async function removeEvents(
  ctx: Runner,
  open: () => Promise<Account>,
  { list, forget }: AppEvents,
  { owner, type }: { owner: string; type: string | null },
): Promise<Removal> {
  const failed: Record<string, number> = {};
  let deleted = 0;
  let account: Account | undefined;
  let cursor: string | null = null;
  for (;;) {
    const page: { events: AppEvent[]; isDone: boolean; cursor: string } = await ctx.runQuery(list, {
      owner,
      type,
      cursor,
    });
    const gone: AppEvent[] = [];
    try {
      account ??= await open();
      for (const event of page.events) {
        const reason = await removeEvent(account, event);
        if (reason === null) gone.push(event);
        else failed[reason] = (failed[reason] ?? 0) + 1;
      }
    } catch (error) {
      return { ...stop(error), deleted: deleted + gone.length, failed };
    } finally {
      if (gone.length > 0) await ctx.runMutation(forget, { events: gone });
    }
    deleted += gone.length;
    if (page.isDone) return { isDone: true, deleted, failed };
    ({ cursor } = page);
  }
}

/** Null when the event is deleted, else why it is not. */
async function removeEvent(account: Account, { calendarId, eventId }: AppEvent): Promise<string | null> {
  const failure = await catchGoogleError(async () => await account.deleteEvent(calendarId, eventId));
  if (failure === null || isGone(failure)) return null;
  if (failure.kind !== "request") throw failure;
  return failure.reason;
}

function stop(error: unknown): { isDone: boolean; stoppedBy?: string } {
  if (error instanceof OutOfTime) return { isDone: false };
  if (!(error instanceof GoogleError)) throw error;
  return error.kind === "later" ? { isDone: false } : { isDone: true, stoppedBy: error.reason };
}
