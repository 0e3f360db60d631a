import { cp, mkdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RejectedRow } from "../../scripts/rows/rejectedRows.js";
import type { Manifest, TableCounts } from "../../scripts/run/manifest.js";
import type { Report } from "../../scripts/report/report.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { source } from "../support/permTracker.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;

const file = (...names: string[]) => path.join(home.dir, "runs/latest", ...names);

async function cutover(...words: string[]) {
  const from = ["--source", source, "--dir", path.join(home.dir, "runs"), "--yes"];
  return await runCutover([...words, ...from], deployment.env);
}

async function succeed(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await cutover(...words);
  expect(`${words.join(" ")} ${code} ${code === 0 ? "" : stderr}`).toBe(`${words.join(" ")} 0 `);
  return stdout;
}

async function readRejected(): Promise<RejectedRow[]> {
  const lines = (await readFile(file("rejected/cases.jsonl"), "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as RejectedRow);
}

async function readCounts(): Promise<TableCounts> {
  const { tables } = JSON.parse(await readFile(file("manifest.json"), "utf8")) as Manifest;
  return tables.find(({ table }) => table === "cases")!;
}

/** Writes other values into the first rejected row with this code. Gives its key. */
async function correct(code: string, edit: (row: Record<string, unknown>) => object): Promise<string> {
  const rows = await readRejected();
  const at = rows.findIndex(({ reasons }) => reasons[0]!.code === code);
  const row = { ...rows[at]!, row: edit(rows[at]!.row as Record<string, unknown>) };
  await writeFile(
    file("rejected/cases.jsonl"),
    rows
      .with(at, row)
      .map((each) => `${JSON.stringify(each)}\n`)
      .join(""),
  );
  return row.key!;
}

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
  await succeed("export");
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

test("rejected rows are listed by code with counts, all reasons of each, and what to do", async () => {
  const text = await succeed("rejects", "list");
  expect(text).toMatch(/^cases +orphan +user_id +\d+ +0$/m);
  expect(text).toContain('or choose ref(…, { missing: "issue" })');
  // The plan allows them.
  expect(text).not.toMatch(/^ +in plan.ts, /m);
  const [row] = await readRejected();
  expect(await succeed("rejects", "show", row!.key!)).toContain(row!.reasons[0]!.message);
  expect((await cutover("rejects", "show", "no such key")).code).toBe(1);
  expect((await cutover("rejects", "replay")).stderr).toContain("No rejected row was corrected");
});

test("a corrected row passes every stage of the export, and the counts reconcile again", async () => {
  const before = await readCounts();
  const key = await correct("unknown_value", (row) => ({ ...row, case_status: "PWD" }));
  const other = await correct("orphan", (row) => ({ ...row, employer_name: "Still Of Nobody" }));
  const text = await succeed("rejects", "replay");
  expect(text).toContain("1 of 2 corrected rows are accepted.");
  const { read, written, rejected } = await readCounts();
  expect({ read, written, rejected }).toStrictEqual({
    read: before.read,
    written: before.written + 1,
    rejected: before.rejected - 1,
  });
  const rows = await readRejected();
  expect(rows.map((each) => each.key)).not.toContain(key);
  // What is still wrong has its reason beside the row as it was corrected.
  expect(rows.find((each) => each.key === other)!.row).toMatchObject({ employer_name: "Still Of Nobody" });
});

test("a column that the source does not have, or a number in place of a text, is refused by name", async () => {
  const untouched = await readFile(file("rejected/cases.jsonl"), "utf8");
  await correct("orphan", (row) => ({ ...row, employer_name: 7 }));
  const { code, stderr } = await cutover("rejects", "replay");
  expect(code).toBe(1);
  expect(stderr).toContain("is neither text nor null");
  await writeFile(file("rejected/cases.jsonl"), untouched);
  await correct("orphan", (row) => ({ ...row, no_such_column: "7" }));
  expect((await cutover("rejects", "replay")).stderr).toContain(
    "columns that the source does not give: no_such_column",
  );
  // The line as it was takes the correction back.
  await writeFile(file("rejected/cases.jsonl"), untouched);
  await succeed("rejects", "replay");
  expect(await readFile(file("rejected/cases.jsonl"), "utf8")).toBe(untouched);
});

test("a row corrected after the load comes to Convex, and is verified", async () => {
  for (const stage of ["load", "match", "resolve"]) await succeed(stage);
  const users = (await readFile(file("documents/users.jsonl"), "utf8")).split("\n");
  const { legacyId } = JSON.parse(users[0]!) as { legacyId: string };
  const key = await correct("orphan", (row) => ({ ...row, user_id: legacyId }));
  expect(await succeed("rejects", "replay")).toContain("1 of 1 corrected rows are accepted.");
  await succeed("verify");
  expect((await readRejected()).map((each) => each.key)).not.toContain(key);
});

test("a waiver needs a reason, no longer counts, and stands in the report with who and when", async () => {
  const [row] = await readRejected();
  expect((await cutover("rejects", "waive", row!.key!)).code).toBe(1);
  await succeed("rejects", "waive", row!.key!, "--reason", "a test account");
  const code = (await readRejected()).at(-1)!.reasons[0]!.code;
  expect(await succeed("rejects", "waive", code, "--reason", "known")).toMatch(
    /^Waived rejected rows with the code \w+: \d+ of cases, .*\(known\)\nIn later runs, too, but no more of them/,
  );
  expect(await succeed("rejects")).toMatch(/^cases +\w+ +\w+ +\d+ +[1-9]\d*$/m);
  await succeed("verify");
  const { waivers } = JSON.parse(await readFile(file("report.json"), "utf8")) as Report;
  expect(waivers).toMatchObject([
    { of: "rejects", key: row!.key, reason: "a test account", by: expect.any(String), at: expect.any(String) },
    { of: "rejects", table: "cases", key: null, code, rows: 2, reason: "known" },
    { of: "rejects", table: "userSettings", key: null, code, rows: 2, reason: "known" },
  ]);
});

test("a row corrected in a rehearsal was refused because there was no run; it is kept for the next one", async () => {
  const dir = path.join(home.dir, "rehearsed");
  const run = path.basename(await realpath(file()));
  await mkdir(path.join(dir, "rehearsals"), { recursive: true });
  await cp(await realpath(file()), path.join(dir, "rehearsals", run), { recursive: true });
  await symlink(run, path.join(dir, "rehearsals/latest"));
  const rejected = path.join(dir, "rehearsals", run, "rejected/cases.jsonl");
  const [first, ...rest] = (await readFile(rejected, "utf8")).split("\n");
  const row = JSON.parse(first!) as RejectedRow & { row: object };
  await writeFile(rejected, [JSON.stringify({ ...row, row: { ...row.row, notes: "corrected" } }), ...rest].join("\n"));
  const replay = ["rejects", "replay", "--dir", dir];
  const { code, stdout } = await runCutover(replay, {});
  expect({ code, stdout }).toStrictEqual({ code: 0, stdout: expect.stringContaining("1 corrected rows are kept") });
  expect(stdout).toContain("cutover rehearse");
  expect(await readFile(path.join(dir, "corrections/cases.jsonl"), "utf8")).toContain("corrected");
});
