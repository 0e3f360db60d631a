import type { Field } from "./field.js";
import { camelCase, capitalize } from "./names.js";
import type { SpecPart } from "./table.js";

/** One line of a table in the plan. */
export type Entry = readonly [key: string, field: Field];

export function entriesOf(part: SpecPart): Entry[] {
  return Object.entries(part.fields);
}

/** The columns an entry reads. A constant reads none; an omitted column is named but not read. */
export function columnsOf([key, { parts }]: Entry): readonly string[] {
  return parts.columns ?? [key];
}

/** The name an entry has in Convex. */
export function fieldNameOf([key, { parts }]: Entry): string {
  if (parts.role.kind === "creationTime") return "_creationTime";
  if (parts.role.kind === "id") return "legacyId";
  return parts.name ?? camelCase(key);
}

export function legacyFieldOf(refName: string): string {
  return `legacy${capitalize(refName)}`;
}

export function findIdEntry(part: SpecPart): Entry | undefined {
  return entriesOf(part).find(([, { parts }]) => parts.role.kind === "id");
}

/**
 * The entry a key's column is read by: the one that reads exactly this column and has a kind, or, for a part of a union
 * whose column has another name, the one that becomes the same field.
 */
export function findKeyEntry(part: SpecPart, column: string): Entry | undefined {
  const keyed = entriesOf(part).filter((entry) => isKeyed(entry) && columnsOf(entry).length === 1);
  return (
    keyed.find((entry) => columnsOf(entry)[0] === column) ??
    keyed.find((entry) => fieldNameOf(entry) === camelCase(column))
  );
}

function isKeyed([, { parts }]: Entry): boolean {
  return ["value", "creationTime", "id", "ref"].includes(parts.role.kind);
}
