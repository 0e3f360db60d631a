import { type Infer, v } from "convex/values";
import { mapTogether } from "../shared/together.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { vKeptValue, vNewConflict, vNewRemoved } from "./changeValidators.js";
import { currentRun, findProgress, getCurrentRun } from "./current.js";
import { addIssues } from "./issues.js";
import { addMatches, countMatches, renderMatch } from "./matching.js";
import { hasAccounts, hasAliases, hasFormerTargets, hasMatches } from "./progress.js";
import { forgetKeptValues, hasKeptValues, keptValuesOf } from "./kept.js";
import { addRecords } from "./removed.js";
import { vCounts, vMatch, vNewIssue, vNewMatch } from "./validators.js";

/** What match and resolve wrote down stays true while single documents change: the rounds stay, their records are amended. */

const vRound = v.union(v.id("progress"), v.null());

const vRounds = v.object({
  table: v.string(),
  match: vRound,
  resolve: vRound,
  hasAccounts: v.boolean(),
  hasMatches: v.boolean(),
  hasKeptValues: v.boolean(),
  hasAliases: v.boolean(),
  hasFormerTargets: v.boolean(),
});

/** The finished rounds of tables; null for a stage that does not work on it. */
export const rounds = query({
  args: { tables: v.array(v.string()) },
  returns: v.array(vRounds),
  handler: async (ctx, { tables }) => await Promise.all(tables.map(async (table) => await readRounds(ctx, table))),
});

async function readRounds(ctx: QueryCtx, table: string) {
  const none = { match: null, resolve: null, hasAccounts: false, hasMatches: false, hasKeptValues: false };
  const run = await currentRun(ctx);
  if (run === null) return { table, ...none, hasAliases: false, hasFormerTargets: false };
  const [match, resolve] = await Promise.all([
    findProgress(ctx, run._id, "match", table),
    findProgress(ctx, run._id, "resolve", table),
  ]);
  return {
    table,
    match: match?._id ?? null,
    resolve: resolve?._id ?? null,
    hasAccounts: match !== null && (await hasAccounts(ctx, match._id)),
    hasMatches: await hasMatches(ctx, run, table),
    hasKeptValues: await hasKeptValues(ctx, run.runId, table),
    hasAliases: await hasAliases(ctx, run._id),
    hasFormerTargets: await hasFormerTargets(ctx, run._id),
  };
}

const vRow = v.object({
  table: v.string(),
  legacyKey: v.string(),
  /** Of the document with this key. */
  id: v.union(v.string(), v.null()),
});

const vKnownRow = v.object({
  /** How the row became part of an account; null when it did not. */
  match: v.union(vMatch, v.null()),
  /** Other rows that are part of the document with this row's key. */
  others: v.array(v.string()),
  /** References that resolve gave a reason for; of a list, the keys. */
  unresolved: v.array(v.object({ field: v.string(), key: v.optional(v.string()) })),
  /** Fields whose value is somebody's own, left there by an earlier change; null among them: the document as a whole, or that there is none. */
  keptFields: v.array(v.union(v.string(), v.null())),
});

/** What is known about rows whose documents are about to change, in their order. */
export const rows = query({
  args: { rows: v.array(vRow) },
  returns: v.array(vKnownRow),
  handler: async (ctx, args) => {
    const run = await getCurrentRun(ctx);
    return await Promise.all(args.rows.map(async (row) => await readRow(ctx, run, row)));
  },
});

async function readRow(ctx: QueryCtx, { _id: run, runId }: Doc<"runs">, { table, legacyKey, id }: Infer<typeof vRow>) {
  const [match, others, resolve] = await Promise.all([
    findMatch(ctx, run, table, legacyKey),
    id === null ? [] : findOthers(ctx, run, table, id),
    findProgress(ctx, run, "resolve", table),
  ]);
  const kept = await keptValuesOf(ctx, runId, table, match?.id ?? id ?? "", legacyKey);
  const issues = resolve === null ? [] : await issuesOf(ctx, resolve._id, legacyKey);
  return {
    match: match === null ? null : renderMatch(match),
    others: others.map((each) => each.legacyKey).filter((key) => key !== legacyKey),
    unresolved: issues.flatMap(({ field, key }) => (field === undefined ? [] : { field, key })),
    keptFields: kept.map(({ field }) => field),
  };
}

async function findMatch({ db }: QueryCtx, run: Id<"runs">, table: string, legacyKey: string) {
  return await db
    .query("matches")
    .withIndex("by_run_and_table_and_key", (q) => q.eq("run", run).eq("table", table).eq("legacyKey", legacyKey))
    .first();
}

async function findOthers({ db }: QueryCtx, run: Id<"runs">, table: string, id: string): Promise<Doc<"matches">[]> {
  return await db
    .query("matches")
    .withIndex("by_run_and_table_and_id", (q) => q.eq("run", run).eq("table", table).eq("id", id))
    .collect();
}

const vFormerTarget = v.object({ table: v.string(), field: v.string(), key: v.string(), id: v.string() });

/** Issues of documents that are looked at again. null: of all codes, of all fields. */
const vDropped = v.object({
  progress: v.id("progress"),
  legacyKeys: v.array(v.string()),
  codes: v.union(v.array(v.string()), v.null()),
  field: v.union(v.string(), v.null()),
});

