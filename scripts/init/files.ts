import path from "node:path";
import { withDiskFaults } from "../run/files.js";
import { mkdir, writeFile } from "node:fs/promises";
import { CutoverError } from "../errors.js";
import { initFailures } from "./failures.js";
import { readIfThere } from "../project/code/proposal.js";
import { environmentLines } from "./renderModules.js";

/** Its lines are added to those that are there. */
export async function planEnvironment(file: string): Promise<PlannedFile> {
  const existing = (await readIfThere(file)) ?? "";
  if (/^CUTOVER_SOURCE=/m.test(existing)) return { path: file, content: existing };
  const gap = existing === "" || existing.endsWith("\n") ? "" : "\n";
  return { path: file, content: `${existing}${gap}${environmentLines}`, isAddition: true };
}

export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  /** The content is the existing lines plus new ones, so nothing is lost. */
  readonly isAddition?: boolean;
  /** Nobody edits it, so it may be replaced. */
  readonly isGenerated?: boolean;
}

export interface InitFile extends PlannedFile {
  /** `unchanged`: the file exists with exactly this content. */
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
  const inTheWay = compared.filter(({ state, isGenerated }) => state === "replaced" && isGenerated !== true);
  if (force || inTheWay.length === 0) return compared;
  throw new CutoverError(
    initFailures.fileInTheWay,
    inTheWay.map((file, at) => ({
      what: "This file already exists with other content",
      where: file.path,
      ...(at === inTheWay.length - 1 ? { next: "Move them away, or replace them all with --force." } : {}),
    })),
  );
}

export async function writeFiles(files: readonly InitFile[]): Promise<void> {
  for (const { path: file, content, state } of files) {
    if (state === "unchanged") continue;
    await withDiskFaults(file, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    });
  }
}
