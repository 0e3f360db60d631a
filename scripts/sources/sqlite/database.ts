import type { BindValues, Database, SQLiteValue, Statement } from "node-sqlite3-wasm";
import { statSync } from "node:fs";
import { copyFile, mkdtemp, open, realpath, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";

/** One connection with one read transaction: every query sees the same snapshot. */
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

  /** Rows as lists of values. Throws the library's error unchanged; frees the statement however the loop ends. */
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
      // finalize repeats the error of the last step, which was already thrown.
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
  // Without shared memory, WAL mode needs an exclusive connection; its lock is in the private folder.
  connection.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; BEGIN");
  try {
    connection.all("SELECT count(*) FROM sqlite_schema");
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("malformed database schema"))) {
      connection.close();
      throw error;
    }
    // Then SQLite skips schema entries it cannot parse, and the other tables can be read; `findings` reports the damage.
    connection.exec("PRAGMA writable_schema = ON");
    connection.all("SELECT count(*) FROM sqlite_schema");
  }
  return connection;
}

/** Errors that concern one row or page: the rest of the file can still be read. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && /malformed|disk I\/O error|too big|out of memory/i.test(error.message);
}

export function describeSqliteError(error: unknown, path: string): CutoverError {
  if (error instanceof CutoverError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const next = isDamage(error)
    ? `Recover what can be read into a new file: sqlite3 '${path}' .recover | sqlite3 recovered.db`
    : `If another program is using it, read a copy: ${renderCopyCommand(path)}`;
  return new CutoverError(
    sourceFailures.sqlite,
    { what: `SQLite reports: ${message}`, where: path, next },
    { cause: error },
  );
}

const magic = "SQLite format 3\0";
const headerBytes = 100;

/** Whether the file starts with the SQLite signature, whatever its name. */
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
 * A database file that is opened through a link in a private folder. The library creates lock files and opens `-wal` beside the
 * path it is given, so nothing appears beside the original. A `-wal` file is copied into the folder: its changes are read, and
 * nothing is written back. The original is opened read-only.
 */
export class SqliteFile {
  private constructor(
    readonly original: string,
    readonly folder: string,
    readonly stamp: string,
    /** The header says WAL, but no `-wal` lies beside the file: what was written last may be in one that was not copied. */
    readonly lacksWal: boolean,
  ) {}

  static async open(path: string): Promise<SqliteFile> {
    const original = await checkHeader(path);
    const folder = await mkdtemp(join(tmpdir(), "cutover-sqlite-"));
    try {
      const hasWal = (await getSize(`${original}-wal`)) > 0;
      const usesWal = (await readStart(original, 20))[18] === 2;
      const isWalThere = hasWal || (await exists(`${original}-wal`));
      const file = new SqliteFile(original, folder, getStamp(original), usesWal && !isWalThere);
      await checkJournal(original);
      if (hasWal) await copyFile(`${original}-wal`, `${file.path}-wal`);
      await symlink(original, file.path);
      file.checkUnchanged();
      return file;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The path that the library opens. */
  get path(): string {
    return join(this.folder, "database");
  }

  get name(): string {
    return basename(this.original);
  }

  /**
   * The library has no lock that other programs respect, so writes are detected by the file's size and time. A writer in WAL
   * mode changes the file only at a checkpoint: reading continues until then.
   */
  checkUnchanged() {
    if (getStamp(this.original) === this.stamp) return;
    throw new CutoverError(sourceFailures.changedWhileRead, {
      what: "The database changed while it was read",
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
  const stats = statSync(path, { bigint: true });
  return `${String(stats.ino)} ${String(stats.size)} ${String(stats.mtimeNs)}`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function getSize(path: string): Promise<number> {
  return stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
}

/** The real path of the file. Throws if it is not a SQLite database that this library can read. */
async function checkHeader(path: string): Promise<string> {
  const header = await readStart(path, headerBytes).catch((error: unknown) => {
    throw describeUnreadable(path, error);
  });
  if (header.length === 0) throw unreadable(path, "The file is empty: it contains no database", "Check the path");
  if (header.toString("latin1", 0, magic.length) !== magic) {
    const next =
      "Check the path. Decrypt an encrypted database to a copy first, with the program and key that encrypted it";
    throw unreadable(path, "The file is not a SQLite database, or it is encrypted", next);
  }
  const encoding = header.length < headerBytes ? 0 : header.readUInt32BE(56);
  if (encoding === 2 || encoding === 3) {
    const next = `Make a copy in UTF-8: sqlite3 '${path}' .dump | sqlite3 copy.db`;
    throw unreadable(
      path,
      "The database stores its text as UTF-16, which the SQLite build used here cannot read",
      next,
    );
  }
  return realpath(path);
}

function describeUnreadable(path: string, error: unknown): CutoverError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reasons = new Map<unknown, string>([
    ["ENOENT", "The file does not exist"],
    ["EISDIR", "This is a folder, not a SQLite database"],
    ["EACCES", "This user may not read the file"],
  ]);
  return unreadable(path, reasons.get(code) ?? `The file cannot be read: ${String(code)}`, "Check the path", error);
}

/** A journal with a header belongs to a transaction that is being written, or was when the app crashed: the file is inconsistent. */
async function checkJournal(path: string) {
  const start = await readStart(`${path}-journal`, 8).catch(() => Buffer.alloc(0));
  if (start.toString("hex") !== "d9d505f920a163d7") return;
  const next = `Stop the app and wait, or copy both files and let SQLite complete the transaction in the copy: sqlite3 copy.db "PRAGMA integrity_check"`;
  throw unreadable(path, `The database is locked by an unfinished transaction: ${basename(path)}-journal exists`, next);
}

function unreadable(where: string, what: string, next: string, cause?: unknown): CutoverError {
  return new CutoverError(sourceFailures.sqlite, { what, where, next }, { cause });
}
