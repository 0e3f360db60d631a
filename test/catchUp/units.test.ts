import { expect, test } from "vitest";
import { definePlan, email, id, json, list, ref, table, text, timestamp } from "../../convex/client/index.js";
import { v } from "convex/values";
import { getTable } from "../../convex/shared/plan/plan.js";
import {
  type Affected,
  compileReferrer,
  findMovedKeys,
  findRetried,
  rowChange,
} from "../../scripts/catchUp/affected.js";
import { factsOf, type RowFacts } from "../../scripts/catchUp/difference.js";
import { nothingApplied, refuseOtherHashes } from "../../scripts/catchUp/gates.js";
import { DeletedByUsers } from "../../scripts/catchUp/writeChanges.js";
import { readString } from "../../scripts/rows/write/documentRows.js";
import type { Manifest } from "../../scripts/run/manifest.js";
import { refuseTooManyRejects } from "../../scripts/stages/loadGates.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";

const plan = definePlan({
  users: table("users", { id: id(), email: email(), created_at: timestamp().asCreationTime() }, { match: "email" }),
  teams: table("teams", { id: id(), slug: text(), owner_id: ref("users") }),
  cases: table("cases", {
    id: id(),
    user_id: ref("users"),
    team: ref("teams", { to: "slug" }).as("teamId").optional(),
    extra: json(v.any()).optional(),
  }),
});

const users = getTable(plan, "users");
const teams = getTable(plan, "teams");

function facts(key: string, more: Partial<RowFacts> = {}): RowFacts {
  return { keys: { legacyId: key }, matchValue: null, ...more };
}

function affected(name: string, more: Partial<Affected>): Affected {
  const none = {
    inserted: new Map(),
    changed: new Map(),
    deleted: new Map(),
    rematched: new Map(),
    merged: new Set<string>(),
  };
  return { table: getTable(plan, name), unchanged: 0, ...none, ...more };
}

const old = { line: "{}", format: "jsonl" } as const;
const changed = new Map([["a", { before: facts("a"), after: facts("a"), old }]]);
const rematched = new Map([["a", facts("a")]]);
const merged = new Set(["a"]);

test.each([
  { name: "a new row", given: { inserted: new Map([["a", facts("a")]]) }, expected: "insert" },
  { name: "a changed row", given: { changed }, expected: "update" },
  { name: "a changed row of a merged person", given: { changed, merged }, expected: "insert" },
  { name: "a merged person whose address somebody else has now", given: { rematched, merged }, expected: "insert" },
  { name: "a person whose address somebody else has now", given: { rematched }, expected: "match" },
  { name: "a merged person who is as they were", given: { merged }, expected: null },
  { name: "a row that is as it was", given: {}, expected: null },
])("$name: $expected", ({ given, expected }) => {
  expect(rowChange(affected("users", given), "a")).toBe(expected);
});

test("facts of a row: what it is found by, and what it is matched by as match compares it", () => {
  expect(factsOf(users, { legacyId: "1", email: " A@x.com ", _creationTime: 5 })).toEqual({
    keys: { legacyId: "1" },
    matchValue: "a@x.com",
  });
  expect(factsOf(teams, { legacyId: "1", legacyKeySlug: "s", slug: "s", _creationTime: 5 })).toEqual({
    keys: { legacyId: "1", legacyKeySlug: "s" },
    matchValue: null,
  });
});

const team = (key: string, slug: string) => facts(key, { keys: { legacyId: key, legacyKeySlug: slug } });

test("moved keys: of rows that are gone, may have another id, or have another name to be found by", () => {
  const moved = findMovedKeys([
    affected("users", { deleted: new Map([["u1", facts("u1")]]), rematched: new Map([["u2", facts("u2")]]) }),
    affected("teams", {
      inserted: new Map([["t9", team("t9", "nine")]]),
      changed: new Map([
        ["t1", { before: team("t1", "old"), after: team("t1", "new"), old }],
        ["t2", { before: team("t2", "same"), after: team("t2", "same"), old }],
      ]),
    }),
  ]);
  const named = Object.fromEntries([...moved].map(([place, keys]) => [place.replace("\n", "."), [...keys].toSorted()]));
  expect(named).toEqual({
    "users.legacyId": ["u1", "u2"],
    "teams.legacyKeySlug": ["new", "nine", "old"],
  });
});

test("tables that refer to a table where something changed are tried again", () => {
  expect(findRetried(plan, [affected("teams", { changed })])).toEqual(["cases"]);
  expect(findRetried(plan, [affected("users", { changed })])).toEqual(["teams", "cases"]);
  expect(findRetried(plan, [affected("users", {})])).toEqual([]);
});

