import type { Value } from "convex/values";
import { expect, test } from "vitest";
import { WriteLedger } from "../../../../scripts/rehearsal/server/lively/writeLedger.js";

type Stored = Readonly<Record<string, Value>>;

const moment = "during an import";
const at = new Date("2026-11-29T10:00:00Z");

function open(...writes: [kind: "insert" | "update" | "delete", id: string, fields?: Stored][]): WriteLedger {
  const ledger = new WriteLedger();
  for (const [kind, id, fields = {}] of writes) ledger.acknowledge({ kind, table: "cases", id, fields }, moment, at);
  return ledger;
}

function missing(ledger: WriteLedger, documents: Readonly<Record<string, Stored>>) {
  return ledger.findMissing((_table, id) => documents[id] ?? null);
}

const title = { title: "lively 1." };

test("what is there as it was acknowledged is not missing, whatever else the document holds", () => {
  const ledger = open(["insert", "a", title], ["update", "b", { name: "lively 2." }], ["delete", "c"]);
  expect(missing(ledger, { a: { ...title, userId: "1users" }, b: { name: "lively 2." } })).toEqual([]);
  expect(ledger.count).toBe(3);
});

test("an insert that is gone is missing, with its values, table and id", () => {
  expect(missing(open(["insert", "a", title]), {})).toEqual([
    {
      table: "cases",
      id: "a",
      kind: "insert",
      field: null,
      values: ['"lively 1."'],
      moment,
      at: "2026-11-29T10:00:00.000Z",
    },
  ]);
});

test.each<[name: string, found: Stored]>([
  ["another text", { title: "old" }],
  ["nothing", {}],
  ["a number", { title: 1n }],
])("a field that is not as it was acknowledged is missing: %s", (_name, found) => {
  const [lost, ...others] = missing(open(["update", "a", title]), { a: found });
  expect(lost).toMatchObject({ kind: "update", id: "a", field: "title", values: ['"lively 1."'] });
  expect(others).toEqual([]);
});

test("a later write to the same field takes the place of the earlier one", () => {
  const ledger = open(["insert", "a", { title: "first", name: "kept" }], ["update", "a", { title: "second" }]);
  expect(missing(ledger, { a: { title: "second", name: "kept" } })).toEqual([]);
  expect(missing(ledger, { a: { title: "first", name: "kept" } })).toMatchObject([
    { field: "title", values: ['"second"'] },
  ]);
});

test("a document that was deleted and is back is missing its delete", () => {
  const ledger = open(["insert", "a", title], ["delete", "a"]);
  expect(missing(ledger, { a: title })).toMatchObject([{ kind: "delete", id: "a", field: null }]);
});
