import { v } from "convex/values";
import { mapTogether } from "../shared/together.js";
import type { Doc } from "./_generated/dataModel.js";
import { type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { type KeptValue, vKeptValue } from "./changeValidators.js";
import { currentRun } from "./current.js";

/** Conflicts that the migration has left as they are: what people did to migrated documents stays, and verify has to know it. */

/** What these documents have of their users' own where the source has something else: the latest word on each field. */
export const values = query({
  args: { table: v.string(), ids: v.array(v.string()) },
  returns: v.array(vKeptValue),
  handler: async (ctx, { table, ids }) => {
    const run = await currentRun(ctx);
    if (run === null) return [];
    const kept = await mapTogether(ids, async (id) => await keptValuesOf(ctx, run.runId, table, id));
    return kept.flat();
  },
});

export async function hasKeptValues({ db }: QueryCtx, runId: string, table: string): Promise<boolean> {
  const first = await db
    .query("conflicts")
    .withIndex("by_run_and_table_and_id_and_key", (q) => q.eq("runId", runId).eq("table", table))
    .first();
  return first !== null;
}

/** The document became part of another: what its users have of their own is there now. Gives these values. */
export async function moveKeptValues(
  ctx: MutationCtx,
  runId: string,
  table: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<KeptValue[]> {
  const kept = await keptValuesOf(ctx, runId, table, from);
  for (const { _id } of await conflictsOf(ctx, runId, table, from)) await ctx.db.patch("conflicts", _id, { id: to });
  return kept;
}

/** `id` empty: of rows that have no document. `of`: of this row only. */
export async function keptValuesOf(
  ctx: QueryCtx,
  runId: string,
  table: string,
  id: string,
  of?: string,
): Promise<KeptValue[]> {
  const latest = new Map<string, KeptValue>();
  for (const { part, kind, legacyKey, field, ours, kept } of await conflictsOf(ctx, runId, table, id, of)) {
    if (kind !== kindOfKept(id, field) || kept !== "theirs" || legacyKey === null) continue;
    const name = `${legacyKey}\n${field ?? ""}`;
    const known = latest.get(name);
    if (part === 0) latest.set(name, { id, legacyKey, field, ours });
    else if (known !== undefined && ours !== null) latest.set(name, { ...known, ours: known.ours! + ours });
  }
  return [...latest.values()];
}

/** Rows whose documents people have deleted in Convex, with what the source has (the document as JSON). */
export const listGone = query({
  args: { table: v.string() },
  returns: v.array(v.object({ legacyKey: v.string(), document: v.string() })),
  handler: async (ctx, { table }) => {
    const run = await currentRun(ctx);
    if (run === null) return [];
    const kept = await keptValuesOf(ctx, run.runId, table, "");
    return kept.map(({ legacyKey, ours }) => ({ legacyKey, document: ours! }));
  },
});

/** Which of these rows' documents people have deleted in Convex. */
export const areGone = query({
  args: { rows: v.array(v.object({ table: v.string(), legacyKey: v.string() })) },
  returns: v.array(v.boolean()),
  handler: async (ctx, { rows }) => {
    const run = await currentRun(ctx);
    if (run === null) return rows.map(() => false);
    return await mapTogether(rows, async ({ table, legacyKey }) => {
      const found = await ctx.db
        .query("conflicts")
        .withIndex("by_run_and_table_and_id_and_key", (q) =>
          q.eq("runId", run.runId).eq("table", table).eq("id", "").eq("legacyKey", legacyKey),
        )
        .filter((q) => q.eq(q.field("kind"), "keep"))
        .first();
      return found !== null;
    });
  },
});

/** The parts of each follow one another, and the later conflict the earlier one. */
async function conflictsOf(
  { db }: QueryCtx,
  runId: string,
  table: string,
  id: string,
  legacyKey?: string,
): Promise<Doc<"conflicts">[]> {
  const all = await db
    .query("conflicts")
    .withIndex("by_run_and_table_and_id_and_key", (q) => {
      const ofDocument = q.eq("runId", runId).eq("table", table).eq("id", id);
      return legacyKey === undefined ? ofDocument : ofDocument.eq("legacyKey", legacyKey);
    })
    .collect();
  return all.toSorted((left, right) => left.number - right.number || left.part - right.part);
}

/** The source and the document have the same again: nothing of it is left to keep. `field` null: of the row itself. */
export async function forgetKeptValues(
  ctx: MutationCtx,
  runId: string,
  agreed: readonly Omit<KeptValue & { readonly table: string }, "ours">[],
): Promise<void> {
  for (const { table, id, legacyKey, field } of agreed) {
    const kind = kindOfKept(id, field);
    for (const each of await conflictsOf(ctx, runId, table, id, legacyKey)) {
      if (each.kind !== kind || each.field !== field) continue;
      await ctx.db.delete("conflicts", each._id);
    }
  }
}

/** A field; the whole document, whose row has gone from the source; or no document, because people have deleted it. */
function kindOfKept(id: string, field: string | null): Doc<"conflicts">["kind"] {
  if (field !== null) return "update";
  return id === "" ? "keep" : "delete";
}
