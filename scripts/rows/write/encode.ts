import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { ValidatorJSON, Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import { validatorJson } from "../../../convex/shared/document/validate.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Format } from "../../run/manifest.js";
import type { RejectReason } from "../convert/rejectReason.js";

/** A value that plain JSON lines cannot carry into Convex: every number there becomes a Float64. */
export class NeedsZipError extends Error {
  constructor(readonly value: bigint | ArrayBuffer | number) {
    super(`JSON lines cannot carry ${typeof value === "object" ? "bytes" : `${typeof value} ${value}`} into Convex`);
  }
}

/** One line without the line feed. Undefined fields are left out. Throws NeedsZipError in format `jsonl`. */
export function encodeDocument(document: Document, format: Format): string {
  return encodeValue(document, format);
}

/** A value that only a ZIP can carry rejects its row with `--format jsonl`. Otherwise throws NeedsZipError: the table becomes a ZIP. */
export function encodeOrReject(document: Document, format: Format, forced: Format | null): string | RejectReason {
  try {
    return encodeDocument(document, format);
  } catch (error) {
    if (!(error instanceof NeedsZipError) || forced !== "jsonl") throw error;
    return { column: "*", code: "needs_zip", message: error.message };
  }
}

export function encodeValue(value: Value, format: Format): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      return encodeNumber(value, format);
    case "bigint":
      return encodeInt64(value, format);
    default:
      return encodeContainer(value, format);
  }
}

function encodeNumber(value: number, format: Format): string {
  if (!Number.isFinite(value)) return encodeSpecialFloat(value, format);
  const text = Object.is(value, -0) ? "-0" : String(value);
  // In a uniform file an integer literal is an Int64, so a float needs a decimal point.
  return format === "zip" && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function encodeSpecialFloat(value: number, format: Format): string {
  if (format === "jsonl") throw new NeedsZipError(value);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return `{"$float":"${bytes.toString("base64")}"}`;
}

function encodeInt64(value: bigint, format: Format): string {
  if (format === "jsonl") throw new NeedsZipError(value);
  return value.toString();
}

function encodeContainer(value: Exclude<Value, string | boolean | number | bigint>, format: Format): string {
  if (value === null) return "null";
  if (value instanceof ArrayBuffer) {
    if (format === "jsonl") throw new NeedsZipError(value);
    return `{"$bytes":"${Buffer.from(value).toString("base64")}"}`;
  }
  return Array.isArray(value) ? encodeArray(value, format) : encodeObject(value as Record<string, Value>, format);
}

function encodeArray(items: readonly Value[], format: Format): string {
  let text = "[";
  for (const item of items) text += text === "[" ? encodeValue(item, format) : `,${encodeValue(item, format)}`;
  return `${text}]`;
}

function encodeObject(fields: Readonly<Record<string, Value | undefined>>, format: Format): string {
  let text = "{";
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    if (field === undefined) continue;
    text += (text === "{" ? quoteName(name) : `,${quoteName(name)}`) + encodeValue(field, format);
  }
  return `${text}}`;
}

const quotedNames = new Map<string, string>();
/** Field names are few, but keys inside JSON values are unlimited. */
const maxQuotedNames = 10_000;

/** `"name":`, cached: the same few names are in every document. */
function quoteName(name: string): string {
  const cached = quotedNames.get(name);
  if (cached !== undefined) return cached;
  const quoted = `${JSON.stringify(name)}:`;
  if (quotedNames.size < maxQuotedNames) quotedNames.set(name, quoted);
  return quoted;
}

/** ZIP if the schema has an int64 or bytes in a field that the plan writes: JSON lines cannot carry those. */
export function chooseFormat(schema: SchemaDefinition<GenericSchema, boolean>, table: PlannedTable): Format {
  const written = new Set(table.fields.map(({ name }) => name));
  const objects = listObjects(validatorJson(schema.tables[table.name]!.validator));
  const isZip = objects.some((fields) =>
    Object.entries(fields).some(([name, { fieldType }]) => written.has(name) && needsZip(fieldType)),
  );
  return isZip ? "zip" : "jsonl";
}

type ObjectFields = Extract<ValidatorJSON, { type: "object" }>["value"];

/** The fields of a document validator: of one object, or of each object in a union. */
function listObjects(json: ValidatorJSON): ObjectFields[] {
  if (json.type === "object") return [json.value];
  return json.type === "union" ? json.value.flatMap(listObjects) : [];
}

function needsZip(json: ValidatorJSON): boolean {
  switch (json.type) {
    case "bigint":
    case "bytes":
      return true;
    case "array":
      return needsZip(json.value);
    case "record":
      return needsZip(json.keys) || needsZip(json.values.fieldType);
    case "object":
      return Object.values(json.value).some(({ fieldType }) => needsZip(fieldType));
    case "union":
      return json.value.some(needsZip);
    default:
      return false;
  }
}
