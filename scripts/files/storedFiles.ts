import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { type FileName, type FindFile } from "../../convex/shared/kinds/kind.js";
import { reject } from "../../convex/shared/kinds/kind.js";
import { removeFile, writeFileAtomically } from "../run/files.js";
import { type JsonFormat, parseJson, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";

export const vFileState = z.enum(["stored", "same", "changed", "missing", "failed"]);
/**
 * `stored`: by this run; `same`: it was stored before; `changed`: other contents than the ones that were stored before; `missing`: not in
 * its place; `failed`: it could not be read or stored.
 */
export type FileState = z.infer<typeof vFileState>;

const vListedFile = z.object({
  place: z.string(),
  key: z.string(),
  state: vFileState,
  /** The file of the app's storage; null where there is none. */
  storageId: z.string().nullable(),
  sha256: z.string().nullable(),
  size: z.number().nullable(),
  contentType: z.string().nullable(),
  /** The tables whose rows name it. */
  tables: z.array(z.string()).readonly(),
  /** Of one that is not stored: some of the rows that name it, as `table/legacyId`. */
  rows: z.array(z.string()).readonly().optional(),
  /** Why it failed. */
  reason: z.string().optional(),
});
/** A line of files.jsonl: a file that rows name, and what has become of it. */
export type ListedFile = Readonly<z.infer<typeof vListedFile>>;

export const vFileCounts = z.object({
  listed: z.number(),
  stored: z.number(),
  same: z.number(),
  changed: z.number(),
  missing: z.number(),
  failed: z.number(),
  /** Of those that are stored. */
  bytes: z.number(),
});
/** The files that a table's rows name. The counts reconcile when `listed` is the sum of the others but `bytes`. */
export type FileCounts = Readonly<z.infer<typeof vFileCounts>>;

const vFileTotals = z.object({ at: z.string(), tables: z.record(z.string(), vFileCounts.readonly()).readonly() });
/** files.json: what the last pass over the files came to, by table. */
export type FileTotals = Readonly<z.infer<typeof vFileTotals>>;

const totalsFormat: JsonFormat<FileTotals> = { version: 1, content: vFileTotals, next: "cutover files" };

/** null: no pass has finished. */
export async function readFileTotals(run: RunDirectory): Promise<FileTotals | null> {
  return await readJsonFile(run.file("files.json"), totalsFormat);
}

/** Keeps what a pass came to. */
export async function writeListedFiles(run: RunDirectory, files: readonly ListedFile[]): Promise<FileTotals> {
  const totals = { at: new Date().toISOString(), tables: countFiles(files) };
  await writeFileAtomically(listOf(run), files.map((file) => `${JSON.stringify(file)}\n`).join(""));
  await writeJsonFile(run.file("files.json"), totalsFormat, totals);
  return totals;
}

export async function removeListedFiles(run: RunDirectory): Promise<void> {
  await removeFile(run.file("files.json"));
  await removeFile(listOf(run));
}

export function readListedFiles(run: RunDirectory): ListedFile[] {
  const file = listOf(run);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line, index) => parseJson(line, vListedFile, `${file}:${index + 1}`, "cutover files"));
}

function listOf(run: RunDirectory): string {
  return run.file("files.jsonl");
}

function countFiles(files: readonly ListedFile[]): Record<string, FileCounts> {
  const counts: Record<string, FileCounts> = {};
  for (const { tables, state, size } of files) {
    for (const table of tables) {
      const before = counts[table] ?? { listed: 0, stored: 0, same: 0, changed: 0, missing: 0, failed: 0, bytes: 0 };
      const bytes = before.bytes + (isStored(state) ? (size ?? 0) : 0);
      counts[table] = { ...before, listed: before.listed + 1, [state]: before[state] + 1, bytes };
    }
  }
  return counts;
}

function isStored(state: FileState): boolean {
  return state !== "missing" && state !== "failed";
}

export function nameOf({ place, key }: FileName): string {
  return `${place}/${key}`;
}

/** What the rows of this run find for the files that they name: as the last pass has left it. */
export class StoredFiles {
  private files: ReadonlyMap<string, ListedFile> | null = null;

  /** `run`: whose files they are. A catch-up reads its rows into another folder. */
  constructor(readonly run: RunDirectory) {}

  readonly find: FindFile = (name) => {
    this.files ??= new Map(readListedFiles(this.run).map((file) => [nameOf(file), file]));
    const file = this.files.get(nameOf(name));
    if (file === undefined) return reject("file_not_stored", `${nameOf(name)} came after the files were stored`);
    if (file.state === "missing") return reject("file_missing", `${nameOf(name)} is not there`);
    return file.storageId ?? reject("file_not_stored", `${nameOf(name)} could not be stored: ${file.reason ?? ""}`);
  };

  /** After another pass. */
  forget(): void {
    this.files = null;
  }
}
