import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import {
  type BrokenRow,
  booleansOf,
  checkColumns,
  findTable,
  type Row,
  type Source,
  type SourceTable,
  type TableStream,
} from "../source.js";
import { type CatalogTable, readCatalog } from "./catalog.js";
import { describeSqliteError, SqliteDatabase } from "./database.js";
import { SqliteScan } from "./scan.js";

/** How many lines of `PRAGMA integrity_check` are reported. */
const maxFindings = 100;

/**
 * Opens a SQLite file without writing to it or beside it. Fields are printed by storage class, not by column type: integers
 * with all digits, reals in their shortest form, text unchanged (including NUL), BLOBs as `\x…`.
 */
export async function openSqlite(path: string): Promise<Source> {
  const database = await SqliteDatabase.open(path);
  try {
    return new SqliteSource(database, readCatalog(database));
  } catch (error) {
    await database.close();
    throw error;
  }
}

const walMissing =
  "The database is in WAL mode, but no -wal file lies beside it: if the app was running when it was copied, its newest rows are missing. Copy it with sqlite3 app.db '.backup copy.db', or copy the -wal file as well";

class SqliteSource implements Source {
  readonly description: string;
  readonly parallel = 1;

  constructor(
    readonly database: SqliteDatabase,
    readonly catalog: readonly CatalogTable[],
  ) {
    this.description = database.file.name;
  }

  async tables(): Promise<readonly SourceTable[]> {
    return this.catalog.map(({ rowid: _rowid, isVirtual: _isVirtual, ...table }) => table);
  }

  async read(wanted: string, columns: readonly string[]): Promise<TableStream> {
    const table = findTable(this.catalog, wanted, this.description);
    checkColumns(table.name, table.columns, columns);
    const unique = [...new Set(columns)];
    return { columns: unique, booleans: booleansOf(table.columns), pages: this.#getPages(table, unique) };
  }

  readonly query = async (sql: string): Promise<string | null> => {
    this.#checkOpen();
    const [row] = [...this.database.iterate(`SELECT CAST((${sql}) AS TEXT)`)];
    return (row?.[0] ?? null) as string | null;
  };

  async *#getPages(table: CatalogTable, columns: readonly string[]): AsyncGenerator<(Row | BrokenRow)[]> {
    this.#checkOpen();
    try {
      yield* new SqliteScan(this.database, table, columns).pages();
    } catch (error) {
      throw describeSqliteError(error, `${table.name} in ${this.description}`);
    }
  }

  async findings(): Promise<readonly string[]> {
    this.#checkOpen();
    return [...(this.database.file.lacksWal ? [walMissing] : []), ...(await this.#checkIntegrity())];
  }

  async #checkIntegrity(): Promise<readonly string[]> {
    const sql = `PRAGMA integrity_check(${String(maxFindings)})`;
    try {
      const lines = [...this.database.iterate(sql)].flat().join("\n").split("\n");
      this.database.file.checkUnchanged();
      if (lines.length === 1 && lines[0] === "ok") return [];
      return lines.length < maxFindings ? lines : [...lines, `(the first ${String(maxFindings)}; there may be more)`];
    } catch (error) {
      if (error instanceof CutoverError) throw error;
      return [`integrity_check stopped: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  #checkOpen() {
    if (this.database.isOpen) return;
    throw new CutoverError(sourceFailures.incomplete, { what: "The source is closed", where: this.description });
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}
