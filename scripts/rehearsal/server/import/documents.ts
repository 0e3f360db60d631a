import type { Value, ValidatorJSON } from "convex/values";
import { ensureLimits } from "../engine/documentLimits.js";
import type { StoredDocument } from "../engine/internals.js";
import { tableOfId } from "../engine/tableIndex.js";
import { findMismatch } from "../schemaCheck.js";
import { ImportError, inRow } from "./importError.js";
import { JsonNumber, type Json } from "./json.js";
import { toConvexValue, type Encoding } from "./values.js";

const topFieldNameLength = 64;

/** A document of an import; what the file does not give, the deployment chooses when it writes. */
export type ImportedDocument = Record<string, Value> & { _id?: string; _creationTime?: number };

export interface DocumentRules {
  table: string;
  encoding: Encoding;
  /** What the schema says about the table, if it says anything and is enforced. */
  validator: ValidatorJSON | undefined;
}

/** Turns one row into a document, or says with the row's number why Convex would refuse it. */
export function toDocument(json: Json, row: number, rules: DocumentRules): ImportedDocument {
  const value = inRow(row, "is not a valid Convex value", () => toObjectValue(json, rules.encoding));
  inRow(row, `cannot be imported into "${rules.table}"`, () => {
    ensureId(value["_id"], rules.table);
    ensureCreationTime(value["_creationTime"]);
    ensureTopFieldNames(value);
    ensureLimits(value);
  });
  ensureSchema(value, row, rules);
  return value;
}

function toObjectValue(json: Json, encoding: Encoding): Record<string, Value> {
  const value = json instanceof Map ? toConvexValue(json, encoding) : undefined;
  const isObject = typeof value === "object" && value !== null && !(value instanceof ArrayBuffer);
  if (isObject) return value as Record<string, Value>;
  throw new Error(`expected an object, received ${describe(json)}`);
}

function describe(json: Json): string {
  if (json instanceof JsonNumber) return json.text;
  if (json instanceof Map) return `{"${[...json.keys()].join('","')}"}`;
  return Array.isArray(json) ? "an array" : JSON.stringify(json).slice(0, 100);
}

/**
 * Ids of the rehearsal are convex-test's: digits and the table's name. Ids a real deployment made, and ids minted offline
 * in its format, need an official backend, because convex-test reads the table from the id's text.
 */
export function ensureId(id: Value | undefined, table: string): void {
  if (id === undefined) return;
  if (typeof id !== "string") throw new Error("_id must be a string");
  const found = tableOfId(id);
  if (found === undefined) {
    throw new Error(
      `invalid _id '${id}'. The rehearsal deployment only knows ids it made itself; to load minted ids or a backup of a ` +
        "real deployment, rehearse on an official backend (--on local)",
    );
  }
  if (found !== table) throw new Error(`_id ${id} belongs to table "${found}"`);
}

export function ensureCreationTime(time: Value | undefined): void {
  if (time === undefined) return;
  if (typeof time !== "number") {
    throw new Error("_creationTime must be a Float64; in a ZIP with generated_schema write 1700000000000.0");
  }
  if (!(time > 0 && time < Number.MAX_SAFE_INTEGER + 1)) {
    throw new Error(`_creationTime ${time} must be more than 0 and less than 2^53`);
  }
}

function ensureTopFieldNames(value: Record<string, Value>): void {
  for (const name of Object.keys(value)) {
    if (name.startsWith("_") && name !== "_id" && name !== "_creationTime") {
      throw new Error(`field "${name}" starts with '_', which is reserved for system fields`);
    }
    if (name.length > topFieldNameLength) {
      throw new Error(`field "${name}" is longer than ${topFieldNameLength} characters`);
    }
  }
}

function ensureSchema(value: Record<string, Value>, row: number, { table, validator }: DocumentRules): void {
  if (validator === undefined) return;
  const { _id, _creationTime, ...fields } = value;
  const mismatch = findMismatch(validator, fields);
  if (mismatch === undefined) return;
  throw new ImportError(`Row ${row}: new document in table "${table}" does not match the schema: ${mismatch}`);
}

/** Puts the fields the deployment chose in front, where an export writes them too. */
export function toStoredDocument(document: ImportedDocument, id: string, creationTime: number): StoredDocument {
  const { _id, _creationTime, ...fields } = document;
  return { _id: id, _creationTime: creationTime, ...fields };
}
