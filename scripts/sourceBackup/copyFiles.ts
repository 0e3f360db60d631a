import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { CutoverError } from "../errors.js";
import { digestFile } from "../run/files.js";
import { splitPrefix } from "../sources/files/files.js";
import type { Locator } from "../sources/open.js";
import { sourceBackupFailures } from "./failures.js";
import type { BackupCall, Written } from "./record.js";

/** The files as they are; numbered where two of them, from two folders, have one name. */
export async function copyFiles(
  { folder, signal }: BackupCall,
  files: Extract<Locator, { kind: "files" | "dump" }>,
): Promise<Written> {
  const paths = listFiles(files);
  const names = paths.map((original) => path.basename(original));
  const isNumbered = new Set(names).size < names.length;
  for (const [index, original] of paths.entries()) {
    signal.throwIfAborted();
    await copyOne(original, path.join(folder, isNumbered ? `${index + 1}-${names[index]!}` : names[index]!));
  }
  return {
    madeBy: "copied",
    holds: `${paths.length} file${paths.length === 1 ? "" : "s"} as they are`,
  };
}

function listFiles(files: Extract<Locator, { kind: "files" | "dump" }>): string[] {
  if (files.kind === "files") return [...new Set(files.paths.map((named) => splitPrefix(named).path))];
  const { data, schema } = files.dump;
  return [...new Set([...(schema === undefined ? [] : [schema]), ...(typeof data === "string" ? [data] : data)])];
}

/** Read again: a file that somebody writes meanwhile would be half of each. */
async function copyOne(original: string, copy: string): Promise<void> {
  await copyFile(original, copy, constants.COPYFILE_FICLONE).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "EISDIR") throw error;
    throw new CutoverError(sourceBackupFailures.failed, {
      what: error.code === "ENOENT" ? "The file is not there" : "A folder is no dump file",
      where: original,
      next: "cutover backup-source --source <files, a folder of data files, or a dump>",
    });
  });
  if ((await digestFile(original)).sha256 === (await digestFile(copy)).sha256) return;
  throw new CutoverError(sourceBackupFailures.failed, {
    what: "The file changed while it was copied",
    where: original,
    next: "Wait until nothing writes it, then: cutover backup-source",
  });
}
