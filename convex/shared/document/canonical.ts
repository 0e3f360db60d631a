import type { Value } from "convex/values";

/**
 * One text per Convex value: sorted keys, undefined fields left out, one form per number (`-0` is not `0`), int64 as `12n`,
 * bytes as `\x` and hex. Two documents have the same text exactly when a reader of the app could not tell them apart.
 */
export function canonicalValue(value: Value | undefined): string {
  if (value === null || value === undefined) return "null";
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return canonicalNumber(value);
    case "bigint":
      return `${value}n`;
    case "boolean":
      return value ? "true" : "false";
    default:
      return canonicalContainer(value);
  }
}

function canonicalNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function canonicalContainer(value: Exclude<Value, string | number | bigint | boolean | null>): string {
  if (value instanceof ArrayBuffer) return canonicalBytes(value);
  if (Array.isArray(value)) return `[${value.map(canonicalValue).join(",")}]`;
  const fields = value as Record<string, Value | undefined>;
  const parts: string[] = [];
  for (const key of Object.keys(fields).toSorted()) {
    const field = fields[key];
    if (field !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalValue(field)}`);
  }
  return `{${parts.join(",")}}`;
}

function canonicalBytes(value: ArrayBuffer): string {
  let hex = "\\x";
  for (const byte of new Uint8Array(value)) hex += byte.toString(16).padStart(2, "0");
  return hex;
}
