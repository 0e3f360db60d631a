import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { readRejected, type RejectedRow } from "../rows/rejectedRows.js";
import { makeFolder, privateFile, readLines, withDiskFaults } from "../run/files.js";
import { parseJson } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";

export const vWaiver = z.object({
  of: z.enum(["rejects", "issues"]),
  /** null: of every table. */
  table: z.string().nullable(),
  /** null: every row with the code. */
  key: z.string().nullable(),
  /** null: whatever the reason. */
  code: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});
/** Somebody has decided to live without a rejected row, or with an issue. */
export type Waiver = Readonly<z.infer<typeof vWaiver>>;

function fileOf(dir: string): string {
  return path.join(dir, "waivers.jsonl");
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

/** A row is waived by its key, or when each of its reasons is. */
export function isRejectWaived(waivers: readonly Waiver[], { table, key, reasons }: RejectedRow): boolean {
  const own = waivers.filter((each) => each.of === "rejects" && (each.table === null || each.table === table));
  if (own.some((each) => each.key !== null && each.key === key)) return true;
  return reasons.length > 0 && reasons.every(({ code }) => own.some((each) => each.key === null && each.code === code));
}

/** How many rejected rows of a table somebody has decided to live without. */
export async function countWaivedRejects(dir: string, run: RunDirectory, table: string): Promise<number> {
  const waivers = await readWaivers(dir);
  if (!waivers.some(({ of }) => of === "rejects")) return 0;
  let count = 0;
  for await (const row of readRejected(run, [table])) count += isRejectWaived(waivers, row) ? 1 : 0;
  return count;
}