const refersTo = compileReferrer(
  getTable(plan, "cases"),
  new Map([
    ["users\nlegacyId", new Set(["u1", 'quo"te', "é"])],
    ["teams\nlegacyKeySlug", new Set(["s1"])],
  ]),
)!;

test.each([
  { document: { legacyId: "c", legacyUserId: "u1" }, is: true },
  { document: { legacyId: "c", legacyUserId: 'quo"te' }, is: true },
  { document: { legacyId: "c", legacyUserId: "é" }, is: true },
  { document: { legacyId: "u1", legacyUserId: "u11" }, is: false },
  { document: { legacyId: "c", legacyUserId: "s1", legacyTeamId: "u1" }, is: false },
  { document: { legacyId: "c", extra: { legacyUserId: "other" }, legacyUserId: "u1" }, is: true },
  { document: { legacyId: "c", extra: '"legacyUserId":"u1"', legacyUserId: "u2" }, is: false },
  { document: { legacyId: "c", legacyTeamId: "s1" }, is: true },
])("$document refers to a moved key: $is", ({ document, is }) => {
  expect(refersTo(JSON.stringify(document))).toBe(is);
});

test("a table whose references cannot lead to a moved key is not read at all", () => {
  expect(compileReferrer(users, new Map([["teams\nlegacyId", new Set(["t1"])]]))).toBeUndefined();
});

test.each(["", "plain", 'a "quote"', "back\\slash", "\\", 'end"', "\n\t", "é😀", "\\u0041"])(
  "reads %j as it is written",
  (key) => {
    const line = `{"legacyId":${JSON.stringify(key)},"a":1}`;
    const [found, end] = readString(line, line.indexOf(":") + 1);
    expect(found).toBe(key);
    expect(line.slice(end)).toBe(',"a":1}');
  },
);

const context = {
  options: { dir: "/runs" },
  project: { plan, planHash: "this" },
  run: new RunDirectory("/runs", "r1"),
} as unknown as Context;

const rejecting = (rejected: number) =>
  ({ tables: [{ table: "teams", rejected, rejectedByCode: { orphan: rejected } }] }) as unknown as Manifest;

const refuse = async (rejected: number) =>
  await refuseTooManyRejects(context, rejecting(rejected), () => nothingApplied);

test("more rejected rows than the plan allows: nothing is applied", async () => {
  await expect(refuse(2)).rejects.toThrow(
    "teams: 2 rows rejected (2 orphan), the plan allows 0 (/runs/r1/rejected/teams.jsonl)",
  );
  await expect(refuse(0)).resolves.toBeUndefined();
});

test("rows that another plan judged are not compared", () => {
  expect(() => refuseOtherHashes({ planHash: "other", tables: [] }, context)).toThrow("changed since the preload");
  expect(() => refuseOtherHashes({ planHash: "this", tables: [] }, context)).not.toThrow();
});

test.each([
  ["documents", 501, 10, "more than 500 migrated documents"],
  ["bytes, though few documents", 6, 900_000, "more than 4 MB of migrated documents"],
])(
  "users had deleted more than one verification can take along, and the catch-up began to apply it: %s",
  (_name, documents, size, what) => {
    const deleted = new DeletedByUsers("notes");
    const keep = (key: number) =>
      deleted.keep({ key: `${key}`, line: JSON.stringify({ legacyId: `${key}`, body: "x".repeat(size) }) }, "jsonl");
    const keys = Array.from({ length: documents - 1 }, (_, key) => key);
    const fitting = keys.filter((key) => (key + 1) * size < 3_900_000);
    expect(fitting.map((key) => keep(key).kind)).toEqual(fitting.map(() => "keep"));
    const rest = () => [...keys, documents - 1].slice(fitting.length).forEach(keep);
    expect(rest).toThrow(expect.objectContaining({ message: expect.stringContaining(what) }));
  },
);

const line = (legacyWatchers: string[], title = "") => JSON.stringify({ legacyId: "c", legacyWatchers, title });

test("a document refers to a moved key by any item of a list, and by nothing that only looks like one", () => {
  const lists = definePlan({
    users: table("users", { id: id() }),
    cases: table("cases", { id: id(), watchers: list(ref("users")), title: text() }),
  });
  const refers = compileReferrer(getTable(lists, "cases"), new Map([["users\nlegacyId", new Set(["b", 'q"x'])]]))!;
  expect([["b"], ["a", "b"], ["a", 'q"x', "c"]].map((keys) => refers(line(keys)))).toEqual([true, true, true]);
  expect([line([]), line(["a", "bb"]), line(["a"], "b"), line(["a"], '"legacyWatchers":["z"]')].map(refers)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
