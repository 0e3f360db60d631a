import { type Infer, v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { currentRun, findTable } from "./current.js";
import { isImported } from "./importedUsers.js";
import { takesOutcome } from "./trials.js";
import { vCounts } from "./validators.js";

/** The outcome of a sign-in that went through; every other one is the reason of its refusal. */
const through = "ok";

/** Counters of one sum, so that sign-ins at the same time seldom meet in one. */
const shards = 8;

/** Days that are shown. */
const mostDays = 30;

const usersTable = "users";

/** What a counter is of. */
const dayPrefix = "day ";
const usersSince = (since: number) => `users since ${since}`;

/** Counts a sign-in, unless an operator tries it. `user`: whose it was, or would have been; null: nobody can say. */
export const record = mutation({
  args: {
    outcome: v.string(),
    user: v.union(v.string(), v.null()),
    isImported: v.boolean(),
    /** What was typed, in the one form of addresses, where it was a password's. */
    address: v.optional(v.string()),
  },
  returns: v.null(),
  handler: async (ctx, { outcome, user, isImported: carriesKey, address }) => {
    if (await takesOutcome(ctx, { user, address }, outcome)) return null;
    await add(ctx, dayPrefix + new Date().toISOString().slice(0, 10), { [outcome]: 1 });
    if (user === null || !(carriesKey || (await isImported(ctx, user)))) return null;
    await recordUser(ctx, user, outcome);
    return null;
  },
});

/** Once in, a user stays in: a wrong password later is a try, and shuts nobody out. */
async function recordUser(ctx: MutationCtx, user: string, outcome: string): Promise<void> {
  const since = await readSince(ctx);
  if (since === null) return;
  const known = await findCounted(ctx, user);
  const before = known?.since === since ? known.outcome : null;
  if (before === through || before === outcome) return;
  if (known === null) await ctx.db.insert("signInUsers", { user, since, outcome });
  else await ctx.db.patch("signInUsers", known._id, { since, outcome });
  await add(ctx, usersSince(since), { [outcome]: 1, ...(before === null ? {} : { [before]: -1 }) });
}

/** The user became part of another one: both are one user, who is counted once, and is in if either was. */
export async function repointSignIns(ctx: MutationCtx, from: string, to: string): Promise<void> {
  const gone = await findCounted(ctx, from);
  if (gone === null) return;
  const stays = await findCounted(ctx, to);
  if (stays === null) return await ctx.db.patch("signInUsers", gone._id, { user: to });
  const isGoneKept = stays.since < gone.since || (stays.since === gone.since && gone.outcome === through);
  const [kept, dropped] = isGoneKept ? [gone, stays] : [stays, gone];
  await add(ctx, usersSince(dropped.since), { [dropped.outcome]: -1 });
  await ctx.db.delete("signInUsers", dropped._id);
  await ctx.db.patch("signInUsers", kept._id, { user: to });
}

async function findCounted({ db }: QueryCtx, user: string): Promise<Doc<"signInUsers"> | null> {
  return await db
    .query("signInUsers")
    .withIndex("by_user", (q) => q.eq("user", user))
    .unique();
}

async function add({ db }: MutationCtx, of: string, counts: Record<string, number>): Promise<void> {
  const shard = Math.floor(Math.random() * shards);
  const known = await db
    .query("signInCounts")
    .withIndex("by_of_and_shard", (q) => q.eq("of", of).eq("shard", shard))
    .unique();
  const sum = sumOf([known?.counts ?? {}, counts]);
  if (known === null) await db.insert("signInCounts", { of, shard, counts: sum });
  else await db.patch("signInCounts", known._id, { counts: sum });
}

export const vSignIns = v.object({
  /** Since when users are counted: the launch, or before it the begin of the run. */
  since: v.union(v.number(), v.null()),
  /** Rows of users that were migrated; null: no run has begun, or it had none. */
  imported: v.union(v.number(), v.null()),
  /** Imported users by the outcome of their sign-in. */
  users: vCounts,
  /** Tries by outcome, the newest day first. */
  days: v.array(v.object({ day: v.string(), outcomes: vCounts })),
});

export const read = query({ args: {}, returns: vSignIns, handler: async (ctx) => await readSignIns(ctx) });

export async function readSignIns(ctx: QueryCtx): Promise<Infer<typeof vSignIns>> {
  const since = await readSince(ctx);
  const run = await currentRun(ctx);
  const table = run === null ? null : await findTable(ctx, run._id, usersTable);
  const counted = await ctx.db
    .query("signInCounts")
    .withIndex("by_of_and_shard", (q) => q.gte("of", dayPrefix).lt("of", usersSince(0)))
    .order("desc")
    .take(mostDays * shards);
  const days = [...new Set(counted.map(({ of }) => of))];
  return {
    since,
    imported: table?.written ?? null,
    users: since === null ? {} : await readCounts(ctx, usersSince(since)),
    days: days.map((day) => ({
      day: day.slice(dayPrefix.length),
      outcomes: sumOf(counted.filter(({ of }) => of === day).map(({ counts }) => counts)),
    })),
  };
}

async function readCounts({ db }: QueryCtx, of: string): Promise<Record<string, number>> {
  const counted = await db
    .query("signInCounts")
    .withIndex("by_of_and_shard", (q) => q.eq("of", of))
    .collect();
  return sumOf(counted.map(({ counts }) => counts));
}

function sumOf(all: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
}

async function readSince(ctx: QueryCtx): Promise<number | null> {
  const window = await ctx.db.query("windows").unique();
  const launchedAt = window === null ? null : await findLaunch(ctx, window._id);
  return launchedAt ?? (await currentRun(ctx))?.begunAt ?? null;
}

/** Steps after which the window is over; only the first of them opens the app. */
const ends: readonly string[] = ["close", "rollback", "abandoned"];

/** The newest steps decide, so few are read. */
async function findLaunch({ db }: QueryCtx, window: Id<"windows">): Promise<number | null> {
  const newestFirst = db
    .query("steps")
    .withIndex("by_window", (q) => q.eq("window", window))
    .order("desc");
  for await (const { step, at } of newestFirst) if (ends.includes(step)) return step === "close" ? at : null;
  return null;
}
