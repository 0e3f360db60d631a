import type { GenericId } from "convex/values";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { idsOf, legacyKeysOf } from "../../shared/document/references.js";
import { ReadCache } from "../run/keyCaches.js";
import { isListEdited, isRepointed } from "../resolve/resolve.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";

/** Whether somebody has pointed the reference to another document since it was resolved, has cleared it, or has changed the list. */
export async function isReferenceChanged(
  amendment: Amendment,
  table: PlannedTable,
  stored: StoredDocument,
  ref: PlannedRef,
  legacyKey: string,
): Promise<boolean> {
  const { environment, ctx } = amendment;
  const { resolve, ...has } = await amendment.roundsOf(table);
  const key = stored[ref.legacyField];
  const id = stored[ref.name] ?? undefined;
  const unresolved = amendment.rowOf(table, legacyKey).unresolved.filter(({ field }) => field === ref.name);
  if (id === undefined) return key !== undefined && resolve !== null && unresolved.length === 0;
  if (key === undefined) return true;
  const started = { ...has, refused: null, progress: resolve ?? "", batchSize: null, sizes: {} };
  const resolving = { environment, ctx, keys: amendment.keys, started, targets: new ReadCache<GenericId<string>[]>() };
  if (ref.list === null) return await isRepointed(resolving, ref, key as string, id as GenericId<string>);
  const mayLack = (each: string) => unresolved.some((open) => open.key === each);
  return await isListEdited(resolving, ref, legacyKeysOf(ref, stored), idsOf(ref, stored), mayLack);
}
