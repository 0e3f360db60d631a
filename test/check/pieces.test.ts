import { expect, test } from "vitest";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { table } from "../../convex/shared/plan/table.js";
import { DistinctCounter } from "../../scripts/check/columnValues.js";
import type { Finding, Level } from "../../scripts/check/finding.js";
import { exitOf, gradeOf } from "../../scripts/check/grade.js";
import { orderTables } from "../../scripts/check/orderTables.js";
import { mapInDependencyOrder } from "../../scripts/rows/convert/mapInDependencyOrder.js";

test.each([0, 1, 5, 300, 5_000, 200_000])("%i different texts are about as many", (count) => {
  const distinct = new DistinctCounter();
  for (let round = 0; round < 2; round++) for (let at = 0; at < count; at++) distinct.add(`value ${at}`);
  expect(Math.abs(distinct.estimate() - count)).toBeLessThanOrEqual(count * 0.05);
});

function found(level: Level, code: string, isAllowed?: true): Finding {
  return { code, level, count: 1, examples: [], message: "m", remedy: "r", ...(isAllowed ? { isAllowed } : {}) };
}

const graded: readonly [name: string, findings: Finding[], grade: string, exit: number, strictExit: number][] = [
  ["nothing", [], "A", 0, 0],
  ["info", [found("info", "needs_zip")], "A", 0, 0],
  ["an allowed loss", [found("loss", "null", true)], "B", 0, 0],
  ["an allowed warning", [found("warning", "orphan", true)], "B", 0, 0],
  ["a warning", [found("warning", "missing_email")], "C", 0, 2],
  ["a warning that stops a stage", [found("warning", "missing_email"), found("warning", "orphan")], "D", 0, 2],
  ["a loss", [found("loss", "null"), found("warning", "orphan")], "E", 2, 2],
];

test.each(graded)("%s is graded", (_name, findings, grade, exit, strictExit) => {
  expect([gradeOf(findings).grade, exitOf({ findings }, false), exitOf({ findings }, true)]).toStrictEqual([
    grade,
    exit,
    strictExit,
  ]);
});

test.each(graded)(
  "%s: the grades were explained nowhere; each but A names what a better one needs",
  (_name, findings) => {
    const { grade, better, decisive } = gradeOf(findings);
    const codes = [...new Set(decisive.map(({ code }) => code))].join(", ");
    const wanted = grade === "A" ? /^null$/ : new RegExp(`^Grade .* \\(${codes}\\)$`);
    expect(String(better)).toMatch(wanted);
  },
);

test("targets are read first, except where that would be a circle; rejecting ones always", async () => {
  const plan = definePlan({
    a: table("a", { id: id(), b_id: ref("b"), a_id: ref("a") }),
    b: table("b", { id: id(), c_id: ref("c") }),
    c: table("c", { id: id(), a_id: ref("a", { missing: "reject" }) }),
  });
  const parentsOf = orderTables(plan, ["a", "b", "c"]);
  const order: string[] = [];
  const results = await mapInDependencyOrder(
    [...plan.tables.values()],
    2,
    ({ name }) => parentsOf(name),
    async ({ name }) => {
      order.push(name);
      await Promise.resolve();
      return name;
    },
  );
  expect(parentsOf("c")).toStrictEqual(["a"]);
  expect(order.indexOf("a")).toBeLessThan(order.indexOf("c"));
  expect(results).toStrictEqual(["a", "b", "c"]);
});
