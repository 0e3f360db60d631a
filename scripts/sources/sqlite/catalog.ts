import type { ForeignKey, SourceColumn, SourceTable } from "../source.js";
import type { SqliteDatabase } from "./database.js";

/** A table with a name for its rowid. */
export interface CatalogTable extends SourceTable {
  /** A name for the rowid that is not the name of a column; absent if there is no rowid to seek by. */
  readonly rowid?: string;
  /** A virtual table with rows of its own, which no clause about indexes may name. */
  readonly isVirtual?: boolean;
}

interface ListedTable extends Record<string, string | number> {
  name: string;
  type: "table" | "view" | "virtual" | "shadow";
  wr: number;
}

interface ListedColumn extends Record<string, string | number> {
  name: string;
  type: string;
  notnull: number;
  pk: number;
  hidden: number;
}

interface ListedKey extends Record<string, string | number | null> {
  id: number;
  table: string;
  from: string;
  to: string | null;
}

interface ListedIndex extends Record<string, string | number> {
  name: string;
  origin: "c" | "u" | "pk";
  partial: number;
}

/** Every table and view, without SQLite's own tables and the shadow tables of virtual tables. */
export function readCatalog(database: SqliteDatabase): CatalogTable[] {
  const listed = database.all<ListedTable>(
    `SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
     ORDER BY name`,
  );
  const tables = listed.map((table) => readTable(database, table));
  const rows = readEstimates(database);
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  return tables.map((table) => {
    const estimatedRows = rows.get(table.name);
    return {
      ...table,
      foreignKeys: table.view === true ? [] : readForeignKeys(database, table.name, byName),
      ...(estimatedRows === undefined ? {} : { estimatedRows }),
    };
  });
}

function readTable(database: SqliteDatabase, { name, type, wr }: ListedTable): CatalogTable {
  const isStored = type === "table";
  const listed = readColumns(database, name, type);
  if (type === "virtual" && hasOwnRows(database, name)) return describeVirtual(name, listed);
  const indexes = isStored
    ? database.all<ListedIndex>(
        `SELECT name, origin, partial FROM pragma_index_list(?) WHERE "unique" ORDER BY seq DESC`,
        name,
      )
    : [];
  const key = listed.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  // A primary key that is the rowid has no index; like the key of a table WITHOUT ROWID it is never NULL.
  const isKeyNullable = wr === 0 && indexes.some(({ origin }) => origin === "pk");
  const taken = new Set(listed.map((column) => column.name.toLowerCase()));
  const rowid = ["rowid", "_rowid_", "oid"].find((alias) => !taken.has(alias));
  return {
    name,
    columns: listed.map((column) => toColumn(column, isKeyNullable)),
    primaryKey: key.map((column) => column.name),
    ...(isStored ? { uniqueKeys: readUniqueKeys(database, indexes) } : { view: true }),
    ...(isStored && wr === 0 && rowid !== undefined ? { rowid } : {}),
  };
}

/** Its rows are known by their rowid. The module may be one that this build of SQLite lacks: then it has no columns. */
function describeVirtual(name: string, listed: readonly ListedColumn[]): CatalogTable {
  if (listed.length === 0) return { name, columns: [], primaryKey: [], origin: "module" };
  const rowid = { name: "rowid", type: "INTEGER", nullable: false };
  return {
    name,
    columns: [rowid, ...listed.map((column) => toColumn(column, true))],
    primaryKey: ["rowid"],
    isVirtual: true,
  };
}

/**
 * Whether a virtual table is the only place of its rows: FTS without `content`, R*Tree, Geopoly. A virtual table of another module,
 * or with `content=…`, shows rows of other tables, or of none.
 */
function hasOwnRows(database: SqliteDatabase, name: string): boolean {
  const [row] = database.all<{ sql: string | null }>("SELECT sql FROM sqlite_schema WHERE name = ?", name);
  const sql = row?.sql ?? "";
  return /\bUSING\s+["[`]?(?:fts[345]|rtree(?:_i32)?|geopoly)\b/i.test(sql) && !/\bcontent\s*=/i.test(sql);
}

function readColumns(database: SqliteDatabase, table: string, type: ListedTable["type"]): ListedColumn[] {
  const sql = 'SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid';
  if (type === "table") return database.all<ListedColumn>(sql, table);
  try {
    return database.all<ListedColumn>(sql, table);
  } catch {
    // A view of a dropped table, or a virtual table of a module that this build lacks: listed, but not readable.
    return [];
  }
}

function toColumn({ name, type, notnull, pk, hidden }: ListedColumn, isKeyNullable: boolean): SourceColumn {
  return {
    name,
    type: type === "" ? "ANY" : type,
    nullable: notnull === 0 && (pk === 0 || isKeyNullable),
    ...(hidden === 0 ? {} : { generated: true }),
  };
}

/** Without indexes of expressions and partial ones, which say nothing about columns. */
function readUniqueKeys(database: SqliteDatabase, indexes: readonly ListedIndex[]): string[][] {
  return indexes
    .filter(({ origin, partial }) => origin !== "pk" && partial === 0)
    .map(({ name }) =>
      database.all<{ name: string | null }>("SELECT name FROM pragma_index_info(?) ORDER BY seqno", name),
    )
    .map((columns) => columns.map((column) => column.name))
    .filter((columns): columns is string[] => !columns.includes(null));
}

function readForeignKeys(
  database: SqliteDatabase,
  name: string,
  tables: ReadonlyMap<string, CatalogTable>,
): ForeignKey[] {
  const sql = `SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq`;
  const keys = new Map<number, ListedKey[]>();
  for (const part of database.all<ListedKey>(sql, name)) keys.set(part.id, [...(keys.get(part.id) ?? []), part]);
  return [...keys.values()].map((parts): ForeignKey => {
    // SQLite ignores the case of the parent's name; a key without column names means the parent's primary key.
    const written = parts[0]?.table ?? "";
    const parent = tables.get(written.toLowerCase());
    const references = parts.map(({ to }, i) => to ?? parent?.primaryKey[i] ?? "");
    return { columns: parts.map(({ from }) => from), table: parent?.name ?? written, references };
  });
}

/** The row counts of `ANALYZE`, if it was run. */
function readEstimates(database: SqliteDatabase): Map<string, number> {
  const rows = new Map<string, number>();
  try {
    const sql = "SELECT tbl, max(CAST(stat AS INTEGER)) AS rows FROM sqlite_stat1 GROUP BY tbl";
    for (const row of database.all<{ tbl: string; rows: number }>(sql)) rows.set(row.tbl, row.rows);
  } catch {
    // ANALYZE was not run, or its table is damaged: the counts are optional.
  }
  return rows;
}
