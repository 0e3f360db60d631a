import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dirt, outcomes, secretMarkers, targetCounts } from "../../../examples/changemaker-v2/generator/dirt.js";
import { openExample } from "../../../examples/changemaker-v2/open.js";
import type { Report } from "../../../scripts/report/report.js";
import type { OpenExample } from "../../../examples/support/example.js";
import { type Finished } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { ExportedRun, runExample } from "./support.js";

/** Twenty-two imports by the real command, on a machine that may be busy; in ms. */
const longRun = 900_000;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let example: OpenExample;
let finished: Finished;
let report: Report;

beforeAll(async () => {
  home = await temporaryDir();
  example = await openExample();
  const flags = ["--existing", example.existing!, "--rows", "all"];
  finished = await runExample("rehearse", example.source, path.join(home.dir, "runs"), { TZ: "Asia/Tokyo" }, flags);
  report = JSON.parse(finished.stdout || "null") as Report;
}, longRun);

afterAll(async () => {
  await example?.close();
  await home?.remove();
});

test("the whole move ends with exit code 0", () => {
  expect(`${finished.code}\n${finished.code === 0 ? "" : finished.stderr}`).toBe("0\n");
});

test("the report has the tables that dirt.ts has", () => {
  expect(report.tables.map(({ table }) => table).toSorted()).toEqual(Object.keys(outcomes).toSorted());
});

test.each(Object.entries(outcomes))("%s: every number adds up and is what the dirt says", (name, outcome) => {
  const { read, rejectedByCode = {}, merged = 0, filtered = 0, matched = 0, issuesByCode = {} } = outcome;
  const rejected = Object.values(rejectedByCode).reduce((sum, count) => sum + count, 0);
  const written = read - rejected - merged - filtered;
  const table = report.tables.find((each) => each.table === name);
  const expected = { read, written, rejected, rejectedByCode, merged, filtered, matched, issuesByCode };
  expect(table).toMatchObject({ ...expected, loaded: written, verified: true });
});

test("accounts that were there before keep their ids", () => {
  const existing =
    targetCounts.accountsOfMigratedUsers + targetCounts.accountsOfStrangers + dirt.flagged.accountsOfUnverifiedUser;
  const kept = report.tables
    .filter((table) => table.existing !== 0)
    .map(({ table, existing: count }) => [table, count]);
  expect(kept).toEqual([
    ["users", existing],
    ["authAccounts", existing],
  ]);
});

test("no token, no secret and no connection string is in anything the run wrote or said", async () => {
  const texts = [
    ...(await new ExportedRun(path.join(home.dir, "runs")).texts()).values(),
    finished.stdout,
    finished.stderr,
  ];
  expect(texts.length).toBeGreaterThan(Object.keys(outcomes).length);
  for (const marker of [...secretMarkers, "s3cret-never-printed"]) expect(texts.join("\n")).not.toContain(marker);
});
