import { type Infer, type JSONValue, jsonToConvex, v, type Value } from "convex/values";
import { mapTogether } from "../shared/together.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { currentRun, ensureRun, findTable } from "./current.js";
import { findSettlement, renderSettlement } from "./settlements.js";
import type { KeptValue } from "./changeValidators.js";
import { repointInvites } from "./invites.js";
import { repointSignIns } from "./signIns.js";
import { hasKeptValues, moveKeptValues } from "./kept.js";
import { type Match, type NewMatch, vMatch, vNewMatch, vSettlement } from "./validators.js";

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

const vImportedRow = v.object({
  legacyKey: v.string(),
  id: v.string(),
  key: v.union(v.string(), v.null()),
  former: v.union(v.string(), v.null()),
});

const vKnownImport = v.object({
  accounts: v.array(v.string()),
  formerAccounts: v.array(v.string()),
  merged: v.array(v.object({ legacyKey: v.string(), id: v.string() })),
  isSurvivor: v.boolean(),
  settlement: v.union(vSettlement, v.null()),
});

/**
 * What is known about imported rows, in their order: the accounts under their key and under a former one, the rows with
 * their key that are part of an account already, whether their document is a survivor of a merge, and what somebody decided.
 */
export const lookUpRows = query({
  args: { progress: v.id("progress"), rows: v.array(vImportedRow) },
  returns: v.array(vKnownImport),
  handler: async (ctx, { progress: progressId, rows }) => {
    const progress = (await ctx.db.get("progress", progressId))!;
    const { runId } = (await ctx.db.get("runs", progress.run))!;
    return await mapTogether(rows, async (row) => await lookUpRow(ctx, progress, runId, row), rowsAtOnce);
  },
});

/** Each takes five look-ups. */
const rowsAtOnce = 100;

async function lookUpRow(
  ctx: QueryCtx,
  { _id: progress, run, table }: Doc<"progress">,
  runId: string,
  { legacyKey, id, key, former }: Infer<typeof vImportedRow>,
): Promise<Infer<typeof vKnownImport>> {
  const [survivor, settlement, merged, accounts, formerAccounts] = await Promise.all([
    ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_id", (q) => q.eq("run", run).eq("table", table).eq("id", id))
      .first(),
    findSettlement(ctx, runId, table, legacyKey),
    key === null ? [] : mergedUnder(ctx, { run, table, key }),
    key === null ? [] : accountsUnder(ctx, progress, key),
    former === null ? [] : accountsUnder(ctx, progress, former),
  ]);
  return {
    accounts,
    formerAccounts,
    merged: merged.map((match) => ({ legacyKey: match.legacyKey, id: match.id })),
    isSurvivor: survivor !== null,
    settlement: settlement === null ? null : renderSettlement(settlement),
  };
}

/** Records that imported rows became part of accounts. */
export const add = mutation({
  args: { table: v.string(), matches: v.array(vNewMatch) },
  returns: v.null(),
  handler: async (ctx, { table, matches }) => {
    await addMatches(ctx, await ensureRun(ctx), table, matches);
    return null;
  },
});

export async function addMatches(
  ctx: MutationCtx,
  { _id: run, runId }: Doc<"runs">,
  table: string,
  matches: readonly NewMatch[],
): Promise<void> {
  const hasKept = await hasKeptValues(ctx, runId, table);
  const hasInvites = (await ctx.db.query("invites").first()) !== null;
  const hasSignIns = (await ctx.db.query("signInUsers").first()) !== null;
  for (const { imported, ...match } of matches) {
    const { legacyKey, id } = match;
    if (hasInvites && imported !== undefined) await repointInvites(ctx, imported, id);
    if (hasSignIns && imported !== undefined) await repointSignIns(ctx, imported, id);
    const kept =
      hasKept && imported !== undefined ? await moveKeptValues(ctx, runId, table, { from: imported, to: id }) : [];
    await ctx.db.insert("matches", { ...match, ...withoutUsersValues(match, kept), run, table });
    for (const alias of match.aliases) await ctx.db.insert("aliases", { ...alias, run, table, legacyKey, id });
  }
  await countMatches(ctx, run, table, matches, 1);
}

/** What users had changed in the row's document is theirs in the account, too: the migration has written what the source has. */
function withoutUsersValues({ wrote }: NewMatch, kept: readonly KeptValue[]): Pick<Match, "wrote"> {
  if (wrote === undefined || kept.length === 0) return {};
  const ours = new Map(kept.map((each) => [each.field, each.ours]));
  const values = wrote.map((each) => {
    const value = ours.get(each.field);
    if (value === undefined) return each;
    return value === null ? { field: each.field } : { field: each.field, value: parseValue(value) };
  });
  return { wrote: values };
}

function parseValue(text: string): Value {
  return jsonToConvex(JSON.parse(text) as JSONValue);
}

/** Every row that became part of one of these documents. */
export const ofSurvivors = query({
  args: { table: v.string(), ids: v.array(v.string()) },
  returns: v.array(vMatch),
  handler: async (ctx, { table, ids }) => {
    const run = await currentRun(ctx);
    if (run === null) return [];
    const matches = await mapTogether(
      ids,
      async (id) =>
        await ctx.db
          .query("matches")
          .withIndex("by_run_and_table_and_id", (q) => q.eq("run", run._id).eq("table", table).eq("id", id))
          .collect(),
    );
    return matches.flat().map(renderMatch);
  },
});

/** In their order: the document a merged row's key maps to where that document carries another row's key; null when there is none. */
export const findAliases = query({
  args: { keys: v.array(v.object({ table: v.string(), field: v.string(), key: v.string() })) },
  returns: v.array(v.union(v.string(), v.null())),
  handler: async (ctx, { keys }) => {
    const run = await currentRun(ctx);
    if (run === null) return keys.map(() => null);
    const aliases = await mapTogether(
      keys,
      async ({ table, field, key }) =>
        await ctx.db
          .query("aliases")
          .withIndex("by_run_and_table_and_field_and_key", (q) =>
            q.eq("run", run._id).eq("table", table).eq("field", field).eq("key", key),
          )
          .first(),
    );
    return aliases.map((alias) => alias?.id ?? null);
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

/** Adds merges to the counts of their table, or subtracts them. */
export async function countMatches(
  ctx: MutationCtx,
  run: Id<"runs">,
  table: string,
  matches: readonly Pick<Match, "class">[],
  by: 1 | -1,
): Promise<void> {
  const expected = await findTable(ctx, run, table);
  if (expected === null) return;
  const matchedBy = { ...expected.matchedBy };
  for (const match of matches) matchedBy[match.class] = (matchedBy[match.class] ?? 0) + by;
  await ctx.db.patch("tables", expected._id, { matched: expected.matched + by * matches.length, matchedBy });
}

export function renderMatch({ _id, _creationTime, run: _run, table: _table, ...match }: Doc<"matches">): Match {
  return match;
}
