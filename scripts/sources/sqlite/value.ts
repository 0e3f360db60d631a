import { isUtf8 } from "node:buffer";
import type { SQLiteValue } from "node-sqlite3-wasm";
import type { Form, Raw } from "../../../convex/shared/kinds/kind.js";
import { renderBytes } from "../sql/copyText.js";
import { type BrokenRow, type Row, withForms } from "../source.js";

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * SQL that selects a column by storage class, whatever the column's type. The library truncates text at NUL and silently
 * replaces invalid UTF-8, so text is selected as a BLOB of its bytes, and a BLOB as the text of its hex digits.
 */
export function renderField(column: string): string {
  const name = quoteName(column);
  return `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) WHEN 'blob' THEN '\\x' || lower(hex(${name})) ELSE ${name} END`;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A value selected with `renderField`, as the contract prints it. Throws a TypeError if text is not UTF-8. */
function toRaw(value: SQLiteValue): Raw {
  if (value === null) return null;
  // SQLite has 64-bit integers (a bigint if a double is too small) and doubles, which String prints in their shortest form.
  return typeof value === "object" ? utf8.decode(value) : String(value);
}

/** Values selected with `renderField`, in the order of `columns`. */
export function toRow(
  values: readonly SQLiteValue[],
  columns: readonly string[],
  where: () => string,
): Row | BrokenRow {
  try {
    return withForms(values.map(toRaw), findForms(values));
  } catch {
    return describeBadText(values, columns, where());
  }
}

/** Blobs, and texts that would be read as blobs: columns of either type may hold both. */
function findForms(values: readonly SQLiteValue[]): Map<number, Form> | undefined {
  let forms: Map<number, Form> | undefined;
  for (const [index, value] of values.entries()) {
    const isBlob = typeof value === "string";
    const isLike = value instanceof Uint8Array && value[0] === 0x5c && value[1] === 0x78;
    if (isBlob || isLike) (forms ??= new Map()).set(index, isBlob ? "bytes" : "text");
  }
  return forms;
}

function describeBadText(values: readonly SQLiteValue[], columns: readonly string[], where: string): BrokenRow {
  const bad = columns.filter((_, i) => isBadText(values[i] ?? null));
  const noun = bad.length === 1 ? "column" : "columns";
  const broken = `The text in ${noun} ${bad.map((name) => `"${name}"`).join(", ")} is not valid UTF-8`;
  return { broken, where, original: renderOriginal(values, columns) };
}

function isBadText(value: SQLiteValue): boolean {
  return value instanceof Uint8Array && !isUtf8(value);
}

/** For users: one JSON object, with invalid UTF-8 as `\xNN`. */
export function renderOriginal(values: readonly SQLiteValue[], columns: readonly string[]): string {
  const fields = columns.map((name, i) => {
    const value = values[i] ?? null;
    return [
      name,
      value instanceof Uint8Array ? renderBytes(Buffer.from(value)) : value === null ? null : String(value),
    ];
  });
  return JSON.stringify(Object.fromEntries(fields));
}

/** The characters or bytes of a row, to limit the size of pages. */
export function getSize(row: Row | BrokenRow): number {
  if ("broken" in row) return row.original.length;
  let size = 0;
  for (const field of row) size += field === null ? 1 : field.length;
  return size;
}
