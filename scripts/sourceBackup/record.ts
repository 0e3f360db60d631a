import { stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { digestFile } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";

const vFile = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });

const vSourceBackup = z.object({
  /** Epoch milliseconds: when it was begun. What the source was told later is not in it. */
  at: z.number(),
  /** The source, as `nameSource` names it. */
  source: z.string(),
  /** What made it: `pg_dump (PostgreSQL) 17.2`. */
  madeBy: z.string(),
  /** What was found in it when it was read to its end: `14 tables`. */
  holds: z.string(),
  /** Beside this record. */
  folder: z.string(),
  files: z.array(vFile.readonly()).readonly(),
});
/** `.cutover/source-backup/source-backup.json`: the latest backup of the source. */
export type SourceBackup = Readonly<z.infer<typeof vSourceBackup>>;

const format: JsonFormat<SourceBackup> = { version: 1, content: vSourceBackup, next: "cutover backup-source" };

/** Where the backups of the source are, beside the runs. */
export function sourceBackupFolder(dir: string): string {
  return path.join(dir, "source-backup");
}

function recordFile(dir: string): string {
  return path.join(sourceBackupFolder(dir), "source-backup.json");
}

export async function readSourceBackup(dir: string): Promise<SourceBackup | null> {
  return await readJsonFile(recordFile(dir), format);
}

export async function writeSourceBackup(dir: string, backup: SourceBackup): Promise<void> {
  await writeJsonFile(recordFile(dir), format, backup);
}

/** What a way of backing up has written, and read again to its end. */
export interface Written {
  readonly madeBy: string;
  readonly holds: string;
}

export interface BackupCall {
  /** As it was typed: may hold a password. */
  readonly locator: string;
  /** An empty folder to write into. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** What has become of its files; null: all are there, as they were. `byBytes`: every byte is read, else only sizes are compared. */
export async function findSourceBackupFault(
  dir: string,
  { folder, files }: SourceBackup,
  { byBytes = false } = {},
): Promise<string | null> {
  for (const { name, bytes, sha256 } of files) {
    const file = path.join(sourceBackupFolder(dir), folder, name);
    const size = (await stat(file).catch(() => null))?.size;
    if (size === undefined) return `${file} is gone`;
    if (size !== bytes || (byBytes && (await digestFile(file)).sha256 !== sha256))
      return `${file} is not what was written`;
  }
  return null;
}

/** `12 MB in 3 files`. */
export function describeSize(files: SourceBackup["files"]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const size = bytes < 2 ** 20 ? `${Math.ceil(bytes / 2 ** 10)} kB` : `${Math.round(bytes / 2 ** 20)} MB`;
  return `${size} in ${files.length} file${files.length === 1 ? "" : "s"}`;
}
