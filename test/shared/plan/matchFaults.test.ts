import { expect, test } from "vitest";
import { id } from "../../../convex/shared/plan/fields.js";
import { email, text, timestamp } from "../../../convex/shared/plan/valueFields.js";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { table, type TableOptions } from "../../../convex/shared/plan/table.js";

const faultsOf = (options: TableOptions) =>
  definePlan({
    people: table(
      "people",
      { id: id(), email: email(), old_email: email().optional(), name: text(), at: timestamp().asCreationTime() },
      options,
    ),
  }).faults;

test("a plan may say who wins, and by which former address people are known", () => {
  expect(faultsOf({ match: "email", formerly: "oldEmail", wins: { name: "legacy" } })).toEqual([]);
  expect(faultsOf({ match: ["email", "name"] })).toEqual([]);
});

test.each<[string, TableOptions, RegExp]>([
  ["wins of an unknown field", { match: "email", wins: { nick: "legacy" } }, /name the field "nick"/],
  ["wins without match", { wins: { name: "legacy" } }, /the table has no match/],
  ["wins of what people are matched by", { match: "email", wins: { email: "legacy" } }, /wins names "email"/],
  ["wins of a part of it", { match: ["email", "name"], wins: { name: "legacy" } }, /wins names "name"/],
  ["wins of the creation time", { match: "email", wins: { _creationTime: "legacy" } }, /cannot change on an existing/],
  ["formerly an unknown field", { match: "email", formerly: "formerEmail" }, /name the field "formerEmail"/],
  ["formerly the same field", { match: "email", formerly: "email" }, /previous address/],
  ["formerly without match", { formerly: "oldEmail" }, /previous address/],
  ["formerly beside several fields", { match: ["email", "name"], formerly: "oldEmail" }, /previous address/],
  ["match by no field", { match: [] }, /names no field/],
  ["match by an unknown one of several", { match: ["email", "nick"] }, /name the field "nick"/],
])("a plan's fault: %s", (_name, options, message) => {
  expect(faultsOf(options).join()).toMatch(message);
});
