import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { readRejected, type RejectedRow } from "../rows/rejectedRows.js";
import { makeFolder, privateFile, readLines, withDiskFaults } from "../run/files.js";
import { parseJson } from "../run/jsonFile.js";
import { ownerOf, type RunDirectory } from "../run/runDirectory.js";

export const vWaiver = z.object({
  of: z.enum(["rejects", "issues"]),
  table: z.string(),
  /** null: every row with the code. */
  key: z.string().nullable(),
  /** null: whatever the reason. */
  code: z.string().nullable(),
  /** Of a code: how many rows of the table it covers, those that were looked at. More are open again. */
  rows: z.number().optional(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});
/** Somebody has decided to live without a rejected row, or with an issue. */
export type Waiver = Readonly<z.infer<typeof vWaiver>>;

function fileOf(dir: string): string {
  return path.join(ownerOf(dir), "waivers.jsonl");
}

/** Those of every run of the folder, in the order they were given. */
export async function readWaivers(dir: string): Promise<Waiver[]> {
  const file = fileOf(dir);
  const waivers: Waiver[] = [];
  if (!existsSync(file)) return waivers;
  let number = 0;
  for await (const line of readLines(file)) {
    number += 1;
    if (line !== "") waivers.push(parseJson(line, vWaiver, `${file}:${number}`, "Correct the line, or delete it."));
  }
  return waivers;
}

export async function addWaiver(dir: string, waiver: Waiver): Promise<void> {
  const file = fileOf(dir);
  await makeFolder(dir);
  const line = `${JSON.stringify(waiver)}\n`;
  await withDiskFaults(file, async () => await appendFile(file, line, { flush: true, mode: privateFile }));
}

/** Tells which rejected rows are waived, in the order of their files: of a code so many as there were when it was waived. */
export class WaivedRejects {
  private readonly own: readonly Waiver[];
  /** By table and code. */
  private readonly left = new Map<string, number>();

  constructor(waivers: readonly Waiver[]) {
    this.own = waivers.filter(({ of }) => of === "rejects");
    for (const { table, code, rows = Infinity } of this.own) {
      if (code === null) continue;
      const name = nameOf(table, code);
      this.left.set(name, Math.max(rows, this.left.get(name) ?? 0));
    }
  }

  get isEmpty(): boolean {
    return this.own.length === 0;
  }

  /** By its key, or when each of its reasons is. Ask once for each row. */
  take({ table, key, reasons }: RejectedRow): boolean {
    if (this.own.some((each) => each.table === table && each.key !== null && each.key === key)) return true;
    const names = [...new Set(reasons.map(({ code }) => nameOf(table, code)))];
    if (names.length === 0 || names.some((name) => (this.left.get(name) ?? 0) === 0)) return false;
    for (const name of names) this.left.set(name, this.left.get(name)! - 1);
    return true;
  }
}

function nameOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

/** How many rejected rows of a table somebody has decided to live without. */
export async function countWaivedRejects(dir: string, run: RunDirectory, table: string): Promise<number> {
  const waived = new WaivedRejects(await readWaivers(dir));
  if (waived.isEmpty) return 0;
  let count = 0;
  for await (const row of readRejected(run, [table])) count += waived.take(row) ? 1 : 0;
  return count;
}
