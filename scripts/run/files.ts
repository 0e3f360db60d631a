import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { CutoverError } from "../errors.js";

/** Writes the whole file or leaves the old one: a kill in between loses nothing and leaves no half. */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  await withDiskFaults(file, async () => {
    await mkdir(path.dirname(file), { recursive: true });
    const partial = `${file}.partial`;
    const handle = await open(partial, "w");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  });
}

/** Lines of a file, as a stream. */
export function readLines(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

const diskFaults: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full",
  EDQUOT: "The disk quota is used up",
  EROFS: "The file system is read-only",
  EACCES: "Writing is not permitted",
};

/** Turns a full or closed disk into a message that says what to do. */
export async function withDiskFaults<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const what = diskFaults[(error as NodeJS.ErrnoException).code ?? ""];
    if (what === undefined) throw error;
    throw new CutoverError(
      "usage",
      { what, where: file, next: "Make room (or name another folder with --dir), then type the same command again." },
      { cause: error },
    );
  }
}

export async function makeFolder(folder: string): Promise<void> {
  await withDiskFaults(folder, async () => await mkdir(folder, { recursive: true }));
}

export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
