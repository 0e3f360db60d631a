import type { Field } from "./field.js";
import type { SpecPart } from "./table.js";

/** `user_id` → `userId`, `First Name` → `firstName`, `CreatedAt` → `createdAt`: the rule of `CamelCase` at run time. */
export function camelCase(column: string): string {
  const [first = "", ...rest] = column.split(/[_\s-]/);
  return uncapitalize(first) + rest.map(capitalize).join("");
}

/** `camelCase` as a type. */
export type CamelCase<S extends string> = Uncapitalize<Joined<S>>;
type Joined<S extends string> = S extends `${infer Head}${"_" | " " | "-"}${infer Tail}`
  ? `${Head}${Capitalize<Joined<Tail>>}`
  : S;

export function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function uncapitalize(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}

/** `legacyKeyEmail` → `legacy_key_email`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What Convex takes as the name of a table or of a field a schema declares. */
export function isIdentifier(name: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name);
}

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
  const { role } = parts;
  return role.kind === "ref" ? role.list === null : ["value", "creationTime", "id"].includes(role.kind);
}
