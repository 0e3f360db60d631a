import type { Value } from "convex/values";
import { canonicalValue } from "./canonical.js";
import { type Fingerprint, fingerprintText } from "./fingerprint.js";
import type { PlannedField, PlannedRef, PlannedTable } from "./plan.js";

/** A document as it is exported or read from Convex: fields by name. */
export type Document = Readonly<Record<string, Value | undefined>>;

/** The legacy key a reference stands for: from the legacy field of an exported document, or from its target in Convex. */
export type RefKey = (ref: PlannedRef) => string | undefined;

/** The legacy keys an exported document carries itself. */
export function exportedRefKey(document: Document): RefKey {
  return ({ legacyField }) => document[legacyField] as string | undefined;
}

/**
 * The canonical text of each planned field, by name and in the order of names. Ids are replaced by the legacy keys they
 * stand for; fields the plan does not write are left out, `_creationTime` too unless the plan sets it.
 */
export function canonicalFields(table: PlannedTable, document: Document, refKey: RefKey): [string, string][] {
  const texts: [string, string][] = [["legacyId", canonicalValue(document[table.id.field])]];
  for (const field of table.fields) {
    const value = document[field.name];
    if (value !== undefined) texts.push([field.name, canonicalOf(field, value)]);
  }
  for (const ref of table.refs) {
    const key = refKey(ref);
    if (key !== undefined) texts.push([ref.name, JSON.stringify(key)]);
  }
  return texts.toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** 64 bits over the canonical fields. */
export function fingerprintFields(fields: readonly (readonly [string, string])[]): Fingerprint {
  return fingerprintText(fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(","));
}

function canonicalOf({ role }: PlannedField, value: Value): string {
  if (value === null || (role.kind !== "value" && role.kind !== "creationTime")) return canonicalValue(value);
  return role.of.canonical(value);
}
