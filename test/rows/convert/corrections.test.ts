import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan, id, integer, table, text } from "../../../convex/client/index.js";
import type { Plan } from "../../../convex/shared/plan/plan.js";
import { Corrections, hashOriginal } from "../../../scripts/rows/convert/corrections.js";
import { exportPlan } from "../exportPlan.js";

const plan = definePlan({
  people: table("people", { id: id(), name: text(), age: integer() }, { merge: { by: ["name"], keep: "legacyId" } }),
}) as unknown as Plan;
const validators = { people: { name: v.string(), age: v.number() } };
const rows = {
  people: {
    columns: ["id", "name", "age"],
    rows: [
      ["1", "Ann", "30"],
      ["2", "Ann", "thirty"],
      ["3", "Bob", "41"],
    ],
  },
};

function correct(row: Readonly<Record<string, string | null>>): Corrections {
  const corrections = new Corrections();
  corrections.add("people", { hash: hashOriginal({ id: "2", name: "Ann", age: "thirty" }), row });
  return corrections;
}

test("a corrected row that merges with another was told as rows that changed while they were read", async () => {
  const { people } = await exportPlan(plan, validators, rows, {}, correct({ id: "2", name: "Ann", age: "30" }));
  expect(people!.counts).toMatchObject({ read: 3, written: 2, rejected: 0, merged: 1 });
  expect(people!.merged).toMatchObject([{ key: "2", into: "1" }]);
});

test("one that is corrected to stand alone does, and one that is still wrong is rejected as it was corrected", async () => {
  const alone = await exportPlan(plan, validators, rows, {}, correct({ id: "2", name: "Ada", age: "30" }));
  expect(alone["people"]!.counts).toMatchObject({ written: 3, rejected: 0, merged: 0 });
  const wrong = await exportPlan(plan, validators, rows, {}, correct({ id: "2", name: "Ada", age: "old" }));
  expect(wrong["people"]!.rejected).toMatchObject([{ key: "2", row: { name: "Ada", age: "old" } }]);
});
