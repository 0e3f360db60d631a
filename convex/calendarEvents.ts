import { v } from "convex/values";
import { internal } from "./_generated/api.js";
import { internalMutation, internalQuery, mutation, type MutationCtx } from "./_generated/server.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { listEventIds, withoutEventId } from "./client/index.js";
import { cutover } from "./migrations.js";
import { requireUser } from "./users.js";

/** v2 writes its events to each person's main calendar. */
const calendarId = "primary";

/** An action is lost for good after this: Convex ends it after ten minutes. */
const lookAgainMs = 11 * 60_000;

/** Then what stands in the way does not go by itself. */
const mostLooks = 5;

const vType = v.union(v.string(), v.null());
const vEvent = v.object({ entry: v.string(), type: v.string(), calendarId: v.string(), eventId: v.string() });

/** The signed-in person wants no more events of a kind of deadline: those that are there go, too. */
export const switchTypeOff = mutation({
  args: { type: v.string() },
  returns: v.null(),
  handler: async (ctx, { type }) => {
    await cutover.assertWritable(ctx);
    const { _id: userId } = await requireUser(ctx);
    const settings = await findSettings(ctx, userId);
    if (settings === null) return null;
    const calendarDeadlineTypes = { ...settings.calendarDeadlineTypes, [type]: false };
    await ctx.db.patch("userSettings", settings._id, { calendarDeadlineTypes, updatedAt: Date.now() });
    await remove(ctx, userId, type);
    return null;
  },
});

/** Deletes all events of the signed-in person: the way to leave nothing behind before disconnecting the calendar. */
export const clearAll = mutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await cutover.assertWritable(ctx);
    const { _id: userId } = await requireUser(ctx);
    const settings = await findSettings(ctx, userId);
    if (settings === null) return null;
    await ctx.db.patch("userSettings", settings._id, { calendarSyncEnabled: false, updatedAt: Date.now() });
    await remove(ctx, userId, null);
    return null;
  },
});

/** For `calendar.removeEvents`: a page of the person's events, of one kind or all. */
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

/** For `calendar.removeEvents`: these events are no more. */
export const forget = internalMutation({
  args: { events: v.array(vEvent) },
  returns: v.null(),
  handler: async (ctx, { events }) => {
    for (const { entry, type, eventId } of events) {
      const caseId = ctx.db.normalizeId("cases", entry);
      const found = caseId === null ? null : await ctx.db.get("cases", caseId);
      if (found === null) continue;
      const calendarEventIds = withoutEventId(found.calendarEventIds ?? {}, type, eventId);
      await ctx.db.patch("cases", found._id, { calendarEventIds });
    }
    return null;
  },
});

/** An action runs at most once: when events are still there after it must have ended, it is started again. */
export const lookAgain = internalMutation({
  args: { userId: v.id("users"), type: vType, looks: v.number() },
  returns: v.null(),
  handler: async (ctx, { userId, type, looks }) => {
    const settings = await findSettings(ctx, userId);
    if (settings?.googleRefreshTokenEncrypted === undefined || !isWanted(settings, type)) return null;
    const cases = ctx.db.query("cases").withIndex("by_user_and_is_deleted", (q) => q.eq("userId", userId));
    for await (const each of cases) {
      if (eventsOf(each, type).length === 0) continue;
      await remove(ctx, userId, type, looks + 1);
      return null;
    }
    return null;
  },
});

async function remove(ctx: MutationCtx, userId: Id<"users">, type: string | null, looks = 0): Promise<void> {
  await ctx.scheduler.runAfter(0, internal.calendar.removeEvents, { owner: userId, type });
  if (looks < mostLooks)
    await ctx.scheduler.runAfter(lookAgainMs, internal.calendarEvents.lookAgain, { userId, type, looks });
}

/** Nobody has switched it on again meanwhile. */
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
