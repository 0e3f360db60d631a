import { expect, test } from "vitest";
import plan from "../../convex/plan.js";
import { readFile } from "node:fs/promises";
import { findExportFaults } from "../../convex/shared/plan/exports.js";
import { readExportNames } from "../../scripts/project/exportFaults.js";

const migrations = await readFile(new URL("../../convex/migrations.ts", import.meta.url), "utf8");

test("the example app exports what its plan needs, in 15 lines", () => {
  expect(findExportFaults(plan, readExportNames(migrations))).toEqual([]);
  expect(migrations.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
});

test.each([
  ["export const status = f();", ["status"]],
  ["export const { a, b } = f();", ["a", "b"]],
  ["export const {\n  a,\n  other: b, // a comment, c\n} = f();", ["a", "b"]],
  ["const hidden = f();\nconst { alsoHidden } = f();", []],
])("names exported by %j", (source, names) => {
  expect(readExportNames(source)).toEqual(names);
});

test("a missing table function comes with the line to add", () => {
  const names = readExportNames(migrations.replace("verifyCases, ", ""));
  expect(findExportFaults(plan, names)).toEqual([
    {
      kind: "missing",
      name: "verifyCases",
      fix:
        "verifyCases is not exported from migrations.ts. Add: " +
        'export const { resolveCases, verifyCases, removeLegacyFieldsCases } = cutover.table("cases");',
    },
  ]);
});

test("a missing function comes with the line to add", () => {
  const names = readExportNames(migrations.replace("performTask, ", ""));
  expect(findExportFaults(plan, names)).toMatchObject([
    { kind: "missing", name: "performTask", fix: expect.stringContaining("{ performTask } = cutover.functions();") },
  ]);
});

test("a function of a stage that has no work on the table is surplus; the app's own exports are not", () => {
  const names = [...readExportNames(migrations), "matchCases", "resolveUsers", "verifyEmail"];
  expect(findExportFaults(plan, names).map(({ kind, name }) => [kind, name])).toEqual([
    ["surplus", "resolveUsers"],
    ["surplus", "matchCases"],
  ]);
});
