import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RejectedRow } from "../../scripts/rows/rejectedRows.js";
import { addWaiver, readWaivers, type Waiver, WaivedRejects } from "../../scripts/stages/waivers.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

const waiver = (what: Partial<Waiver>): Waiver => ({
  of: "rejects",
  table: "ringers",
  key: null,
  code: "null",
  reason: "known",
  by: "ann",
  at: "2026-11-29T20:00:00Z",
  ...what,
});
const row = (table: string, key: string, ...codes: string[]) =>
  ({
    table,
    key,
    reasons: codes.map((code) => ({ column: "name", code, message: "" })),
    row: {},
  }) as unknown as RejectedRow;

test("a code that was waived for one row let other rows, and another table's, through later", () => {
  const waived = new WaivedRejects([waiver({ rows: 1 })]);
  const rows = [row("ringers", "55", "null"), row("ringers", "56", "null"), row("towers", "1", "null")];
  expect(rows.map((each) => waived.take(each))).toStrictEqual([true, false, false]);
});

test("a row is waived by its key, or when each of its reasons is", () => {
  const waived = new WaivedRejects([waiver({ rows: 2 }), waiver({ key: "9", code: null })]);
  expect(waived.take(row("ringers", "9", "orphan"))).toBe(true);
  expect(waived.take(row("ringers", "1", "null", "orphan"))).toBe(false);
  expect(waived.take(row("ringers", "1", "null", "null"))).toBe(true);
});

test("a waiver that was given with the folder of rehearsals was read by no rehearsal", async () => {
  const rehearsals = path.join(home.dir, "runs", "rehearsals");
  await addWaiver(rehearsals, waiver({ key: "55", code: null }));
  expect(await readWaivers(path.join(home.dir, "runs"))).toHaveLength(1);
  expect(await readWaivers(rehearsals)).toHaveLength(1);
});
