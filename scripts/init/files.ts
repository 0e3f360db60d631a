import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { CutoverError } from "../errors.js";

export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  /** The content is what is there already and more lines, so nothing is lost. */
  readonly isAddition?: boolean;
}

export interface InitFile extends PlannedFile {
  /** `unchanged`: it is there with these very bytes. */
  readonly state: "new" | "replaced" | "unchanged" | "added to";
}

/** What writing would do to each file. Throws, all files in the way at once, unless `force` says to replace them. */
export async function compareFiles(files: readonly PlannedFile[], force: boolean): Promise<InitFile[]> {
  const compared = await Promise.all(
    files.map(async (file): Promise<InitFile> => {
      const before = await readIfThere(file.path);
      if (before === null) return { ...file, state: "new" };
      if (before === file.content) return { ...file, state: "unchanged" };
      return { ...file, state: file.isAddition === true ? "added to" : "replaced" };
    }),
  );
  const inTheWay = compared.filter(({ state }) => state === "replaced");
  if (force || inTheWay.length === 0) return compared;
  throw new CutoverError(
    "usage",
    inTheWay.map((file, at) => ({
      what: "This file is there already, and differs",
      where: file.path,
      ...(at === inTheWay.length - 1 ? { next: "Move them away, or replace them all with --force." } : {}),
    })),
  );
}

export async function writeFiles(files: readonly InitFile[]): Promise<void> {
  for (const { path: file, content, state } of files) {
    if (state === "unchanged") continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
