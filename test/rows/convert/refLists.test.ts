import { describe, expect, test } from "vitest";
import { id, list, ref, table, text } from "../../../convex/client/index.js";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { type Fields } from "../../../convex/shared/plan/table.js";
import { getTable } from "../../../convex/shared/plan/plan.js";
import { compileRow, emptyConversionInputs } from "../../../scripts/rows/convert/convertRow.js";
import { findKeyFaults, TableKeys } from "../../../scripts/rows/keys/tableKeys.js";

const planOf = (key: Parameters<typeof id>[0], field: Fields[string], more: Fields = {}) =>
  definePlan({
    people: table("people", { id: id(key), code: text() }),
    teams: table("teams", { id: id(), member_ids: field, ...more }),
  });

function convert(plan: ReturnType<typeof planOf>, value: string | null, inputs = emptyConversionInputs()) {
  const teams = getTable(plan, "teams");
  const converted = compileRow(teams, teams.parts[0]!, { columns: ["id", "member_ids"] }, inputs)(["t", value]);
  return converted.kind === "document"
    ? converted.document["legacyMemberIds"]
    : converted.kind === "rejected"
      ? converted.reasons.map(({ code }) => code)
      : null;
}

const members = list(ref("people"));
const hyphens = (key: string) => key.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, "$1-$2-$3-$4-$5");
const uuids = ["550E8400-E29B-41D4-A716-446655440000", "550e8400e29b41d4a716446655440001"];

test.each([
  ["an array of numbers", "{9,7,9}", { form: "integer" } as const, ["9", "7", "9"]],
  ["JSON of numbers", "[9, 7, 9]", { form: "integer" } as const, ["9", "7", "9"]],
  ["JSON of texts", '["9","7"]', { form: "integer" } as const, ["9", "7"]],
  ["a number that no double holds", "[9007199254740993]", { form: "integer" } as const, ["9007199254740993"]],
  ["UUIDs in several forms", `{${uuids.join()}}`, { form: "uuid" } as const, uuids.map((each) => each.toLowerCase())],
  ["keys that get a prefix", "{a,b}", { prefix: "old:" }, ["old:a", "old:b"]],
  ["an empty list", "{}", {}, []],
  ["an empty JSON list", "[]", {}, []],
])("%s is a list of keys as the target has them", (_name, value, key, expected) => {
  expect(convert(planOf(key, members), value)).toEqual(expected.map(hyphens));
});

test.each([
  ["an item that is no key", "{7,x}", members, ["not_an_integer"]],
  ["an item that is NULL", "{7,NULL}", members, ["null_element"]],
  ["an item that is NULL and left out", "{7,NULL}", list(ref("people"), { nulls: "omit" }), ["7"]],
  ["a single key", "7", members, ["list"]],
  ["an object among them", '[{"id":7}]', members, ["json_value"]],
  ["a list of lists", "{{7},{9}}", members, ["nested_array"]],
  ["keys joined by hand", "7;9", list(ref("people"), { separator: ";" }), ["7", "9"]],
  ["NULL", null, members, ["null"]],
  ["NULL, with a default", null, list(ref("people")).or([]), []],
  ["NULL, optional", null, list(ref("people")).optional(), undefined],
  ["1,001 of them", `{${Array.from({ length: 1_001 }, (_, at) => at + 1).join()}}`, members, ["too_many_references"]],
])("%s", (_name, value, field, expected) => {
  expect(convert(planOf({ form: "integer" }, field), value)).toEqual(expected);
});

test("the lists of a document are limited together: one transaction looks all of them up", () => {
  const plan = planOf({ form: "integer" }, members, { others: list(ref("people")) });
  const teams = getTable(plan, "teams");
  const half = `{${Array.from({ length: 501 }, (_, at) => at + 1).join()}}`;
  const columns = ["id", "member_ids", "others"];
  const converted = compileRow(teams, teams.parts[0]!, { columns }, emptyConversionInputs())(["t", half, half]);
  expect(converted).toMatchObject({ kind: "rejected", reasons: [{ code: "too_many_references" }] });
});

test("the keys of rows that merge lead to the one that stays, in lists as well", () => {
  const plan = planOf({}, members);
  const inputs = emptyConversionInputs();
  inputs.aliases.add(getTable(plan, "people"), { legacyId: "2" }, { legacyId: "1" });
  expect(convert(plan, "{2,3,1}", inputs)).toEqual(["1", "3", "1"]);
  const stored = { legacyId: "t", legacyMemberIds: ["3", "2"] };
  expect(inputs.aliases.repoint(getTable(plan, "teams"), stored)).toEqual({ ...stored, legacyMemberIds: ["3", "1"] });
});

test("each item without a row is a reason of its own, where orphans reject", () => {
  const plan = planOf({}, list(ref("people", { missing: "reject" })));
  const keys = new TableKeys(plan);
  keys.get("people", "legacyId")!.add("1");
  const faults = findKeyFaults(getTable(plan, "teams"), keys, { legacyId: "t", legacyMemberIds: ["1", "2", "3"] });
  expect(faults.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'orphan people has no row "2" that is migrated.',
    'orphan people has no row "3" that is migrated.',
  ]);
});

describe("a plan that cannot be", () => {
  const pairs = table("pairs", { key: id().from("a", "b"), a: text(), b: text() });

  test("a list of keys of two columns", () => {
    const { faults } = definePlan({ pairs, teams: table("teams", { id: id(), pair_ids: list(ref("pairs")) }) });
    expect(faults).toEqual([
      'teams.pair_ids: is a list of keys, but the key it refers to has 2 columns (a, b). Name a single column that is unique: list(ref("pairs", { to: "…" })).',
    ]);
    const { faults: mended } = definePlan({
      pairs,
      teams: table("teams", { id: id(), pair_ids: list(ref("pairs", { to: "a" })) }),
    });
    expect(mended).toEqual([]);
  });

  test("a list of lists of keys", () => {
    expect(() => list(list(ref("people")) as never)).toThrow('or list(ref("users"))');
  });

  test("a key that is a list", () => {
    const teams = table("teams", { id: id(), codes: list(ref("pairs", { to: "a" })) });
    const { faults } = definePlan({
      pairs,
      teams,
      users: table("users", { id: id(), t: ref("teams", { to: "codes" }) }),
    });
    expect(faults).toEqual(["users.t: refers to teams by codes, which the plan does not map there."]);
  });
});
