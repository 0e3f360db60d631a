import type { BindValues, Database, SQLiteValue, Statement } from "node-sqlite3-wasm";
import { CutoverError } from "../../errors.js";
import { renderCopyCommand, SqliteFile } from "./file.js";

/** One connection with one read transaction: every query sees the same moment. */
export class SqliteDatabase {
  readonly #statements = new Set<Statement>();

  private constructor(
    readonly file: SqliteFile,
    readonly connection: Database,
  ) {}

  static async open(path: string): Promise<SqliteDatabase> {
    const file = await SqliteFile.open(path);
    try {
      const { default: library } = await import("node-sqlite3-wasm");
      const connection = new library.Database(file.path, { readOnly: true });
      return new SqliteDatabase(file, begin(connection));
    } catch (error) {
      await file.close();
      throw error instanceof CutoverError ? error : describeSqliteError(error, path);
    }
  }

  all<T extends Record<string, SQLiteValue>>(sql: string, values?: BindValues): T[] {
    try {
      return this.connection.all(sql, values) as unknown as T[];
    } catch (error) {
      throw describeSqliteError(error, this.file.original);
    }
  }

  /** Rows as lists of values. Throws the library's error as it is; the statement is freed however the loop ends. */
  *iterate(sql: string, values?: BindValues): Generator<SQLiteValue[], void> {
    this.file.checkUnchanged();
    const statement = this.connection.prepare(sql);
    this.#statements.add(statement);
    try {
      for (const record of statement.iterate(values)) yield Object.values(record) as SQLiteValue[];
    } finally {
      this.#finalize(statement);
    }
  }

  #finalize(statement: Statement) {
    this.#statements.delete(statement);
    try {
      if (!statement.isFinalized) statement.finalize();
    } catch {
      // It repeats the error of the last step, which has been thrown already.
    }
  }

  get isOpen(): boolean {
    return this.connection.isOpen;
  }

  async close(): Promise<void> {
    for (const statement of this.#statements) this.#finalize(statement);
    if (this.connection.isOpen) this.connection.close();
    await this.file.close();
  }
}

function begin(connection: Database): Database {
  // Without shared memory, WAL mode works for an exclusive connection only; the lock is one of the private folder.
  connection.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; BEGIN");
  try {
    connection.all("SELECT count(*) FROM sqlite_schema");
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("malformed database schema"))) {
      connection.close();
      throw error;
    }
    // With this, SQLite leaves out what it cannot understand and the other tables can be read; `findings` reports it.
    connection.exec("PRAGMA writable_schema = ON");
    connection.all("SELECT count(*) FROM sqlite_schema");
  }
  return connection;
}

/** Errors that concern the row or page at hand, not the file: what lies elsewhere can still be read. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && /malformed|disk I\/O error|too big|out of memory/i.test(error.message);
}

export function describeSqliteError(error: unknown, path: string): CutoverError {
  if (error instanceof CutoverError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const next = isDamage(error)
    ? `Recover what can be read into a new file: sqlite3 '${path}' .recover | sqlite3 recovered.db`
    : `If another program uses it, read a copy: ${renderCopyCommand(path)}`;
  return new CutoverError("source", { what: `SQLite says: ${message}`, where: path, next }, { cause: error });
}
