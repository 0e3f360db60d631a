import type { GenericId, Value } from "convex/values";
import type { PlannedRef } from "../plan/plan.js";

type Values = Readonly<Record<string, Value | undefined>>;
type Names = Pick<PlannedRef, "name" | "legacyField" | "list">;

/** The legacy keys that a document has for a reference: at most one, or in their order those of a list. */
export function legacyKeysOf({ legacyField }: Pick<PlannedRef, "legacyField">, document: Values): readonly string[] {
  return listTexts(document[legacyField]);
}

/** The ids that a document has for a reference. */
export function idsOf({ name }: Pick<PlannedRef, "name">, document: Values): readonly GenericId<string>[] {
  return listTexts(document[name]) as GenericId<string>[];
}

function listTexts(value: Value | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** How many keys of a reference have an id, and how many have none. Users may have added ids of their own to a list. */
export function countReference(ref: Names, document: Values): { resolved: number; unresolved: number } {
  const keys = legacyKeysOf(ref, document).length;
  const resolved = Math.min(keys, idsOf(ref, document).length);
  return { resolved, unresolved: keys - resolved };
}
