import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { isDiskFull, removeFile, writeFileAtomically } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";

/** Enough for the journal and the records of a way back; documents and backups are another matter. */
const spareBytes = 256 * 1024;

/** Holds some room on the disk while a window is open, so that a full disk does not keep the source frozen. */
export async function keepSpareDiskSpace(run: RunDirectory): Promise<void> {
  if (existsSync(fileOf(run))) return;
  try {
    // Random: a file system that compresses would keep no room for zeros.
    await writeFileAtomically(fileOf(run), randomBytes(spareBytes / 2).toString("hex"));
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}

export async function releaseSpareDiskSpace(run: RunDirectory): Promise<void> {
  await removeFile(fileOf(run));
}

function fileOf(run: RunDirectory): string {
  return run.file("reserve");
}
