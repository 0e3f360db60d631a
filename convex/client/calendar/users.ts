import type { FunctionReference } from "convex/server";
import type { Runner } from "./ledger.js";

type Page<T> = T & { isDone: boolean; cursor: string };
type Query<Args extends Record<string, unknown>, Result> = FunctionReference<"query", "internal", Args, Result>;

/**
 * What the app knows about its users, as internal queries: an action has no database. They live in a file without "use node".
 */
export interface CalendarUsers {
  /** `{ cursor }` → `{ owners, isDone, cursor }`: every user who has connected a calendar, as ids of the app's choice. */
  readonly list: Query<{ cursor: string | null }, Page<{ owners: string[] }>>;
  /** `{ owner }` → the encrypted refresh token; null when there is none (any more). */
  readonly token: Query<{ owner: string }, string | null>;
  /** `{ cursor }` → `{ eventIds, isDone, cursor }`: every event the new app manages, of all users: calendars are shared. */
  readonly knownEventIds: Query<{ cursor: string | null }, Page<{ eventIds: string[] }>>;
}

export async function eachPageOfUsers(
  ctx: Runner,
  { list }: CalendarUsers,
  work: (owners: string[]) => Promise<void>,
): Promise<void> {
  let cursor: string | null = null;
  for (;;) {
    const page: Page<{ owners: string[] }> = await ctx.runQuery(list, { cursor });
    if (page.owners.length > 0) await work(page.owners);
    if (page.isDone) return;
    ({ cursor } = page);
  }
}

export async function readKnownEventIds(ctx: Runner, { knownEventIds }: CalendarUsers): Promise<Set<string>> {
  const known = new Set<string>();
  let cursor: string | null = null;
  for (;;) {
    const page: Page<{ eventIds: string[] }> = await ctx.runQuery(knownEventIds, { cursor });
    for (const eventId of page.eventIds) known.add(eventId);
    if (page.isDone) return known;
    ({ cursor } = page);
  }
}
