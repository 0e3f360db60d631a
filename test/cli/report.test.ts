import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeJsonFile } from "../../scripts/run/jsonFile.js";
import { createRun, rehearsalsIn } from "../../scripts/run/runDirectory.js";
import { type Report, reportFormat } from "../../scripts/report/report.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { sampleReport, sampleTable } from "./output/report/sampleReport.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let cutover: string;
let rehearsal: string;

beforeAll(async () => {
  home = await temporaryDir();
  const more = { loaded: 98, written: 98, rejected: 2, rejectedByCode: { orphan: 2 } };
  const step = { step: "load", state: "finished", startedAt: null, plannedSeconds: null };
  rehearsal = await keepReport(rehearsalsIn(home.dir), { kind: "rehearsal", tables: [sampleTable("users")] });
  cutover = await keepReport(home.dir, {
    tables: [sampleTable("users", more), sampleTable("cases")],
    timeline: [{ ...step, seconds: 12 }],
  });
});

afterAll(async () => await home.remove());

async function keepReport(root: string, more: Partial<Report>): Promise<string> {
  const run = await createRun(root, new Date());
  await writeFile(run.file("journal.jsonl"), "");
  await writeJsonFile(run.report, reportFormat, sampleReport({ run: run.run, ...more }));
  return run.run;
}

const report = async (...words: string[]) => await runCutover(["report", "--dir", home.dir, ...words]);

test("a cutover beside its rehearsal: what differs, and what each step took", async () => {
  const { code, stdout, stderr } = await report("--compare", rehearsal);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  const lines = stdout.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));
  expect(lines).toEqual(
    expect.arrayContaining([
      "users | written | 98 | 97 | 1",
      "users | rejected | 2 | 3 | -1",
      "users | rejected: orphan | 2 | 3 | -1",
      "cases | read | 100 | –",
      "load | 12 s | 8.0 s",
      "step | this run | other run",
    ]),
  );
  expect(stdout).not.toContain("resolved");
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  const page = await readFile(path.join(home.dir, cutover, `compared-${rehearsal}.html`), "utf8");
  expect(page).toContain(`cutover ${cutover}: Verified`);
});

test("compared with itself nothing differs", async () => {
  const { stdout } = await report("--compare", cutover, "--json");
  expect(JSON.parse(stdout)).toMatchObject({ run: cutover, with: cutover, differences: [] });
});

test("a run that is not there is refused with those that are", async () => {
  const { code, stderr } = await report("--compare", "20200101-000000-000");
  expect(code).toBe(3);
  expect(stderr).toContain(`cutover report --compare <run>, one of: ${cutover}, ${rehearsal}`);
});

test("of a run that has nothing left but its report there is a page, too", async () => {
  const { code, stderr } = await report("--with-values");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toContain("report-with-values.html");
});
