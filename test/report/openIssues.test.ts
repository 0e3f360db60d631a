import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleIssues } from "../../scripts/check/planChanges/settleGroups.js";
import { renderDifferences } from "../../scripts/cli/output/renderDifferences.js";
import { renderIssues } from "../../scripts/cli/output/renderIssues.js";
import type { AppIssue } from "../../scripts/deployment/answers.js";
import { groupOpenIssues, openKeptIssues } from "../../scripts/report/openIssues.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import type { Difference } from "../../scripts/comparison/difference.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
beforeAll(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date("2026-01-02T03:04:05.678Z"));
});
afterAll(async () => await home.remove());

const issue = (more: Partial<AppIssue>): AppIssue => ({
  stage: "resolve",
  table: "cases",
  legacyKey: "1",
  field: "userId",
  code: "missing_target",
  message: "no such row",
  state: "open",
  ...more,
});

const found: readonly AppIssue[] = [
  issue({ legacyKey: "1" }),
  issue({ legacyKey: "2" }),
  issue({ legacyKey: "3", state: "cleared" }),
  issue({ legacyKey: "4", state: "waived", reason: "known" }),
  issue({ legacyKey: "5" }),
  issue({ stage: "match", table: "users", legacyKey: "7", code: "several_old", message: "settle 7", field: undefined }),
];

async function write(issues: readonly AppIssue[]): Promise<void> {
  await writeFile(run.file("issues.jsonl"), issues.map((each) => `${JSON.stringify(each)}\n`).join(""));
}

test("only open issues count, by table, stage and kind, with the first keys", async () => {
  expect(openKeptIssues(run)).toBeNull();
  await write(found);
  const groups = await groupOpenIssues(openKeptIssues(run)!, { table: null, limit: 2 });
  expect(groups.map(({ table, stage, code, count, first }) => [table, stage, code, count, first.length])).toStrictEqual(
    [
      ["cases", "resolve", "missing_target", 3, 2],
      ["users", "match", "several_old", 1, 1],
    ],
  );
  expect(groups[0]!.field).toBe("userId");
  const settled = await settleIssues(
    "convex/plan.ts",
    groups,
    new Map([
      ["cases", 3],
      ["users", 9],
    ]),
  );
  expect(renderIssues(settled, { run: run.run, from: "issues.jsonl" })).toMatchInlineSnapshot(`
    "Open issues (run 20260102-030405-678, issues.jsonl):

    table    stage            kind   field  open
    ────────────────────────────────────────────
    cases  resolve  missing_target  userId     3
    users    match     several_old       *     1

    cases, missing_target in userId: Restore the target in the source, then: npx cutover catch-up. Or say in plan.ts what becomes of such references: ref(…, { missing: "clear" }) or "reject".
      in plan.ts, options of cases, which accepts 3 open issues:
        allow: { rejected: 6, issues: 3 },
      1: no such row
      2: no such row
      and 1 more: --limit 3
      To live with them: cutover issues waive missing_target --table cases --reason "why"

    users, several_old: Where such rows are one user, say so in plan.ts, for every run: merge: { by: ["email"], keep: "legacyId" }. Otherwise row by row: npx cutover match settle <key> --keep <id>, or --keep self for a separate user.
      in plan.ts, options of users, which makes one user of the rows:
        merge: { by: ["email"], keep: "legacyId" },
      or in plan.ts, options of users, which accepts 9 open issues:
        allow: { issues: 9 },
      7: settle 7
      To live with them: cutover issues waive several_old --table users --reason "why"

    After a change of plan.ts: cutover export, and load again; or cutover rehearse."
  `);
  const users = await groupOpenIssues(openKeptIssues(run)!, { table: "users", limit: 2 });
  expect(users.map(({ table }) => table)).toStrictEqual(["users"]);
});

async function* many() {
  for (let key = 0; key < 100_000; key++) yield issue({ legacyKey: String(key) });
}

test("no more rows are held than are shown, however many there are", async () => {
  const [group] = await groupOpenIssues(many(), { table: null, limit: 3 });
  expect([group!.count, group!.first.map(({ legacyKey }) => legacyKey)]).toStrictEqual([100_000, ["0", "1", "2"]]);
});

test("none is said as such, and a damaged line is named with its place", async () => {
  await write([issue({ state: "cleared" })]);
  const groups = await groupOpenIssues(openKeptIssues(run)!, { table: null, limit: 2 });
  expect(renderIssues(await settleIssues("convex/plan.ts", groups, new Map()), { run: "r", from: "prod" })).toBe(
    "No open issues (run r, prod).",
  );
  await writeFile(run.file("issues.jsonl"), `${JSON.stringify(found[0])}\n{"broken\n`);
  await expect(groupOpenIssues(openKeptIssues(run)!, { table: null, limit: 2 })).rejects.toThrow(
    `${path.join(run.file(), "issues.jsonl")}:2`,
  );
});

test("differences are counted by table and kind, then shown row by row up to the limit", () => {
  const differences: readonly Difference[] = [
    { table: "users", key: "1", kind: "missing", fields: [] },
    { table: "users", key: "2", kind: "extra", fields: [] },
    {
      table: "cases",
      key: "3",
      kind: "changed",
      fields: [{ name: "title", kind: "value", exported: '"a"', imported: null }],
    },
  ];
  const verified = { at: "2026-01-02T03:04:05.678Z", since: [] };
  expect(renderDifferences(differences, { run: "r", verified, reader: "export", limit: 1 })).toMatchInlineSnapshot(`
    "Differences (run r, verified at 2026-01-02T03:04:05.678Z, by an export):

    table  missing  extra  duplicate  changed
    ─────────────────────────────────────────
    users        1      1          0        0
    cases        0      0          0        1

    users:
      row "1" is not in Convex
      and 1 more: --limit 2

    cases:
      row "3" differs in title: exported "a", in Convex nothing"
  `);
  expect(renderDifferences([], { run: "r", verified, reader: "export", limit: 1 })).toMatch(
    /^No differences .* is in Convex/,
  );
});
