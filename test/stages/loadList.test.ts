import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definePlan, email, id, ref, table, text, timestamp } from "../../convex/client/index.js";
import { hashStored } from "../../convex/shared/document/hashStored.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import { ChangeListWriter, changesFile } from "../../scripts/rows/write/changeList.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import type { Manifest, TableCounts } from "../../scripts/run/manifest.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { writeLiveTable } from "../../scripts/stages/loadList.js";
import { groupMatches, type Match } from "../../scripts/stages/loadMerges.js";
import { temporaryDir } from "../support/folders.js";

const plan = definePlan({
  people: table("people", { id: id(), email: email(), name: text().optional() }, { match: "email" }),
  notes: table("notes", { id: id(), body: text(), person_id: ref("people").optional() }),
  timed: table("timed", { id: id(), body: text(), created_at: timestamp().asCreationTime() }),
});

let home: Awaited<ReturnType<typeof temporaryDir>>;
let folders = 0;
beforeAll(async () => (home = await temporaryDir()));
afterAll(async () => await home.remove());

type Row = Readonly<Record<string, unknown>>;

/** Exported documents of one table, as a run holds them. */
async function exported(name: string, rows: readonly Row[]): Promise<{ run: RunDirectory; counts: TableCounts }> {
  const run = new RunDirectory(home.dir, `run${folders++}`);
  const writer = await LineWriter.create(run.documents(name, "jsonl"));
  for (const row of rows) await writer.write(JSON.stringify(row));
  await writer.finish();
  return { run, counts: { table: name, format: "jsonl", written: rows.length } as TableCounts };
}

interface Given {
  readonly table: "people" | "notes" | "timed";
  readonly convex: readonly Row[];
  readonly now: readonly Row[];
  readonly before?: readonly Row[];
  readonly isComplete?: boolean;
  readonly matches?: readonly Match[];
  /** What the earlier run has listed as users' own. */
  readonly conflicts?: readonly Row[];
}

/** The changes that a load writes for a table, without their numbers, and how many documents it calls the app's own. */
async function listOf({ table: name, convex, now, before, isComplete = true, matches = [], conflicts = [] }: Given) {
  const planned = getTable(plan, name);
  const zip = path.join(home.dir, `snapshot${folders++}.zip`);
  const lines = await LineWriter.createZip(zip, name);
  for (const document of convex) await lines.write(JSON.stringify(document));
  await lines.finish();
  const snapshot = await Snapshot.open(zip);
  const folder = new RunDirectory(home.dir, `list${folders++}`);
  const writer = await ChangeListWriter.create(folder);
  const old = before === undefined ? null : await exported(name, before);
  const earlier =
    old === null
      ? null
      : { run: old.run, of: old.run, manifest: { tables: [old.counts] } as unknown as Manifest, isComplete };
  const conflictLines = await LineWriter.create(
    old?.run.file("writes", "conflicts.jsonl") ?? path.join(home.dir, "none"),
  );
  for (const each of conflicts) await conflictLines.write(JSON.stringify(each));
  await conflictLines.finish();
  const merges = groupMatches(matches, planned.id.field);
  const own = await writeLiveTable(writer, {
    table: planned,
    snapshot,
    ...(await exported(name, now)),
    earlier,
    merges,
  });
  snapshot.close();
  const { inserts } = await writer.finish();
  const texts = (await readFile(changesFile(folder), "utf8")).split("\n").filter((line) => line !== "");
  const changes = texts.map((line) => {
    const { number: _number, table: _table, document, ...change } = JSON.parse(line) as Row & { document?: string };
    return document === undefined ? change : { ...change, document: JSON.parse(document) as unknown };
  });
  return { own, inserts, changes };
}

const note = (key: string, body: string) => ({ legacyId: key, body });
const inserted = (row: { legacyId: string }) => ({
  kind: "insert",
  legacyKey: row.legacyId,
  document: row,
  replaces: false,
});

test("a first load beside the app's own documents inserts every row and touches nothing else", async () => {
  const rows = [note("1", "a"), note("2", "b")];
  const { own, changes, inserts } = await listOf({ table: "notes", convex: [{ _id: "n1", body: "own" }], now: rows });
  expect(changes).toEqual(rows.map(inserted));
  expect({ own, inserts }).toEqual({ own: 1, inserts: 0 });
});

test("the same load again, everything there: no change, whatever somebody did to the documents", async () => {
  const rows = [note("1", "a"), note("2", "b")];
  const convex = [
    { _id: "n1", ...rows[0] },
    { _id: "n2", legacyId: "2", body: "theirs" },
    { _id: "n3", body: "own" },
  ];
  expect(await listOf({ table: "notes", convex, now: rows, before: rows })).toEqual({
    own: 1,
    inserts: 0,
    changes: [],
  });
});

test("another run forgot what the one before had left to users: its verification found differences", async () => {
  const rows = [{ ...note("1", "a"), legacyPersonId: "p" }, note("2", "b"), note("3", "c")];
  const of = { number: 0, table: "notes", kind: "update", kept: "theirs" };
  const conflicts = [
    { ...of, id: "n0", legacyKey: "1", field: "body" },
    { ...of, id: "n0", legacyKey: "1", field: "personId" },
    { ...of, id: "n1", legacyKey: "2", field: "body", kept: "ours" },
    { ...of, id: "n1", legacyKey: "2", field: "left the plan" },
    { ...of, id: "", legacyKey: "3", field: null, kind: "keep" },
    { ...of, table: "people", id: "n2", legacyKey: "3", field: "body" },
  ];
  const convex = rows.map((row, at) => ({ _id: `n${at}`, ...row }));
  const { changes } = await listOf({ table: "notes", convex, now: rows, before: rows, conflicts });
  expect(changes).toEqual([
    { kind: "keep", legacyKey: "1", fields: '{"body":{"after":"a"},"personId":{"after":"p"}}' },
  ]);
});

