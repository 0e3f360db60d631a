import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import {
  digestFile,
  makeFolder,
  namePartial,
  removeAbandonedPartials,
  syncFolder,
  withDiskFaults,
} from "../run/files.js";
import { nameRun } from "../run/runDirectory.js";
import { nameSource, readLocator } from "../sources/open.js";
import { copyFiles } from "./copyFiles.js";
import { copySqlite } from "./copySqlite.js";
import { dumpPostgres } from "./dumpPostgres.js";
import { type BackupCall, type SourceBackup, sourceBackupFolder, type Written, writeSourceBackup } from "./record.js";
import { writeNocodb } from "./writeNocodb.js";

/**
 * Backs up the source as its own tools do, reads what was written to its end, and records it. Each backup has a folder of its own;
 * the earlier ones stay. Killed, it leaves a `.partial` folder that the next one removes.
 */
export async function backUpSource(dir: string, locator: string, signal: AbortSignal): Promise<SourceBackup> {
  const root = sourceBackupFolder(dir);
  await makeFolder(root);
  await removeAbandonedPartials(root);
  const at = Date.now();
  const name = nameRun(new Date(at));
  const partial = namePartial(path.join(root, name));
  try {
    await mkdir(partial, { mode: 0o700 });
    const written = await withDiskFaults(partial, async () => await write({ locator, folder: partial, signal }));
    const files = await describeFiles(partial);
    await rename(partial, path.join(root, name));
    await syncFolder(root);
    const backup = { at, source: await nameSource(locator), ...written, folder: name, files };
    await writeSourceBackup(dir, backup);
    return backup;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function write(call: BackupCall): Promise<Written> {
  const locator = await readLocator(call.locator);
  switch (locator.kind) {
    case "postgres":
      return await dumpPostgres(call);
    case "nocodb":
      return await writeNocodb(call);
    case "sqlite":
      return await copySqlite(call, locator.file);
    case "files":
    case "dump":
      return await copyFiles(call, locator);
  }
}

/** On disk before the record says that they are. */
async function describeFiles(folder: string): Promise<SourceBackup["files"]> {
  const files: SourceBackup["files"][number][] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true, recursive: true })).toSorted(byPath)) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    await syncFile(file);
    const { sha256, size: bytes } = await digestFile(file);
    files.push({ name: path.relative(folder, file), bytes, sha256 });
  }
  await syncFolder(folder);
  return files;
}

function byPath(one: { parentPath: string; name: string }, other: { parentPath: string; name: string }): number {
  return path.join(one.parentPath, one.name) < path.join(other.parentPath, other.name) ? -1 : 1;
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
