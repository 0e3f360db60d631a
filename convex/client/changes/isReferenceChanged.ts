import type { GenericId } from "convex/values";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { isRepointed } from "../resolve/resolve.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";

/** Whether somebody has pointed the reference to another document since it was resolved, or cleared it. */
export async function isReferenceChanged(
  amendment: Amendment,
  table: PlannedTable,
  stored: StoredDocument,
  ref: PlannedRef,
  legacyKey: string,
): Promise<boolean> {
  const { environment, ctx } = amendment;
  const { resolve, ...has } = await amendment.roundsOf(table);
  const key = stored[ref.legacyField] as string | undefined;
  const id = (stored[ref.name] ?? undefined) as GenericId<string> | undefined;
  if (id === undefined) {
    return key !== undefined && resolve !== null && !amendment.rowOf(table, legacyKey).unresolved.includes(ref.name);
  }
  if (key === undefined) return true;
  const started = { ...has, refused: null, progress: resolve ?? "", batchSize: null, sizes: {} };
  return await isRepointed({ environment, ctx, keys: amendment.keys, started }, ref, key, id);
}
