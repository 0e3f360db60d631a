/** A field as PostgreSQL prints it: text, or null for SQL NULL. */
export type Cell = string | null;
export type DataRow = Record<string, Cell>;

const dayMs = 86_400_000;

/** Days since 1970-01-01 → `2024-03-10`. */
export function printDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** `2024-03-10` → days since 1970-01-01. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** Day, milliseconds within it and microseconds within those → `2024-03-10 05:00:00.123456+00`. */
export function printTimestamp(day: number, ms: number, micros: number): string {
  const iso = new Date(day * dayMs + ms).toISOString();
  const fraction = `${iso.slice(20, 23)}${String(micros).padStart(3, "0")}`.replace(/0+$/, "");
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction === "" ? "" : `.${fraction}`}+00`;
}

/** true → `t`, the way COPY prints booleans. */
export function printBoolean(value: boolean): string {
  return value ? "t" : "f";
}

/** `{a,"b,c","say \"x\""}`: the text form of a PostgreSQL array. */
export function printArray(items: readonly string[]): string {
  return `{${items.map(printArrayItem).join(",")}}`;
}

function printArrayItem(item: string): string {
  const isPlain = item !== "" && item.toUpperCase() !== "NULL" && !/[{}",\\\s]/.test(item);
  return isPlain ? item : `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

interface JsonObject {
  readonly [key: string]: Json;
}

/** The text form of `jsonb`: keys by length in bytes, then by bytes; a space after every colon and comma. */
export function printJsonb(value: Json): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map(printJsonb).join(", ")}]`;
  const entries = Object.entries(value);
  const sorted = entries.toSorted(([a], [b]) => Buffer.byteLength(a) - Buffer.byteLength(b) || (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}: ${printJsonb(item)}`).join(", ")}}`;
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

const copyEscapes: Record<string, string> = {
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

/** One field of a COPY line. */
export function printCopyField(cell: Cell): string {
  if (cell === null) return "\\N";
  return cell.replaceAll(/[\\\b\f\n\r\t\v]/g, (char) => copyEscapes[char] ?? char);
}
