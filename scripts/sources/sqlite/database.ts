import type { BindValues, Database, SQLiteValue, Statement } from "node-sqlite3-wasm";
import { statSync } from "node:fs";
import { copyFile, mkdtemp, open, realpath, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CutoverError } from "../../errors.js";

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

const magic = "SQLite format 3\0";
const headerBytes = 100;

/** Whether the file starts as every SQLite database does, whatever it is called. */
export async function isSqliteFile(path: string): Promise<boolean> {
  const header = await readStart(path, magic.length).catch(() => Buffer.alloc(0));
  return header.toString("latin1") === magic;
}

async function readStart(path: string, length: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * A database file seen through a private folder. The library marks locks and opens `-wal` beside the path it is given: given a
 * link in the folder it does both there, and nothing appears beside the original. A `-wal` file is copied into the folder, so
 * what it holds is read and nothing can be written back: the original itself is opened read-only.
 */
export class SqliteFile {
  private constructor(
    readonly original: string,
    readonly folder: string,
    readonly stamp: string,
  ) {}

  static async open(path: string): Promise<SqliteFile> {
    const original = await checkHeader(path);
    const folder = await mkdtemp(join(tmpdir(), "cutover-sqlite-"));
    try {
      const file = new SqliteFile(original, folder, getStamp(original));
      await checkJournal(original);
      if ((await getSize(`${original}-wal`)) > 0) await copyFile(`${original}-wal`, `${file.path}-wal`);
      await symlink(original, file.path);
      file.checkUnchanged();
      return file;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What the library opens. */
  get path(): string {
    return join(this.folder, "database");
  }

  get name(): string {
    return basename(this.original);
  }

  /**
   * The library knows no lock that other programs respect: that nobody wrote is seen by the file's size and time. A writer in
   * WAL mode changes the file only at a checkpoint, so reading goes on beside it until then.
   */
  checkUnchanged() {
    if (getStamp(this.original) === this.stamp) return;
    throw new CutoverError("source", {
      what: "The database was changed while it was read",
      where: this.original,
      next: `Stop the app, or read a copy: ${renderCopyCommand(this.original)}`,
    });
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

export function renderCopyCommand(path: string): string {
  return `sqlite3 '${path}' ".backup copy.db"`;
}

function getStamp(path: string): string {
  const found = statSync(path, { bigint: true });
  return `${String(found.ino)} ${String(found.size)} ${String(found.mtimeNs)}`;
}

async function getSize(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

/** The real path of a file that is a SQLite database this library can read. */
async function checkHeader(path: string): Promise<string> {
  const header = await readStart(path, headerBytes).catch((error: unknown) => {
    throw describeUnreadable(path, error);
  });
  if (header.length === 0) throw refuse(path, "The file is empty: there is no database in it", "Check the path");
  if (header.toString("latin1", 0, magic.length) !== magic) {
    const next =
      "Check the path; an encrypted one must be decrypted to a copy first, with the program and key that made it";
    throw refuse(path, "The file is not a SQLite database, or it is encrypted", next);
  }
  const encoding = header.length < headerBytes ? 0 : header.readUInt32BE(56);
  if (encoding === 2 || encoding === 3) {
    const next = `Make a copy in UTF-8: sqlite3 '${path}' .dump | sqlite3 copy.db`;
    throw refuse(path, "The database stores its text as UTF-16, which the SQLite build used here cannot read", next);
  }
  return realpath(path);
}

function describeUnreadable(path: string, error: unknown): CutoverError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reasons = new Map<unknown, string>([
    ["ENOENT", "There is no such file"],
    ["EISDIR", "This is a folder, not a SQLite database"],
    ["EACCES", "The file may not be read by this user"],
  ]);
  return refuse(path, reasons.get(code) ?? `The file cannot be read: ${String(code)}`, "Check the path", error);
}

/** A journal with a header belongs to a transaction that is being written, or was when the app died: the file is half new. */
async function checkJournal(path: string) {
  const start = await readStart(`${path}-journal`, 8).catch(() => Buffer.alloc(0));
  if (start.toString("hex") !== "d9d505f920a163d7") return;
  const next = `Stop the app and wait, or copy both files and let SQLite finish it in the copy: sqlite3 copy.db "PRAGMA integrity_check"`;
  throw refuse(
    path,
    `The database is locked by an unfinished transaction: ${basename(path)}-journal lies beside it`,
    next,
  );
}

function refuse(where: string, what: string, next: string, cause?: unknown): CutoverError {
  return new CutoverError("source", { what, where, next }, { cause });
}
