import type { Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import type { Reason } from "../convert/convertRow.js";
import type { Format } from "../../run/manifest.js";

/** A value that plain JSON lines cannot carry into Convex: every number there becomes a Float64. */
export class NeedsZip extends Error {
  constructor(readonly value: bigint | ArrayBuffer | number) {
    super(`JSON lines cannot carry ${typeof value === "object" ? "bytes" : `${typeof value} ${value}`} into Convex`);
  }
}

/** One line without the line feed. Undefined fields are left out. Throws NeedsZip in format `jsonl`. */
export function encodeDocument(document: Document, format: Format): string {
  return encodeValue(document, format);
}

/** With `--format jsonl` a value that only a ZIP carries rejects its row; otherwise it makes the table a ZIP: NeedsZip is thrown. */
export function encodeOrRefuse(document: Document, format: Format, forced: Format | null): string | Reason {
  try {
    return encodeDocument(document, format);
  } catch (error) {
    if (!(error instanceof NeedsZip) || forced !== "jsonl") throw error;
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
  // In a uniform file an integer literal is an Int64, so a float has to look like one.
  return format === "zip" && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function encodeSpecialFloat(value: number, format: Format): string {
  if (format === "jsonl") throw new NeedsZip(value);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return `{"$float":"${bytes.toString("base64")}"}`;
}

function encodeInt64(value: bigint, format: Format): string {
  if (format === "jsonl") throw new NeedsZip(value);
  return value.toString();
}

function encodeContainer(value: Exclude<Value, string | boolean | number | bigint>, format: Format): string {
  if (value === null) return "null";
  if (value instanceof ArrayBuffer) {
    if (format === "jsonl") throw new NeedsZip(value);
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
/** Names people chose for the keys of their JSON are without number; those of fields are few. */
const mostQuotedNames = 10_000;

/** `"name":`, remembered: the same few names stand in every document. */
function quoteName(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(name)}:`;
  if (quotedNames.size < mostQuotedNames) quotedNames.set(name, quoted);
  return quoted;
}
