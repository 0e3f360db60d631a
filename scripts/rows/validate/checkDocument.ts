import type { Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import { documentLimits } from "../../../convex/shared/limits.js";
import type { Reason } from "../convert/convertRow.js";

/** What Convex would refuse in a document besides its schema: sizes, field names, surrogates, nesting. */
export function findLimitFault(document: Document): Reason | null {
  let fields = 0;
  for (const name of Object.keys(document)) {
    const value = document[name];
    if (value === undefined) continue;
    fields += 1;
    const found = findValueFault(name, value, 2);
    if (found !== null) return found;
  }
  if (fields <= documentLimits.fields) return null;
  return fault("*", "too_many_fields", `The document has ${fields} fields, more than ${documentLimits.fields}.`);
}

/** Convex counts the document's size in its own encoding; its JSON text is never much smaller, so it is the safe measure. */
export function findSizeFault(line: string): Reason | null {
  const bytes = Buffer.byteLength(line);
  if (bytes <= documentLimits.bytes) return null;
  return fault("*", "too_large", `The document has ${bytes} bytes, more than ${documentLimits.bytes} (1 MiB).`);
}

/** `depth` is the nesting this value would stand at, the document itself being 1. */
function findValueFault(path: string, value: Value, depth: number): Reason | null {
  if (typeof value === "string") {
    return value.isWellFormed() ? null : fault(path, "surrogate", "The text holds an unpaired surrogate.");
  }
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return null;
  if (depth > documentLimits.nesting) {
    return fault(path, "too_deep", `The value nests deeper than ${documentLimits.nesting} levels.`);
  }
  return Array.isArray(value) ? findArrayFault(path, value, depth) : findObjectFault(path, value, depth);
}

function findArrayFault(path: string, items: readonly Value[], depth: number): Reason | null {
  if (items.length > documentLimits.arrayElements) {
    return fault(
      path,
      "too_long",
      `The array has ${items.length} elements, more than ${documentLimits.arrayElements}.`,
    );
  }
  for (const [index, item] of items.entries()) {
    const found = findValueFault(`${path}[${index}]`, item, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function findObjectFault(path: string, value: object, depth: number): Reason | null {
  const fields = value as Readonly<Record<string, Value | undefined>>;
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    const where = `${path}.${name}`;
    if (!isNestedName(name)) {
      return fault(where, "field_name", `Convex refuses the field name ${JSON.stringify(name)}.`);
    }
    const found = field === undefined ? null : findValueFault(where, field, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Nested names: printable ASCII, not empty, not starting with `$`. */
function isNestedName(name: string): boolean {
  return /^[\x20-\x7e]+$/.test(name) && !name.startsWith("$") && name.length <= documentLimits.nestedName;
}

function fault(column: string, code: string, message: string): Reason {
  return { column, code, message };
}
