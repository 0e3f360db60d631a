"use node";
import type { FunctionReference } from "convex/server";
import type { Account } from "./account.js";
import type { Runner } from "./componentLedger.js";
import { findTrouble, isGone } from "./deleteEvents.js";
import { OutOfTime, Trouble } from "./trouble.js";

/** An event of the new app: `entry` is the document that names it, `type` the kind of deadline it stands under there. */
export interface AppEvent {
  readonly entry: string;
  readonly type: string;
  readonly calendarId: string;
  readonly eventId: string;
}

/** What the app has to say and to hear, as internal functions of its own. */
export interface AppEvents {
  /** `{ owner, type, cursor }` → `{ events, isDone, cursor }`: the user's events, of all types where `type` is null. */
  readonly list: FunctionReference<
    "query",
    "internal",
    { owner: string; type: string | null; cursor: string | null },
    { events: AppEvent[]; isDone: boolean; cursor: string }
  >;
  /** `{ events }`: these are no more; the documents forget their ids. */
  readonly forget: FunctionReference<"mutation", "internal", { events: AppEvent[] }>;
}

export interface Removal {
  /** False: call it again; what is gone is forgotten already. */
  readonly isDone: boolean;
  readonly deleted: number;
  /** Events that stay, by reason. */
  readonly failed: Record<string, number>;
  /** Why nothing can be done for this user, such as `invalid_grant`: access was taken back. */
  readonly stoppedBy?: string;
}

/** Deletes a user's events, of one type or all. The app's own documents are the ledger: an id is forgotten when its event is gone. */
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

/** Null when the event is gone, else why it stays. */
async function removeEvent(account: Account, { calendarId, eventId }: AppEvent): Promise<string | null> {
  const trouble = await findTrouble(async () => await account.deleteEvent(calendarId, eventId));
  if (trouble === null || isGone(trouble)) return null;
  if (trouble.kind !== "request") throw trouble;
  return trouble.reason;
}

function stop(error: unknown): { isDone: boolean; stoppedBy?: string } {
  if (error instanceof OutOfTime) return { isDone: false };
  if (!(error instanceof Trouble)) throw error;
  return error.kind === "later" ? { isDone: false } : { isDone: true, stoppedBy: error.reason };
}
