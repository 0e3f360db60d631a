import { v } from "convex/values";
import { internal } from "../_generated/api.js";
import { internalQuery, type MutationCtx } from "../_generated/server.js";
import type { Doc, Id } from "../_generated/dataModel.js";
import { listEventIds, withoutEventId } from "../client/index.js";
import { internalMutation, mutation, scheduledMutation } from "../functions.js";
import { requireUser } from "../users/users.js";

/** v2 writes its events to each user's primary calendar. */
const calendarId = "primary";

/** An action is lost for good after this: Convex ends it after ten minutes. */
const retryAfterMs = 11 * 60_000;

/** After so many, whatever is in the way will not go away by itself. */
const mostAttempts = 5;

const vType = v.union(v.string(), v.null());
const vEvent = v.object({ entry: v.string(), type: v.string(), calendarId: v.string(), eventId: v.string() });

/** The signed-in user wants no more events for a kind of deadline: the existing ones are deleted, too. */
export const switchTypeOff = mutation({
  args: { type: v.string() },
  returns: v.null(),
  handler: async (ctx, { type }) => {
    const { _id: userId } = await requireUser(ctx);
    const settings = await findSettings(ctx, userId);
    if (settings === null) return null;
    const calendarDeadlineTypes = { ...settings.calendarDeadlineTypes, [type]: false };
    await ctx.db.patch("userSettings", settings._id, { calendarDeadlineTypes, updatedAt: Date.now() });
    await remove(ctx, userId, type);
    return null;
  },
});

/** Deletes all events of the signed-in user, so that disconnecting the calendar leaves none behind. */
export const clearAll = mutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const { _id: userId } = await requireUser(ctx);
    const settings = await findSettings(ctx, userId);
    if (settings === null) return null;
    await ctx.db.patch("userSettings", settings._id, { calendarSyncEnabled: false, updatedAt: Date.now() });
    await remove(ctx, userId, null);
    return null;
  },
});

/** For `calendar/cleanUp.removeEvents`: a page of the user's events, of one kind or all. */
export const list = internalQuery({
  args: { owner: v.string(), type: vType, cursor: v.union(v.string(), v.null()) },
  returns: v.object({ events: v.array(vEvent), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { owner, type, cursor }) => {
    const userId = ctx.db.normalizeId("users", owner);
    if (userId === null) return { events: [], isDone: true, cursor: "" };
    const cases = await ctx.db
      .query("cases")
      .withIndex("by_user_and_is_deleted", (q) => q.eq("userId", userId))
      .paginate({ cursor, numItems: 50 });
    const events = cases.page.flatMap((each) => eventsOf(each, type));
    return { events, isDone: cases.isDone, cursor: cases.continueCursor };
  },
});

/** For `calendar/cleanUp.removeEvents`: these events are deleted. Refused in maintenance mode, it is repeated by `retryRemoval`. */
export const forget = internalMutation({
  args: { events: v.array(vEvent) },
  returns: v.null(),
  handler: async (ctx, { events }) => {
    for (const { entry, type, eventId } of events) {
      const caseId = ctx.db.normalizeId("cases", entry);
      const document = caseId === null ? null : await ctx.db.get("cases", caseId);
      if (document === null) continue;
      const calendarEventIds = withoutEventId(document.calendarEventIds ?? {}, type, eventId);
      await ctx.db.patch("cases", document._id, { calendarEventIds });
    }
    return null;
  },
});

/** An action runs at most once: when events are still there after it must have ended, it is started again, after maintenance mode if need be. */
export const retryRemoval = scheduledMutation({
  args: { userId: v.id("users"), type: vType, attempts: v.number() },
  returns: v.null(),
  handler: async (ctx, { userId, type, attempts }) => {
    const settings = await findSettings(ctx, userId);
    if (settings?.googleRefreshTokenEncrypted === undefined || !isWanted(settings, type)) return null;
    const cases = ctx.db.query("cases").withIndex("by_user_and_is_deleted", (q) => q.eq("userId", userId));
    for await (const each of cases) {
      if (eventsOf(each, type).length === 0) continue;
      await remove(ctx, userId, type, attempts + 1);
      return null;
    }
    return null;
  },
});

async function remove(ctx: MutationCtx, userId: Id<"users">, type: string | null, attempts = 0): Promise<void> {
  await ctx.scheduler.runAfter(0, internal.calendar.cleanUp.removeEvents, { owner: userId, type });
  if (attempts < mostAttempts)
    await ctx.scheduler.runAfter(retryAfterMs, internal.calendar.events.retryRemoval, { userId, type, attempts });
}

/** Whether the removal is still wanted: the user may have switched it on again. */
function isWanted({ calendarDeadlineTypes, calendarSyncEnabled }: Doc<"userSettings">, type: string | null): boolean {
  return type === null ? !calendarSyncEnabled : calendarDeadlineTypes[type] === false;
}

async function findSettings(ctx: MutationCtx, userId: Id<"users">): Promise<Doc<"userSettings"> | null> {
  return await ctx.db
    .query("userSettings")
    .withIndex("by_user", (q) => q.eq("userId", userId))
    .first();
}

function eventsOf({ _id, calendarEventIds = {} }: Doc<"cases">, only: string | null) {
  return Object.entries(calendarEventIds)
    .filter(([type]) => only === null || type === only)
    .flatMap(([type, ids]) => listEventIds(ids).map((eventId) => ({ entry: _id, type, calendarId, eventId })));
}
