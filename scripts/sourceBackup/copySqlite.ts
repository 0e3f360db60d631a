import path from "node:path";
import { CutoverError } from "../errors.js";
import { copyDatabase } from "../sources/sqlite/copyDatabase.js";
import { openSqlite } from "../sources/sqlite/sqlite.js";
import { sourceBackupFailures } from "./failures.js";
import type { BackupCall, Written } from "./record.js";

/** One consistent copy, what is only in the log of the database (`-wal`) included. */
export async function copySqlite({ folder }: BackupCall, original: string): Promise<Written> {
  const file = path.join(folder, path.basename(original));
  const madeBy = await copyDatabase(original, file);
  const copy = await openSqlite(file);
  try {
    const findings = (await copy.findings?.()) ?? [];
    if (findings.length > 0)
      throw new CutoverError(sourceBackupFailures.failed, {
        what: `The copy is damaged, as the database may be: ${findings[0]}`,
        where: original,
        next: `sqlite3 '${original}' "PRAGMA integrity_check"`,
      });
    const tables = (await copy.tables()).filter(({ view }) => view !== true);
    return {
      madeBy,
      holds: `${tables.length} table${tables.length === 1 ? "" : "s"}, no damage found`,
    };
  } finally {
    await copy.close();
  }
}
