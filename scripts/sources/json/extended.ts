import { splitArray, visitFields } from "./text.js";

/** A scalar of MongoDB's extended JSON: its text as PostgreSQL prints it, and the type that PostgreSQL has for it. */
export interface ExtendedScalar {
  readonly text: string;
  readonly type:
    | "string"
    | "integer"
    | "bigint"
    | "double precision"
    | "numeric"
    | "timestamp with time zone"
    | "uuid"
    | "bytea";
}

type Json = { readonly [name: string]: Json } | string | number | boolean | null;

/**
 * Reads the objects that stand for one scalar, in the canonical form, the relaxed one and the older one: `{"$oid": …}`,
 * `{"$date": …}`, `{"$numberLong": …}`, `{"$binary": …}`. null for every other object, and for a scalar that is damaged or that
 * PostgreSQL has no text for.
 */
export function readExtendedScalar(json: string): ExtendedScalar | null {
  if (!/^\{\s*"\$/.test(json)) return null;
  const value = JSON.parse(json) as { readonly [name: string]: Json };
  const names = Object.keys(value);
  if (names.length === 2 && names[0] === "$binary" && names[1] === "$type")
    return readBinary(value.$binary!, value.$type!);
  const [name] = names;
  const read = names.length === 1 && Object.hasOwn(readers, name!) ? readers[name!] : undefined;
  return read?.(value[name!]!) ?? null;
}

type Reader = (value: Json) => ExtendedScalar | null;

const digits =
  (pattern: RegExp, type: ExtendedScalar["type"]): Reader =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? { text: value, type } : null;

const real = /^(?:NaN|-?Infinity|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

const readers: Readonly<Record<string, Reader>> = {
  $oid: digits(/^[\da-f]+$/i, "string"),
  $numberInt: digits(/^-?\d+$/, "integer"),
  $numberLong: digits(/^-?\d+$/, "bigint"),
  $numberDouble: digits(real, "double precision"),
  $numberDecimal: digits(real, "numeric"),
  $uuid: digits(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, "uuid"),
  $date: readDate,
  $binary: (value) => (isObject(value) ? readBinary(value.base64 ?? null, value.subType ?? null) : null),
};

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** ISO text, or milliseconds since 1970 as text or as a number. Years beyond 9999 have another notation in each program. */
function readDate(value: Json): ExtendedScalar | null {
  const type = "timestamp with time zone";
  if (typeof value === "string") return isoTime.test(value) ? { text: value, type } : null;
  const long = isObject(value) ? value.$numberLong : value;
  const time = typeof long === "string" && /^-?\d+$/.test(long) ? Number(long) : long;
  if (typeof time !== "number" || Number.isNaN(new Date(time).getTime())) return null;
  const text = new Date(time).toISOString();
  return isoTime.test(text) ? { text, type } : null;
}

/** Subtype 4 is a UUID; 3 is one too, but in an order of bytes that each driver chose for itself. */
function readBinary(base64: Json, subType: Json): ExtendedScalar | null {
  if (typeof base64 !== "string" || typeof subType !== "string") return null;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, "")) return null;
  if (Number.parseInt(subType, 16) !== 4 || bytes.length !== 16)
    return { text: `\\x${bytes.toString("hex")}`, type: "bytea" };
  const text = bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return { text, type: "uuid" };
}

/** Deeper than any document that Convex accepts; limits the recursion. */
const deepest = 256;

/**
 * JSON whose scalars inside are plain: numbers that JSON can hold as numbers, with all their digits, everything else as strings (bytes
 * in base64). `json` must be valid.
 */
export function simplifyExtended(json: string, depth = 0): string {
  if (depth > deepest || !json.includes('"$')) return json;
  const text = json.trim();
  if (text.startsWith("["))
    return `[${splitArray(text)
      .map((element) => simplifyExtended(element, depth + 1))
      .join(",")}]`;
  if (!text.startsWith("{")) return text;
  const scalar = readExtendedScalar(text);
  if (scalar !== null) return renderScalar(scalar);
  const fields: string[] = [];
  visitFields(text, (name, raw, type) => {
    const value =
      type === "json" ? simplifyExtended(raw!, depth + 1) : type === "string" ? JSON.stringify(raw) : String(raw);
    fields.push(`${JSON.stringify(name)}:${value}`);
  });
  return `{${fields.join(",")}}`;
}

function renderScalar({ text, type }: ExtendedScalar): string {
  if (type === "bytea") return JSON.stringify(Buffer.from(text.slice(2), "hex").toString("base64"));
  const isNumber = ["integer", "bigint", "double precision"].includes(type) && /\d/.test(text);
  return isNumber ? text : JSON.stringify(text);
}
