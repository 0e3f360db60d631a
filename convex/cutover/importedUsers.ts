import { v } from "convex/values";
import type { Id } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { currentRun, findProgress } from "./current.js";

/** Remembers users of the old system, in the transaction that takes their legacy id away. */
export const record = mutation({
  args: { users: v.array(v.string()) },
  returns: v.null(),
  handler: async (ctx, { users }) => {
    for (const user of users) if (!(await isImported(ctx, user))) await ctx.db.insert("importedUsers", { user });
    return null;
  },
});

/** Those of these users who came from the old system and carry no legacy id any more. */
export const among = query({
  args: { users: v.array(v.string()) },
  returns: v.array(v.string()),
  handler: async (ctx, { users }) => {
    const found = await Promise.all(users.map(async (user) => ((await isImported(ctx, user)) ? [user] : [])));
    return found.flat();
  },
});

/** Remembers documents whose address is stored in another form than it is compared in: no index of the app finds them. */
export const recordSpellings = mutation({
  args: { table: v.string(), spellings: v.array(v.object({ key: v.string(), id: v.string() })) },
  returns: v.null(),
  handler: async (ctx, { table, spellings }) => {
    for (const { key, id } of spellings) {
      const known = await spelledUnder(ctx, table, key);
      if (!known.includes(id)) await ctx.db.insert("spellings", { table, key, id });
    }
    return null;
  },
});

/** Documents of the table with each of these addresses, in whatever spelling match has met it. */
export const under = query({
  args: { table: v.string(), emails: v.array(v.string()) },
  returns: v.array(v.array(v.string())),
  handler: async (ctx, { table, emails }) => {
    const run = await currentRun(ctx);
    const progress = run === null ? null : await findProgress(ctx, run._id, "match", table);
    return await Promise.all(emails.map(async (email) => await findUnder(ctx, table, email, progress?._id)));
  },
});

/** Three accounts are enough to say "several". */
async function findUnder(ctx: QueryCtx, table: string, email: string, progress: Id<"progress"> | undefined) {
  const spelled = await spelledUnder(ctx, table, email);
  if (progress === undefined) return spelled;
  const accounts = await ctx.db
    .query("accounts")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).eq("key", email))
    .take(3);
  return [...new Set([...spelled, ...accounts.map(({ id }) => id)])];
}

/** More than one address has spellings in practice. */
const mostSpellings = 16;

async function spelledUnder({ db }: QueryCtx, table: string, key: string): Promise<string[]> {
  const spellings = await db
    .query("spellings")
    .withIndex("by_table_and_key", (q) => q.eq("table", table).eq("key", key))
    .take(mostSpellings);
  return spellings.map(({ id }) => id);
}

export async function isImported({ db }: QueryCtx, user: string): Promise<boolean> {
  const known = await db
    .query("importedUsers")
    .withIndex("by_user", (q) => q.eq("user", user))
    .first();
  return known !== null;
}