/**
 * Writes down what a batch of changes did, in its own transaction: first issues of documents that are looked at again go, then
 * new ones come, and counters move. `agreed`: conflicts that are none any more.
 */
export const write = mutation({
  args: {
    /** Rows that are no longer part of an account, and those that became part of one. */
    unmatched: v.array(v.object({ table: v.string(), legacyKey: v.string() })),
    matches: v.array(v.object({ table: v.string(), matches: v.array(vNewMatch) })),
    dropped: v.array(vDropped),
    issues: v.array(v.object({ progress: v.id("progress"), issues: v.array(vNewIssue) })),
    counts: v.array(v.object({ progress: v.id("progress"), counts: vCounts })),
    formerTargets: v.array(vFormerTarget),
    removed: v.array(vNewRemoved),
    conflicts: v.array(vNewConflict),
    agreed: v.array(vKeptValue.omit("ours").extend({ table: v.string() })),
  },
  returns: v.null(),
  handler: async (ctx, { unmatched, matches, dropped, issues, counts, formerTargets, removed, conflicts, agreed }) => {
    for (const each of dropped) await dropIssues(ctx, each);
    for (const each of issues) await addIssues(ctx, each.progress, each.issues);
    for (const each of counts) await addCounts(ctx, each.progress, each.counts);
    const others = [unmatched, matches, formerTargets, removed, conflicts, agreed];
    if (others.every(({ length }) => length === 0)) return null;
    const run = await getCurrentRun(ctx);
    for (const { table, legacyKey } of unmatched) await removeMatch(ctx, run._id, table, legacyKey);
    for (const each of matches) await addMatches(ctx, run, each.table, each.matches);
    for (const each of formerTargets) await ctx.db.insert("formerTargets", { ...each, run: run._id });
    await forgetKeptValues(ctx, run.runId, agreed);
    await addRecords(ctx, run.runId, removed, conflicts);
    return null;
  },
});

async function addCounts(ctx: MutationCtx, id: Id<"progress">, counts: Readonly<Record<string, number>>) {
  const progress = (await ctx.db.get("progress", id))!;
  const sum = { ...progress.counts };
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  await ctx.db.patch("progress", id, { counts: sum });
}

async function dropIssues(
  ctx: MutationCtx,
  { progress: id, legacyKeys, codes, field }: Infer<typeof vDropped>,
): Promise<void> {
  const round = (await ctx.db.get("progress", id))!;
  const left = { ...round.issues };
  const leftCodes = { ...round.codes };
  for (const legacyKey of new Set(legacyKeys)) {
    for (const issue of await issuesOf(ctx, id, legacyKey)) {
      if (codes !== null && !codes.includes(issue.code)) continue;
      if (field !== null && issue.field !== field) continue;
      await ctx.db.delete("issues", issue._id);
      left[issue.state] -= 1;
      leftCodes[issue.code] = (leftCodes[issue.code] ?? 1) - 1;
    }
  }
  await ctx.db.patch("progress", id, { issues: left, codes: leftCodes });
}

/** The documents that keys led to before, key by key. */
export const formerTargets = query({
  args: { keys: v.array(vFormerTarget.omit("id")) },
  returns: v.array(v.array(v.string())),
  handler: async (ctx, { keys }) => {
    const run = await currentRun(ctx);
    if (run === null) return keys.map(() => []);
    return await mapTogether(keys, async ({ table, field, key }) => {
      const former = await ctx.db
        .query("formerTargets")
        .withIndex("by_run_and_table_and_field_and_key", (q) =>
          q.eq("run", run._id).eq("table", table).eq("field", field).eq("key", key),
        )
        .collect();
      return former.map(({ id }) => id);
    });
  },
});

/** The keys after this one of documents with an issue of these codes, in order; `next` is null when there are no more. */
export const issueKeys = query({
  args: { progress: v.id("progress"), after: v.string(), numItems: v.number(), codes: v.array(v.string()) },
  returns: v.object({ legacyKeys: v.array(v.string()), next: v.union(v.string(), v.null()) }),
  handler: async (ctx, { progress, after, numItems, codes }) => {
    const issues = await ctx.db
      .query("issues")
      .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).gt("legacyKey", after))
      .take(numItems);
    const legacyKeys = [
      ...new Set(issues.filter(({ code }) => codes.includes(code)).map(({ legacyKey }) => legacyKey)),
    ];
    return { legacyKeys, next: issues.length < numItems ? null : issues.at(-1)!.legacyKey };
  },
});

/** Forgets that a row became part of an account. */
async function removeMatch(ctx: MutationCtx, run: Id<"runs">, table: string, legacyKey: string): Promise<void> {
  const match = await findMatch(ctx, run, table, legacyKey);
  if (match === null) return;
  await ctx.db.delete("matches", match._id);
  const aliases = await ctx.db
    .query("aliases")
    .withIndex("by_run_and_table_and_legacyKey", (q) => q.eq("run", run).eq("table", table).eq("legacyKey", legacyKey))
    .collect();
  for (const { _id } of aliases) await ctx.db.delete("aliases", _id);
  await countMatches(ctx, run, table, [match], -1);
}

async function issuesOf({ db }: QueryCtx, progress: Id<"progress">, legacyKey: string): Promise<Doc<"issues">[]> {
  return await db
    .query("issues")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).eq("legacyKey", legacyKey))
    .collect();
}
