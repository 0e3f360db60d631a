import type { SourceColumn, SourceTable } from "../../sources/source.js";
import { isSqliteFile } from "../../sources/sqlite/database.js";

/** What differs between the SQL of the sources that speak SQL. */
export interface Dialect {
  readonly name: "PostgreSQL" | "SQLite";
  table(name: string): string;
  /** Throws a RangeError for text that the database cannot hold. */
  literal(text: string | null, type: string): string;
  /** What kinds are told of a column: see `Kind.invert`. */
  columnType(column: SourceColumn, isList: boolean): string;
}

const postgres: Dialect = {
  name: "PostgreSQL",
  table(name) {
    const dot = name.indexOf(".");
    return dot === -1 ? quoteName(name) : `${quoteName(name.slice(0, dot))}.${quoteName(name.slice(dot + 1))}`;
  },
  literal(text) {
    if (text?.includes("\0") === true) throw new RangeError("PostgreSQL's texts cannot hold the character NUL");
    return text === null ? "NULL" : quoteText(text);
  },
  columnType: ({ type, baseType }) => baseType ?? type,
};

const sqlite: Dialect = {
  name: "SQLite",
  table: quoteName,
  literal(text, type) {
    if (text === null) return "NULL";
    if (/blob/i.test(type) && text.startsWith("\\x")) return `X'${text.slice(2)}'`;
    if (text.includes("\0")) throw new RangeError("SQL for SQLite ends at the character NUL");
    return quoteText(text);
  },
  // It has no arrays.
  columnType: ({ type }, isList) => (isList ? "json" : type),
};

/** null for sources without SQL, and dumps that name no schema. */
export async function findDialect(locator: string, tables: readonly SourceTable[]): Promise<Dialect | null> {
  if (/^sqlite:/i.test(locator)) return sqlite;
  if (/^nocodb\+/i.test(locator)) return null;
  if (/^postgres(?:ql)?:/i.test(locator)) return postgres;
  const isFile = await isSqliteFile(locator).catch(() => false);
  if (isFile) return sqlite;
  return tables.length > 0 && tables.every(({ name }) => name.includes(".")) ? postgres : null;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
