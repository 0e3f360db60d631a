import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { currentRun, ensureRun, findTable } from "./current.js";
import { findSettlement, renderSettlement } from "./settlements.js";
import { type Match, vMatch, vSettlement } from "./validators.js";

/** Records accounts that were there before the load. */
export const addAccounts = mutation({
  args: { progress: v.id("progress"), accounts: v.array(v.object({ key: v.string(), id: v.string() })) },
  returns: v.null(),
  handler: async (ctx, { progress, accounts }) => {
    const { run } = (await ctx.db.get("progress", progress))!;
    for (const account of accounts) await ctx.db.insert("accounts", { run, progress, ...account });
    return null;
  },
});

/**
 * What is known about an imported row: the accounts under its key and under a former one, the rows with its key that are
 * part of an account already, whether its document is a survivor of a merge, and what somebody decided about it.
 */
export const lookUpRow = query({
  args: {
    progress: v.id("progress"),
    legacyKey: v.string(),
    id: v.string(),
    key: v.union(v.string(), v.null()),
    former: v.union(v.string(), v.null()),
  },
  returns: v.object({
    accounts: v.array(v.string()),
    formerAccounts: v.array(v.string()),
    merged: v.array(v.object({ legacyKey: v.string(), id: v.string() })),
    isSurvivor: v.boolean(),
    settlement: v.union(vSettlement, v.null()),
  }),
  handler: async (ctx, { progress: progressId, legacyKey, id, key, former }) => {
    const { run, table } = (await ctx.db.get("progress", progressId))!;
    const { runId } = (await ctx.db.get("runs", run))!;
    const survivor = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_id", (q) => q.eq("run", run).eq("table", table).eq("id", id))
      .first();
    const settlement = await findSettlement(ctx, runId, table, legacyKey);
    const merged = key === null ? [] : await mergedUnder(ctx, { run, table, key });
    return {
      accounts: key === null ? [] : await accountsUnder(ctx, progressId, key),
      formerAccounts: former === null ? [] : await accountsUnder(ctx, progressId, former),
      merged: merged.map((match) => ({ legacyKey: match.legacyKey, id: match.id })),
      isSurvivor: survivor !== null,
      settlement: settlement === null ? null : renderSettlement(settlement),
    };
  },
});

/** Records that an imported row became part of an account. */
export const add = mutation({
  args: { table: v.string(), match: vMatch },
  returns: v.null(),
  handler: async (ctx, { table, match }) => {
    const run = (await ensureRun(ctx))._id;
    await ctx.db.insert("matches", { ...match, run, table });
    const { legacyKey, id } = match;
    for (const alias of match.aliases) await ctx.db.insert("aliases", { ...alias, run, table, legacyKey, id });
    await countMatch(ctx, run, { ...match, table }, 1);
    return null;
  },
});

/** Every row that became part of this document. */
export const ofSurvivor = query({
  args: { table: v.string(), id: v.string() },
  returns: v.array(vMatch),
  handler: async (ctx, { table, id }) => {
    const run = await currentRun(ctx);
    if (run === null) return [];
    const matches = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_id", (q) => q.eq("run", run._id).eq("table", table).eq("id", id))
      .collect();
    return matches.map(renderMatch);
  },
});

/** The document a merged row's key maps to where that document carries another row's key; null when there is none. */
export const findAlias = query({
  args: { table: v.string(), field: v.string(), key: v.string() },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { table, field, key }) => {
    const run = await currentRun(ctx);
    if (run === null) return null;
    const alias = await ctx.db
      .query("aliases")
      .withIndex("by_run_and_table_and_field_and_key", (q) =>
        q.eq("run", run._id).eq("table", table).eq("field", field).eq("key", key),
      )
      .first();
    return alias?.id ?? null;
  },
});

/** How the row with this key was merged; null when it was not. */
export const find = query({
  args: { table: v.string(), legacyKey: v.string() },
  returns: v.union(vMatch, v.null()),
  handler: async (ctx, { table, legacyKey }) => {
    const run = await currentRun(ctx);
    if (run === null) return null;
    const match = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) => q.eq("run", run._id).eq("table", table).eq("legacyKey", legacyKey))
      .first();
    return match === null ? null : renderMatch(match);
  },
});

/** All merges of a table, by key. */
export const list = query({
  args: { table: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ items: v.array(vMatch), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { table, cursor, numItems }) => {
    const run = await currentRun(ctx);
    if (run === null) return { items: [], isDone: true, cursor: "" };
    const page = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) =>
        q
          .eq("run", run._id)
          .eq("table", table)
          .gt("legacyKey", cursor ?? ""),
      )
      .take(numItems);
    return {
      items: page.map(renderMatch),
      isDone: page.length < numItems,
      cursor: page.at(-1)?.legacyKey ?? cursor ?? "",
    };
  },
});

/** Enough to say "several", and to name them. */
const mostNamed = 8;

async function accountsUnder({ db }: QueryCtx, progress: Id<"progress">, key: string): Promise<string[]> {
  const accounts = await db
    .query("accounts")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).eq("key", key))
    .take(mostNamed);
  return accounts.map(({ id }) => id);
}

async function mergedUnder({ db }: QueryCtx, { run, table, key }: { run: Id<"runs">; table: string; key: string }) {
  return await db
    .query("matches")
    .withIndex("by_run_and_table_and_value", (q) => q.eq("run", run).eq("table", table).eq("value", key))
    .take(mostNamed);
}

/** Adds a merge to the counts of its table, or subtracts it. */
export async function countMatch(
  ctx: MutationCtx,
  run: Id<"runs">,
  match: Pick<Doc<"matches">, "table" | "class">,
  by: 1 | -1,
): Promise<void> {
  const expected = await findTable(ctx, run, match.table);
  if (expected === null) return;
  const { matched, matchedBy } = expected;
  const ofClass = (matchedBy[match.class] ?? 0) + by;
  await ctx.db.patch("tables", expected._id, {
    matched: matched + by,
    matchedBy: { ...matchedBy, [match.class]: ofClass },
  });
}

export function renderMatch({ _id, _creationTime, run: _run, table: _table, ...match }: Doc<"matches">): Match {
  return match;
}
