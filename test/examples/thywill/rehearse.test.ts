import { afterAll, beforeAll, expect, test } from "vitest";
import { outcome } from "../../../examples/thywill/generator/dirt.js";
import type { Report } from "../../../scripts/report/report.js";
import { type ExampleRun, runExample } from "./run.js";

let rehearsal: ExampleRun;
let report: Report;

beforeAll(async () => {
  rehearsal = await runExample("rehearse");
  report = JSON.parse(rehearsal.finished.stdout || "null") as Report;
});
afterAll(async () => await rehearsal.remove());

test("the whole move ends with exit code 0", () => {
  const { code, stderr } = rehearsal.finished;
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  expect(report.tables.map(({ table }) => table)).toEqual(Object.keys(outcome));
});

test.each(Object.entries(outcome))("%s: every number is what the dirt says, and all is verified", (name, counts) => {
  const table = report.tables.find((each) => each.table === name);
  const { read, filtered, merged, written, rejected, cleared } = counts;
  expect(table).toMatchObject({
    read,
    filtered,
    merged,
    written,
    rejected: Object.values<number>(rejected).reduce((sum, count) => sum + count, 0),
    rejectedByCode: rejected,
    loaded: written,
    existing: 0,
    matched: 0,
    issues: { open: 0, cleared, waived: 0 },
    issuesByCode: cleared === 0 ? {} : { "missing_target cleared": cleared },
    verified: true,
  });
});

test("the archives became files: each is listed, and those that are gone are counted", () => {
  const archives = report.tables.find(({ table }) => table === "archives")!;
  const gone = outcome.archives.written - archives.files!.stored;
  expect(archives.files).toMatchObject({
    listed: outcome.archives.written,
    same: 0,
    changed: 0,
    missing: gone,
    failed: 0,
  });
  const isGone = rehearsal.documents("archives").filter((archive) => archive["isGone"] === true);
  expect(gone).toBe(isGone.length);
});
