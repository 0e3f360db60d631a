import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dirt, secretMarkers } from "../../../examples/changemaker/generator/dirt.js";
import { expectedTables } from "../../../examples/changemaker/generator/expected.js";
import { type OpenChangemaker, openExample } from "../../../examples/changemaker/open.js";
import type { Report } from "../../../scripts/report/report.js";
import type { AppIssue } from "../../../scripts/deployment/answers.js";
import { type Finished } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { idsOf, isStranger, rowsOf, textOf } from "./base.js";
import { readLines, readRunFile, runExample } from "./run.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let example: OpenChangemaker;
let dir: string;
let stopped: Finished;
let finished: Finished;
let report: Report;

beforeAll(async () => {
  home = await temporaryDir();
  dir = path.join(home.dir, "runs");
  example = await openExample();
  stopped = await runWithoutToken(example, dir);
  finished = await runExample("rehearse", dir, example);
  report = JSON.parse(finished.stdout || "null") as Report;
});

afterAll(async () => {
  await example?.close();
  await home?.remove();
});

/** In the middle of the largest table the token is taken away. */
async function runWithoutToken({ server, ...rest }: OpenChangemaker, to: string): Promise<Finished> {
  const { trouble } = server;
  server.trouble = (request, number) => {
    const isLate = request.includes("m_representatives/records") && !/offset=\d{1,2}(?!\d)/.test(request);
    return isLate ? { kind: "status", status: 401 } : trouble(request, number);
  };
  const result = await runExample("rehearse", to, rest);
  server.trouble = trouble;
  return result;
}

test("a source that fails in the middle of a table ends the command with its own exit code, and nothing is loaded", () => {
  expect(stopped.code).toBe(4);
  expect(stopped.stderr).toContain("NocoDB refuses the token (401)");
  expect(stopped.stderr).not.toMatch(/^load /m);
});

test("the same command then moves everything", () => {
  expect(`${finished.code}\n${finished.code === 0 ? "" : finished.stderr}`).toBe("0\n");
  expect(finished.stderr).toContain("nothing outside was touched");
});

test("the plan moves the tables that are expected", () => {
  expect(report.tables.map(({ table }) => table).toSorted()).toEqual(Object.keys(expectedTables).toSorted());
});

test.each(Object.entries(expectedTables))("%s: every number adds up and is what the dirt says", (name, expected) => {
  const table = report.tables.find((each) => each.table === name)!;
  expect(table).toMatchObject({ ...expected, loaded: expected.written, verified: true });
  expect(table.rejectedByCode).toEqual(expected.rejectedByCode);
  expect(table.read).toBe(table.written + table.rejected + table.filtered + table.merged);
});

test("a table of more rows than ten pages is read completely, though the server gives less than is asked for", async () => {
  const pages = example.server.requests.filter((request) => request.includes("m_representatives/records?limit=1000"));
  expect(pages.length).toBeGreaterThan(10);
  const documents = await readLines(dir, "documents/representatives.jsonl");
  const fresh = rowsOf("representatives").slice(dirt.filtered.expiredRepresentatives);
  expect(documents.map(({ legacyId }) => legacyId)).toEqual(fresh.map((row) => textOf(row, "Id")));
});

test("what the server was too busy to answer was asked again", () => {
  const { requests } = example.server;
  expect(requests.filter((request, index) => request === requests[index - 1]).length).toBeGreaterThan(5);
});

const strangers = (table: string, column: string) =>
  rowsOf(table)
    .filter((row) => isStranger(row[column]))
    .map((row) => textOf(row, "Id"));

test.each([
  ["campaigns", "cleared", () => strangers("campaigns", "Created By User Email")],
  ["locations", "cleared", () => strangers("locations", "created_by_user")],
  ["cuts", "cleared", () => strangers("cuts", "created_by")],
  ["shifts", "open", () => strangers("shifts", "Created By")],
  ["shiftSignups", "cleared", () => strangers("shift_signups", "User Email")],
  ["responses", "cleared", () => responsesOfMissingUsers()],
] as const)("%s of people without an account are listed one by one, %s", async (table, state, keys) => {
  const issues = await readLines<AppIssue>(dir, "issues.jsonl");
  const found = issues.filter((issue) => issue.table === table && issue.state === state);
  expect(found.map(({ legacyKey }) => Number(legacyKey)).toSorted((a, b) => a - b)).toEqual(keys().map(Number));
});

function responsesOfMissingUsers(): string[] {
  return rowsOf("responses")
    .filter(({ "Submitted By User ID": user }) => user !== null && !idsOf("influence_users").has(user))
    .map((row) => textOf(row, "Id"));
}

test("no secret is in any report or message, nor the token, nor a hash", async () => {
  const files = ["manifest.json", "report.json", "journal.jsonl", "issues.jsonl"];
  const texts = await Promise.all(files.map(async (file) => await readRunFile(dir, file)));
  const written = [...texts, stopped.stderr, finished.stderr, finished.stdout].join("\n");
  for (const secret of [...secretMarkers, example.server.token, "$2a$", "$2b$"]) expect(written).not.toContain(secret);
});
