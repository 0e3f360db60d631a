import { expect, test } from "vitest";
import { definePlan, id, list, ref, table } from "../../convex/client/index.js";
import { canonicalFields, type Document, exportedRefKey } from "../../convex/shared/document/document.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import type { ComponentRecords } from "../../scripts/comparison/componentRecords.js";
import { MigratedRows } from "../../scripts/comparison/migratedRows.js";

const plan = definePlan({
  people: table("public.people", { id: id() }),
  teams: table("public.teams", { id: id(), member_ids: list(ref("people")).nullable() }),
});
const teams = getTable(plan, "teams");
const keyOfId: ReadonlyMap<string, string> = new Map([
  ["p1", "1"],
  ["p2", "2"],
  ["p3", "3"],
]);
const references = {
  carries: (_ref: unknown, of: string, key: string) => (keyOfId.has(of) ? keyOfId.get(of) === key : null),
};
const records = {
  isUnresolved: (_table: string, _row: string, field: string, key?: string) => field === "memberIds" && key === "gone",
  isAlias: (_table: string, _field: string, key: string, of: string) => key === "alias" && of === "p3",
  matches: new Map(),
  ownValues: new Map(),
} as unknown as ComponentRecords;

function read(legacyMemberIds: string[], memberIds: string[] | undefined) {
  const row = { legacyId: "t", legacyMemberIds };
  const document = { ...row, _id: "t", ...(memberIds === undefined ? {} : { memberIds }) } as Document;
  const [found] = new MigratedRows(plan, references, records).read(teams, document);
  const isEqual = JSON.stringify(found!.fields) === JSON.stringify(canonicalFields(teams, row, exportedRefKey(row)));
  return { isEqual, fault: found!.references.get("memberIds") };
}

test.each([
  ["as resolve wrote it", ["1", "2", "1"], ["p1", "p2", "p1"]],
  ["without the item that is an issue", ["1", "gone", "2"], ["p1", "p2"]],
  ["of nothing but issues", ["gone"], []],
  ["with a key of a merged row", ["1", "alias"], ["p1", "p3"]],
  ["empty", [], []],
])("a list %s is no difference", (_name, keys, ids) => {
  expect(read(keys, ids)).toStrictEqual({ isEqual: true, fault: undefined });
});

test.each([
  ["in another order", ["1", "2"], ["p2", "p1"], "reference"],
  ["with one in another's place", ["1", "2"], ["p1", "p3"], "reference"],
  ["with one too many", ["1"], ["p1", "p2"], "reference"],
  ["with a document that is gone", ["1", "2"], ["p1", "nobody"], "dangling"],
  ["with one that resolve forgot", ["1", "2"], ["p1"], "unresolved"],
  ["that was never resolved", ["1"], undefined, "unresolved"],
])("a list %s is one, and named", (_name, keys, ids, fault) => {
  expect(read(keys, ids)).toStrictEqual({ isEqual: false, fault });
});
