import { matchTable, type SourceColumn, type SourceTable } from "../../sources/source.js";
import type { Kind } from "../../../convex/shared/kinds/kind.js";
import type { PlannedPart, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { isSqliteFile } from "../../sources/sqlite/database.js";

/** Raw text (or NULL) by column. */
export type Cells = ReadonlyMap<string, string | null>;

/** A planned table whose documents can be led back to rows of one source table. */
export interface InverseTable {
  readonly table: PlannedTable;
  readonly part: PlannedPart;
  readonly source: SourceTable;
  readonly dialect: Dialect;
}

/** The table, or why its documents cannot be led back at all. */
export function openInverse(
  table: PlannedTable,
  sources: readonly SourceTable[],
  dialect: Dialect | null,
): InverseTable | string {
  const [part] = table.parts;
  if (dialect === null) return "the source does not speak SQL";
  if (part === undefined || table.parts.length > 1 || part.sources.length > 1)
    return "its rows come from several sources, and which one is not known";
  if (part.configured !== null) return "its rows are made from configuration";
  if (part.jq !== undefined) return "its rows are made by a jq filter";
  const source = matchTable(sources, part.sources[0]!);
  if (source === undefined) return `the source has no table ${part.sources[0]}`;
  if (source.view === true) return `${source.name} is a view`;
  if (part.id.columns.length === 0) return `rows of ${source.name} have no key in the source`;
  if (!isUnique(source, part.id.columns)) return `${part.id.columns.join(", ")} is no unique key of ${source.name}`;
  return { table, part, source, dialect };
}

export function isDerived({ part }: InverseTable, column: string): boolean {
  return part.derived.some(([name]) => name === column);
}

export function findColumn({ source }: InverseTable, name: string): SourceColumn | undefined {
  return source.columns.find((column) => column.name === name);
}

/** What the kind is told of the column it writes to. */
export function typeOf(inverse: InverseTable, column: string, kind: Kind): string {
  const found = findColumn(inverse, column);
  return found === undefined ? "" : inverse.dialect.columnType(found, kind.name === "list");
}

function isUnique({ primaryKey, uniqueKeys = [] }: SourceTable, columns: readonly string[]): boolean {
  return [primaryKey, ...uniqueKeys].some(
    (key) => key.length === columns.length && key.every((column) => columns.includes(column)),
  );
}

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
    if (text === null) return "NULL";
    // Whether a plain text reads backslashes as escapes is a setting of the database; this one always does.
    return text.includes("\\") ? `E${quoteText(text.replaceAll("\\", "\\\\"))}` : quoteText(text);
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

/** A new row; again it is written over itself. */
export function insertSql(inverse: InverseTable, cells: Cells): string {
  const key = inverse.part.id.columns;
  const columns = [...cells.keys()];
  const updates = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quoteName(column)} = excluded.${quoteName(column)}`);
  const action = updates.length === 0 ? "DO NOTHING" : `DO UPDATE SET ${updates.join(", ")}`;
  return (
    `INSERT INTO ${tableOf(inverse)} (${columns.map(quoteName).join(", ")})\n` +
    `  VALUES (${columns.map((column) => literal(inverse, column, cells)).join(", ")})\n` +
    `  ON CONFLICT (${key.map(quoteName).join(", ")}) ${action};`
  );
}

/** An insert would need every column of the row, also those that the plan leaves out: the old row is there, so it is changed. */
export function updateSql(inverse: InverseTable, key: Cells, cells: Cells): string {
  const changes = [...cells.keys()].map((column) => `${quoteName(column)} = ${literal(inverse, column, cells)}`);
  return `UPDATE ${tableOf(inverse)} SET ${changes.join(", ")}\n  WHERE ${whereSql(inverse, key)};`;
}

export function deleteSql(inverse: InverseTable, key: Cells): string {
  return `DELETE FROM ${tableOf(inverse)} WHERE ${whereSql(inverse, key)};`;
}

function whereSql(inverse: InverseTable, key: Cells): string {
  return [...key.keys()].map((column) => `${quoteName(column)} = ${literal(inverse, column, key)}`).join(" AND ");
}

function tableOf({ dialect, source }: InverseTable): string {
  return dialect.table(source.name);
}

function literal(inverse: InverseTable, column: string, cells: Cells): string {
  return inverse.dialect.literal(cells.get(column) ?? null, findColumn(inverse, column)?.type ?? "");
}
