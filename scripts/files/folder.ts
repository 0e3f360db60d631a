import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { CutoverError } from "../errors.js";
import { guessContentType } from "./contentType.js";
import { storedFileFailures } from "./failures.js";
import type { FoundFile, Place } from "./place.js";

/** A folder as a place of files. What a link leads out of it to is not in it. */
export async function openFolder(folder: string): Promise<Place> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) {
    const next = "Name it in the plan as it is seen from the folder that holds package.json.";
    throw new CutoverError(storedFileFailures.placeUnusable, { what: "There is no such folder", where: folder, next });
  }
  return { find: async (key) => await findIn(root, key) };
}

async function findIn(root: string, key: string): Promise<FoundFile | null> {
  const file = await ownFile(root, key);
  if (file === null) return null;
  const { size, mtimeMs } = await stat(file);
  return {
    size,
    version: `${size}-${mtimeMs}`,
    contentType: guessContentType(key),
    open: async () => ({ path: file, close: async () => {} }),
  };
}

/** Null for what is not there, no file, or not in the folder. */
async function ownFile(root: string, key: string): Promise<string | null> {
  try {
    const file = await realpath(path.join(root, key));
    return file.startsWith(`${root}${path.sep}`) && (await stat(file)).isFile() ? file : null;
  } catch (error) {
    const absent = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "ERR_INVALID_ARG_VALUE"];
    if (absent.includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
