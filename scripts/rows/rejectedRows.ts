import { existsSync } from "node:fs";
import { z } from "zod";
import { readLines } from "../run/files.js";
import { parseJson } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";

const vRejectedRow = z.object({
  table: z.string(),
  /** null: it has none. */
  key: z.string().nullable(),
  /** Everything that is wrong with it. */
  reasons: z.array(z.object({ column: z.string(), code: z.string(), message: z.string() }).readonly()).readonly(),
  /** By column; text where the row could not be read. */
  row: z.unknown(),
  /** Of the row as the source has it; absent where it could not be read. */
  hash: z.string().optional(),
});
/** A line of `rejected/<table>.jsonl`. */
export type RejectedRow = Readonly<z.infer<typeof vRejectedRow>>;

/** The rejected rows of these tables, in the order they were read. */
export async function* readRejected(run: RunDirectory, tables: Iterable<string>): AsyncGenerator<RejectedRow> {
  for (const table of tables) {
    const file = run.rejected(table);
    if (!existsSync(file)) continue;
    let number = 0;
    for await (const line of readLines(file)) {
      number += 1;
      if (line === "") continue;
      const next = "Correct the line: one JSON object with key, reasons, row and hash. Or export again.";
      yield parseJson(line, vRejectedRow, `${file}:${number}`, next);
    }
  }
}

/** Rows rejected for the same first reason; a row is counted once. */
export interface RejectGroup {
  readonly table: string;
  readonly code: string;
  readonly column: string;
  readonly count: number;
  /** Of these so many are waived. */
  readonly waived: number;
  readonly first: readonly RejectedRow[];
}

/** Counts them by table, code and column; holds no more than `limit` of each. */
export async function groupRejected(
  rows: AsyncIterable<RejectedRow>,
  isWaived: (row: RejectedRow) => boolean,
  limit: number,
): Promise<RejectGroup[]> {
  const groups = new Map<string, RejectGroup>();
  for await (const row of rows) {
    const { table, reasons } = row;
    const { code, column } = reasons[0] ?? { code: "unknown", column: "*" };
    const name = JSON.stringify([table, code, column]);
    const known = groups.get(name) ?? { table, code, column, count: 0, waived: 0, first: [] };
    const first = known.first.length < limit ? [...known.first, row] : known.first;
    groups.set(name, { ...known, count: known.count + 1, waived: known.waived + (isWaived(row) ? 1 : 0), first });
  }
  return [...groups.values()];
}