test("a creation time that Convex keeps is known to the next run, too", async () => {
  const row = { ...note("1", "a"), _creationTime: 6 };
  const conflicts = [
    { number: 0, table: "timed", kind: "update", kept: "theirs", id: "t", legacyKey: "1", field: "_creationTime" },
  ];
  const convex = [{ ...row, _id: "t", _creationTime: 5 }];
  const { changes } = await listOf({ table: "timed", convex, now: [row], before: [row], conflicts });
  expect(changes).toEqual([{ kind: "keep", legacyKey: "1", fields: '{"_creationTime":{"after":6}}' }]);
});

test("what a load brought otherwise before is updated field by field, from what it was to what it is", async () => {
  const before = [note("1", "a"), note("2", "b"), { ...note("3", "c"), legacyPersonId: "p" }];
  const now = [note("1", "A"), note("2", "b"), note("3", "c")];
  const convex = before.map((row, at) => ({ _id: `n${at}`, ...row }));
  expect((await listOf({ table: "notes", convex, now, before })).changes).toEqual([
    { kind: "update", legacyKey: "1", fields: '{"body":{"before":"a","after":"A"}}' },
    { kind: "update", legacyKey: "3", fields: '{"legacyPersonId":{"before":"p"}}' },
  ]);
});

test("a row that is no longer exported goes only as it was brought: a document somebody changed is told by its hash", async () => {
  const before = [{ ...note("1", "a"), legacyPersonId: "p" }, note("2", "b"), note("3", "c")];
  const asBrought = { _id: "n1", _creationTime: 1.5, ...before[0], personId: "resolved" };
  const changed = { _id: "n2", _creationTime: 1.5, ...note("2", "b"), pinned: true };
  const { changes } = await listOf({ table: "notes", convex: [asBrought, changed], now: [note("9", "z")], before });
  expect(changes).toEqual([
    inserted(note("9", "z")),
    { kind: "delete", legacyKey: "1", hash: hashStored(asBrought), isListed: true },
    { kind: "delete", legacyKey: "2", hash: hashStored(note("2", "b")) },
  ]);
  expect(hashStored(changed)).not.toBe(hashStored(note("2", "b")));
});

test.each<[string, Row, Row]>([
  ["somebody pointed it to another person", { legacyPersonId: "p" }, { legacyPersonId: "p", personId: "another" }],
  ["somebody cleared it", { legacyPersonId: "p" }, { legacyPersonId: "p" }],
  ["somebody gave it to a person", {}, { personId: "another" }],
])("a document with a reference that only somebody can have changed went unlisted: %s", async (_name, row, now) => {
  const before = [{ ...note("1", "a"), ...row }];
  const convex = [{ _id: "n1", _creationTime: 1.5, ...note("1", "a"), ...now }];
  const { changes } = await listOf({ table: "notes", convex, now: [], before });
  expect(changes).toEqual([{ kind: "delete", legacyKey: "1", hash: hashStored(convex[0]!), isListed: true }]);
});

test("a document that somebody deleted in Convex since the last load does not come back", async () => {
  const rows = [note("1", "a"), note("2", "b")];
  const given = { table: "notes", convex: [{ _id: "n1", ...rows[0] }], now: rows, before: rows } as const;
  expect((await listOf(given)).changes).toEqual([]);
});

test("a load that was killed has brought some rows: the others come, and those that may be twofold are looked at", async () => {
  const rows = [note("1", "a"), note("2", "b")];
  const convex = [{ _id: "n1", ...rows[0] }];
  const given = { convex, now: rows, before: rows, isComplete: false } as const;
  expect((await listOf({ table: "notes", ...given })).changes).toEqual([inserted(rows[1]!)]);
  const timed = rows.map((row) => ({ ...row, _creationTime: 5 }));
  const again = { convex: [{ _id: "t1", ...timed[0] }], now: timed, before: timed, isComplete: false } as const;
  const { changes, inserts } = await listOf({ table: "timed", ...again });
  expect(inserts).toBe(1);
  expect(changes).toEqual([
    { kind: "insert", legacyKey: "1", creationTime: 5, replaces: false },
    { kind: "insert", legacyKey: "2", creationTime: 5, replaces: false },
  ]);
});

test("an account that a row was merged into is put back field by field, never replaced, and the row comes as its own again", async () => {
  const row = { legacyId: "7", email: "a@x.com", name: "Old" };
  const account = { _id: "a1", email: "a@x.com", name: "Theirs", legacyId: "7" };
  const merge = { run: "r", table: "people", id: "a1", legacyKey: "7", filled: ["legacyId", "name"], replaced: [] };
  const matches = [{ ...merge, _creationTime: 1 }];
  const { own, changes } = await listOf({ table: "people", convex: [account], now: [row], before: [row], matches });
  expect(own).toBe(1);
  expect(changes).toEqual([
    {
      kind: "restore",
      id: "a1",
      keep: "theirs",
      fields: '{"legacyId":{"before":"7"},"name":{"before":"Old"}}',
    },
    inserted(row),
  ]);
});
