import library, { type Database } from "node-sqlite3-wasm";
import { columns, primaryKey, schemaSql, type TableName } from "./schema.js";
import { renderLiteral, type Row } from "./values.js";

/** One table's rows in the order they were written. */
export interface TableRows {
  readonly rows: readonly Row[];
  /** First and last of the rows that the primary key's index never got; counted from 0. */
  readonly unindexed?: readonly [first: number, last: number];
}

export type Tables = Readonly<Record<TableName, TableRows>>;

/** Writes a real SQLite file whose primary-key indexes lack the `unindexed` rows. The file must not exist. */
export function writeDatabase(path: string, tables: Tables): void {
  useDatabase(path, (database) => database.exec(schemaSql));
  for (const [name, { rows, unindexed }] of Object.entries(tables) as [TableName, TableRows][]) {
    if (unindexed === undefined) insert(path, name, rows);
    else insertWithGap(path, name, rows, unindexed);
  }
}

export function useDatabase<T>(path: string, use: (database: Database) => T): T {
  const database = new library.Database(path);
  try {
    // As in the app: SQLite checks foreign keys only when it is asked to, and this build asks by itself.
    database.exec("PRAGMA foreign_keys = OFF");
    return use(database);
  } finally {
    database.close();
  }
}

function insertWithGap(path: string, name: TableName, rows: readonly Row[], [first, last]: readonly [number, number]) {
  insert(path, name, rows.slice(0, first));
  const rootPage = detachPrimaryKey(path, name);
  insert(path, name, rows.slice(first, last + 1));
  attachPrimaryKey(path, name, rootPage);
  insert(path, name, rows.slice(last + 1));
}

function insert(path: string, name: TableName, rows: readonly Row[]): void {
  const names = columns[name].join(", ");
  const statements = rows.map(
    (row) =>
      `INSERT INTO ${name} (${names}) VALUES (${columns[name].map((column) => renderLiteral(row[column] ?? null)).join(", ")});`,
  );
  useDatabase(path, (database) => database.exec(`BEGIN;\n${statements.join("\n")}\nCOMMIT;`));
}

/**
 * SQLite forgets the index, which stays where it is: rows written now are not in it. An app never does this; a crashed
 * restore or a disk that loses one page of two leaves the same file.
 */
function detachPrimaryKey(path: string, name: TableName): number {
  return useDatabase(path, (database) => {
    const found = database.get("SELECT rootpage FROM sqlite_schema WHERE name = ?", indexOf(name));
    database.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, '${primaryKey}', 'VARCHAR') WHERE name = '${name}';
      DELETE FROM sqlite_schema WHERE name = '${indexOf(name)}'`);
    return Number(found?.["rootpage"]);
  });
}

function attachPrimaryKey(path: string, name: TableName, rootPage: number): void {
  const keyColumn = columns[name][0];
  useDatabase(path, (database) =>
    database.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, '    ${keyColumn} VARCHAR,', '    ${keyColumn} ${primaryKey},') WHERE name = '${name}';
      INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
        VALUES ('index', '${indexOf(name)}', '${name}', ${String(rootPage)}, NULL)`),
  );
}

/** The index SQLite makes for a primary key that is not the rowid. */
export function indexOf(name: TableName): string {
  return `sqlite_autoindex_${name}_1`;
}
