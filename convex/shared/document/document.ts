import type { Value } from "convex/values";
import { canonicalValue } from "./canonical.js";
import { type Fingerprint, fingerprintText, renderFingerprint } from "./fingerprint.js";
import type { PlannedField, PlannedRef, PlannedTable } from "../plan/plan.js";

/** A document as it is exported or read from Convex: fields by name. */
export type Document = Readonly<Record<string, Value | undefined>>;

/** The legacy key a reference maps to, or of a list its keys: from the legacy field of an exported document, or from its targets in Convex. */
export type RefKey = (ref: PlannedRef) => string | readonly string[] | undefined;

/** Where an exported document holds a field: a reference stands under its legacy field until it is resolved. */
export function storedName(table: PlannedTable, field: string): string {
  return table.refs.find(({ name }) => name === field)?.legacyField ?? field;
}

/** The legacy keys an exported document carries itself. */
export function exportedRefKey(document: Document): RefKey {
  return ({ legacyField }) => document[legacyField] as string | string[] | undefined;
}

/**
 * The canonical text of each planned field, by name and in the order of names. Ids are replaced by the legacy keys they
 * map to; fields the plan does not write are left out, `_creationTime` too unless the plan sets it. A value that is none of
 * its field's kind stands there as such.
 */
export function canonicalFields(table: PlannedTable, document: Document, refKey: RefKey): [string, string][] {
  const texts: [string, string][] = [];
  for (const { name, read } of readersOf(table)) {
    const text = read(document, refKey);
    if (text !== undefined) texts.push([name, text]);
  }
  return texts;
}

/** 64 bits over the canonical fields. */
export function fingerprintFields(fields: readonly (readonly [string, string])[]): Fingerprint {
  return fingerprintText(fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(","));
}

/** The same as `fingerprintFields(canonicalFields(…))` of an exported document, without a list in between. */
export function fingerprintExported(table: PlannedTable, document: Document): Fingerprint {
  const refKey = exportedRefKey(document);
  let text = "";
  for (const { quoted, read } of readersOf(table)) {
    const field = read(document, refKey);
    if (field !== undefined) text += text === "" ? quoted + field : `,${quoted}${field}`;
  }
  return fingerprintText(text);
}

interface FieldReader {
  readonly name: string;
  /** `"name":` */
  readonly quoted: string;
  /** The field's canonical text; undefined where the document does not have it. */
  readonly read: (document: Document, refKey: RefKey) => string | undefined;
}

const readers = new WeakMap<PlannedTable, readonly FieldReader[]>();

/** In the order of names; worked out once per table. */
function readersOf(table: PlannedTable): readonly FieldReader[] {
  const known = readers.get(table);
  if (known !== undefined) return known;
  const idReader = reader("legacyId", (document) => canonicalValue(document[table.id.field]));
  const fields = table.fields.map((field) =>
    reader(field.name, (document) => canonicalField(field, document[field.name])),
  );
  const refs = table.refs.map((ref) =>
    reader(ref.name, (_document, refKey) => {
      const key = refKey(ref);
      return key === undefined ? undefined : JSON.stringify(key);
    }),
  );
  const made = [idReader, ...fields, ...refs].toSorted((left, right) => (left.name < right.name ? -1 : 1));
  readers.set(table, made);
  return made;
}

function reader(name: string, read: FieldReader["read"]): FieldReader {
  return { name, quoted: `${JSON.stringify(name)}:`, read };
}

/** A field's canonical text; undefined where the document does not have it. */
export function canonicalField({ role }: PlannedField, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === null || (role.kind !== "value" && role.kind !== "creationTime")) return canonicalValue(value);
  try {
    return role.of.canonical(value);
  } catch {
    // The migration writes no such value, and nothing that was exported has this text.
    return `no ${role.of.name}: ${canonicalValue(value)}`;
  }
}

/** Where Convex Auth keeps the hash of a password. */
export function isSecret(table: string, field: string): boolean {
  return table === "authAccounts" && field === "secret";
}

/** Canonical fields that may be shown: whether two secrets are equal can still be told, what they are cannot. */
export function hideSecrets(table: string, fields: readonly [name: string, text: string][]): [string, string][] {
  return fields.map(([name, text]) => [
    name,
    isSecret(table, name) ? `secret ${renderFingerprint(fingerprintText(text))}` : text,
  ]);
}
