import { expect, test } from "vitest";
import { definePlan, id, list, ref, table, text } from "../../convex/client/index.js";
import type { Document } from "../../convex/shared/document/document.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import type { ComponentRecords } from "../../scripts/comparison/componentRecords.js";
import { DocumentReader, exportedTexts } from "../../scripts/comparison/documentTexts.js";
import { hashKey, type References } from "../../scripts/comparison/references.js";
import { findDialect, openInverse } from "../../scripts/rollback/inverse/inverseTable.js";
import { invertChange, invertInsert, type NewRows } from "../../scripts/rollback/inverse/inverseRow.js";
import { decodeWrite, encodeWrite, type Write } from "../../scripts/rollback/write.js";
import type { SourceTable } from "../../scripts/sources/source.js";

const plan = definePlan({
  people: table("public.people", { id: id(), name: text() }),
  teams: table("public.teams", { id: id(), member_ids: list(ref("people")) }),
});
const teams = getTable(plan, "teams");

const row = { legacyId: "t", legacyMemberIds: ["1", "gone", "2", "1"] };
const [one, two, three] = ["p1", "p2", "p3"];
const keyOfId = new Map([
  [one, "1"],
  [two, "2"],
  [three, "3"],
]);
const references = {
  hashOf: (_ref: unknown, of: string) => (keyOfId.has(of) ? hashKey(keyOfId.get(of)!) : undefined),
  isKnown: (_ref: unknown, key: string) => [...keyOfId.values()].includes(key),
} as unknown as References;
const records = {
  resolved: new Set(["teams"]),
  isUnresolved: (_table: string, _row: string, field: string, key?: string) => field === "memberIds" && key === "gone",
  isAlias: () => false,
} as unknown as ComponentRecords;

const isAsBrought = (memberIds: string[] | undefined) => {
  const stored = { ...row, _id: "t", ...(memberIds === undefined ? {} : { memberIds }) } as Document;
  const found = new DocumentReader(references, records).migratedTexts(teams, stored, undefined);
  return JSON.stringify([...found]) === JSON.stringify([...exportedTexts(teams, row, undefined)]);
};

test.each([
  ["as resolve wrote it, without the item that had no document", [one, two, one], true],
  ["with a user who was deleted since", [one, "deleted", one], false],
  ["in another order", [two, one, one], false],
  ["with one taken out", [one, two], false],
  ["with one added", [one, two, one, three], false],
  ["with one put in another's place", [one, three, one], false],
  ["taken away", undefined, false],
])("a list %s", (_name, memberIds, expected) => {
  expect(isAsBrought(memberIds)).toBe(expected);
});

async function openTeams(type: string) {
  const source: SourceTable = {
    name: "public.teams",
    primaryKey: ["id"],
    columns: [
      { name: "id", type: "text", nullable: false },
      { name: "member_ids", type, nullable: true },
    ],
  };
  const dialect = await findDialect("postgres://localhost/x", [source]);
  const inverse = openInverse(teams, [source], dialect);
  if (typeof inverse === "string") throw new Error(inverse);
  return inverse;
}

const write = (memberIds: string[], keys: (string | null)[], kind: Write["kind"] = "changed"): Write => ({
  kind,
  legacyKey: kind === "changed" ? "t" : null,
  id: "t",
  fields: { memberIds },
  removed: [],
  references: { memberIds: keys },
  own: [],
});

const newRows = (): NewRows => new Map([["new", { legacyId: "n" }]]);

test.each([
  ["text[]", ["b", "a", "b"], '{"b","a","b"}'],
  ["uuid[]", ["550e8400-e29b-41d4-a716-446655440000"], '{"550e8400-e29b-41d4-a716-446655440000"}'],
  ["integer[]", ["7", "9"], '{"7","9"}'],
  ["jsonb", ["b", "a"], '["b","a"]'],
  ["text[]", [], "{}"],
])("a list in %s goes back to the source's keys %j", async (type, keys, expected) => {
  const { cells, refused } = invertChange(
    await openTeams(type),
    write(
      keys.map(() => "some"),
      keys,
    ),
    newRows(),
  );
  expect(refused).toEqual([]);
  expect(Object.fromEntries(cells)).toEqual({ member_ids: expected });
});

test("numbers and texts cannot be told apart in JSON, so such a list has no way back", async () => {
  const { refused } = invertChange(await openTeams("jsonb"), write(["p"], ["7"]), newRows());
  expect(refused).toEqual([{ field: "memberIds", reason: "member_ids may have held numbers or texts" }]);
});

test("an item that the old database does not have has no way back; one that is new there itself has", async () => {
  const inverse = await openTeams("text[]");
  const { refused } = invertChange(inverse, write(["p", "own"], ["1", null]), newRows());
  expect(refused).toEqual([
    { field: "memberIds", reason: "it refers to a document that the old database does not have" },
  ]);
  const { cells } = invertChange(inverse, write(["p", "new"], ["1", null]), newRows());
  expect(cells.get("member_ids")).toBe('{"1","n"}');
});

test("a new row with a list is proved by converting it again", async () => {
  const inverse = { ...(await openTeams("text[]")), part: { ...teams.parts[0]! } };
  const uuidKey = {
    ...inverse,
    source: {
      ...inverse.source,
      columns: inverse.source.columns.map((column) => (column.name === "id" ? { ...column, type: "uuid" } : column)),
    },
  };
  const { cells, refused } = invertInsert(uuidKey, write(["p", "q"], ["1", "2"], "inserted"), newRows());
  expect(refused).toEqual([]);
  expect(cells?.get("member_ids")).toBe('{"1","2"}');
});

test("a write keeps the keys of a list through its line", () => {
  const written = write(["p", "own"], ["1", null]);
  expect(decodeWrite(encodeWrite(written))).toMatchObject({ references: { memberIds: ["1", null] } });
});
