import { expect, test } from "vitest";
import { findVerdict } from "../../../../scripts/cli/output/report/verdict.js";
import type { Report } from "../../../../scripts/report/report.js";
import { sampleReport, sampleTable } from "./sampleReport.js";

const { verification } = sampleReport();
const window = {
  startedAt: "",
  deployment: "",
  reason: "smoke failed",
  gates: [],
  waived: {},
  switched: false,
} as const;
const failedCheck = { at: "", results: [{ name: "open cases", ok: false, detail: "", seconds: 1 }] };

test.each<[string, Partial<Report>, string, string[]]>([
  ["everything is verified", {}, "verified", []],
  [
    "a table differs",
    { tables: [sampleTable("users", { verified: false })] },
    "failed",
    ["Verification found differences in users"],
  ],
  ["a table is not verified", { tables: [sampleTable("users", { verified: null })] }, "open", ["Not verified: users"]],
  [
    "a row is unaccounted for",
    { tables: [sampleTable("users", { written: 96 })] },
    "failed",
    ["Row counts do not reconcile: users"],
  ],
  [
    "something was loaded since",
    { verification: { ...verification!, since: ["load"] } },
    "open",
    ["Changed since the verification: load"],
  ],
  ["verification never ran", { verification: null }, "open", ["No verification was recorded"]],
  ["nothing is there", { tables: [], verification: null }, "open", ["Not verified: nothing is exported"]],
  ["a stage failed", { stages: { load: { state: "failed", seconds: null } } }, "failed", ["The stage load failed"]],
  ["a named check failed", { checks: failedCheck }, "failed", ["Named checks failed: open cases"]],
  [
    "it was rolled back",
    { window: { ...window, outcome: "rolledBack" } },
    "failed",
    ["The cutover was rolled back: smoke failed"],
  ],
])("%s", (_name, more, state, against) => {
  expect(findVerdict(sampleReport(more))).toMatchObject({ state, against });
});

test("a hundred names left no room for anything else on the page", () => {
  const tables = Array.from({ length: 100 }, (_, at) => sampleTable(`t${at}`, { verified: false }));
  const { against } = findVerdict(sampleReport({ tables }));
  expect(against).toStrictEqual(["Verification found differences in t0, t1, t2, t3, t4, t5, t6, t7 and 92 more"]);
});

test("what is verified all the same names rejected rows, open issues, losses and samples", () => {
  const loss = { table: "old", column: null, kind: "loss", reason: "not in the plan", rows: 12 } as const;
  const report = sampleReport({ tables: [sampleTable("users", { loaded: 20 })], unmigrated: [loss] });
  expect(findVerdict(report).remarks).toStrictEqual([
    "3 rows rejected: not in Convex",
    "1 open issue to decide",
    "1 table or column of the source lost: the plan does not name them",
    "Only a sample was loaded, in 1 table",
  ]);
});
