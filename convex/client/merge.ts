import type { GenericId, Value } from "convex/values";
import type { Kept } from "../cutover/validators.js";
import type { PlannedTable } from "../shared/plan.js";
import type { Batch } from "./batch.js";
import type { StoredDocument } from "./environment.js";

export interface Merge {
  /** What the account gets. */
  readonly patch: Record<string, Value>;
  /** The names in it. */
  readonly filled: string[];
  /** Legacy values that gave way to the account's own. */
  readonly kept: Kept[];
}

/**
 * The account survives, and with it its id and every reference to it. It gets the legacy fields and each planned field it
 * lacks; where both have a value its own wins, and the legacy one is recorded, so that verification can still account for it.
 */
export function planMerge(table: PlannedTable, imported: StoredDocument, account: StoredDocument): Merge {
  const patch: Record<string, Value> = {};
  const kept: Kept[] = [];
  for (const { name } of table.fields) {
    const own = account[name] ?? undefined;
    const legacy = imported[name];
    if (own !== undefined) kept.push({ field: name, value: legacy });
    else if (legacy !== undefined) patch[name] = legacy;
  }
  for (const { name, legacyField } of table.refs) {
    const key = imported[legacyField] as string | undefined;
    if ((account[name] ?? undefined) !== undefined) kept.push({ field: name, value: key });
    else if (key !== undefined) patch[legacyField] = key;
  }
  for (const { field } of [table.id, ...table.lookups]) {
    const key = imported[field];
    if (key !== undefined) patch[field] = key;
  }
  return { patch, filled: Object.keys(patch), kept: kept.map(withoutUndefined) };
}

/** Carries a planned merge out: the account is patched, the imported row deleted, the merge recorded. */
export async function merge(batch: Batch, imported: StoredDocument, id: GenericId<string>): Promise<void> {
  const { ctx, table, environment, started } = batch;
  const account = (await ctx.db.get(id))!;
  const { patch, filled, kept } = planMerge(table, imported, account);
  await ctx.db.patch(id, patch);
  await ctx.db.delete(imported._id as GenericId<string>);
  const legacyKey = imported[table.id.field] as string;
  await ctx.runMutation(environment.component.matching.add, {
    progress: started.progress,
    match: { legacyKey, id, filled, kept },
  });
}

function withoutUndefined({ field, value }: Kept): Kept {
  return value === undefined ? { field } : { field, value };
}
