import { expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id } from "../../../convex/shared/plan/fields.js";
import type { PlanOptions } from "../../../convex/shared/plan/options.js";
import { table, type TableOptions, union } from "../../../convex/shared/plan/table.js";
import { text } from "../../../convex/shared/plan/valueFields.js";

/** As a plan that nobody compiles may have it. */
const faultsOf = (own: object, options: object = {}) => {
  const cases = table("cases", { id: id(), name: text() }, own as TableOptions);
  return definePlan({ cases }, options as PlanOptions).faults;
};

test.each<[string, object, object, string]>([
  [
    "an allowance",
    { allow: { reject: 28 } },
    {},
    'cases.allow: there is no option "reject". One of: rejected, issues, files.',
  ],
  ["an option of a table", { matches: "email" }, {}, 'cases: there is no option "matches". One of: match, formerly,'],
  ["a rule of its rows", { rejectIf: {} }, {}, 'cases: there is no option "rejectIf"'],
  ["a part of merge", { merge: { by: ["name"], fills: true } }, {}, 'cases.merge: there is no option "fills"'],
  ["an option of the plan", {}, { omitted: {} }, 'definePlan: there is no option "omitted". One of: shape, omit,'],
  ["an option of the window", {}, { window: { leaveFreezed: false } }, 'window: there is no option "leaveFreezed"'],
  [
    "a task's time",
    {},
    { tasks: { tidy: { afer: "24h", after: "1h", run: "x:y" } } },
    'tasks.tidy: there is no option "afer"',
  ],
  [
    "a hook",
    {},
    { window: { hooks: { switch: "./x" } } },
    'window.hooks: there is no option "switch". One of: announce,',
  ],
])("%s that is misspelled was ignored", (_, own, options, said) => {
  expect(faultsOf(own, options)).toEqual([expect.stringContaining(said)]);
});

test("a task without its time was due at once", () => {
  const faults = faultsOf({}, { tasks: { tidy: { run: "x:y" } } });
  expect(faults).toEqual(['tasks.tidy: "after" is missing. Write { after: "24h", run: "tidyUp:run" }.']);
});

test("all at once, of the parts of a union, too; and every option that there is may be given", () => {
  const part = table("cases", { id: id(), name: text() }, { alow: {} } as TableOptions);
  const { faults } = definePlan({ cases: union([part], { uniq: [] } as TableOptions) }, { windows: {} } as PlanOptions);
  expect(faults.map((fault) => /"(\w+)"/.exec(fault)![1])).toEqual(["windows", "alow", "uniq"]);
  const all = { allow: { rejected: 1, issues: 2 }, unique: [["name"]], keepIdMap: true, filter: () => true };
  expect(faultsOf(all, { window: { rollbackWindow: "14d", lively: ["presence"] }, omit: { logs: "old" } })).toEqual([]);
});
