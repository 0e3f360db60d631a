import { convexToJson, type JSONValue, jsonToConvex, type Value } from "convex/values";
import type { NewConflict } from "../../cutover/changeValidators.js";
import type { StoredDocument } from "../run/environment.js";

/** What a field was and what it becomes; undefined: the field is absent. */
export interface FieldChange {
  readonly field: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** The fields of an update or a restore, from their text. */
export function parseFields(text: string): FieldChange[] {
  const fields = JSON.parse(text) as Record<string, { before?: JSONValue; after?: JSONValue }>;
  return Object.entries(fields).map(([field, { before, after }]) => ({
    field,
    before: before === undefined ? undefined : jsonToConvex(before),
    after: after === undefined ? undefined : jsonToConvex(after),
  }));
}

/** A value as records hold it; null for an absent field. */
export function renderValue(value: Value | undefined): string | null {
  return value === undefined ? null : JSON.stringify(convexToJson(value));
}

/** A whole document, system fields included, as records hold it. */
export function renderDocument(document: StoredDocument): string {
  return JSON.stringify(convexToJson(document));
}

/** Somebody changed a field in Convex that a change was about to write. */
export function fieldConflict(
  of: Pick<NewConflict, "kind" | "table" | "id" | "legacyKey">,
  { field, theirs, ours }: { field: string; theirs: Value | undefined; ours: Value | undefined },
  kept: NewConflict["kept"],
): NewConflict {
  const reason = "changed in Convex since";
  return { ...of, field, theirs: renderValue(theirs), ours: renderValue(ours), kept, reason };
}
