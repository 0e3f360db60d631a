import { describeSqliteError, SqliteFile } from "./database.js";

/**
 * Writes a consistent copy of the database, compacted, to a file that is not there yet; gives what made it. Throws a CutoverError
 * where the database changes meanwhile.
 */
export async function copyDatabase(path: string, to: string): Promise<string> {
  const file = await SqliteFile.open(path);
  try {
    const { default: library } = await import("node-sqlite3-wasm");
    const connection = new library.Database(file.path, { readOnly: true });
    try {
      connection.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF");
      connection.run("VACUUM INTO ?", [to]);
      file.checkUnchanged();
      const { version } = connection.get("SELECT sqlite_version() AS version") as { version: string };
      return `SQLite ${version}`;
    } finally {
      connection.close();
    }
  } catch (error) {
    throw describeSqliteError(error, path);
  } finally {
    await file.close();
  }
}
