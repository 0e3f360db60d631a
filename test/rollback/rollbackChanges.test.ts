import { appendFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { afterEach, beforeEach, expect, test } from "vitest";
import { definePlan, email, id, ref, table, text } from "../../convex/client/index.js";
import { compareAfter } from "../../scripts/rollback/compareAfter.js";
import { changesFile, type Keep, readChanges, type RollbackChange } from "../../scripts/rollback/changeFile.js";
import { writeChanges } from "../../scripts/rollback/rollbackChanges.js";
import { writeJsonFile } from "../../scripts/run/jsonFile.js";
import { loadFormat, writeManifest } from "../../scripts/run/manifest.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { ChangeListWriter } from "../../scripts/rows/write/changeList.js";
import { loadFolder, type LoadState, writeLoadState } from "../../scripts/stages/loadRecord.js";
import type { Context } from "../../scripts/stages/stage.js";
import { temporaryDir } from "../support/folders.js";
import { type Tables, writeExport } from "../support/exportZip.js";

const plan = definePlan(
  {
    people: table(
      "people",
      { id: id(), email: email(), name: text(), firm: text() },
      { match: "email", wins: { firm: "legacy" } },
    ),
    tickets: table("tickets", { id: id(), person_id: ref("people"), title: text() }),
  },
  { window: { lively: ["presence"] } },
);

const schema = defineSchema({
  people: defineTable({ email: v.string(), name: v.optional(v.string()), firm: v.optional(v.string()) }),
  tickets: defineTable({ title: v.string() }),
  comments: defineTable({ by: v.array(v.object({ person: v.id("people") })) }),
  presence: defineTable({ person: v.id("people") }),
  authSessions: defineTable({ userId: v.id("people") }),
});

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
let context: Context;

beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
  context = {
    run,
    project: { plan, schema, planHash: "p" },
    app: { convex: { deploymentName: "test" } },
  } as unknown as Context;
  await exportRows({ people: [imported.merged, imported.single], tickets: [imported.ticket] });
});

afterEach(async () => await home.remove());

const imported = {
  merged: { legacyId: "1", email: "ann@x.example", name: "Ann of old", firm: "Old & Co" },
  single: { legacyId: "2", email: "bob@x.example", name: "Bob", firm: "B" },
  ticket: { legacyId: "t1", legacyPersonId: "1", title: "First" },
};

/** What an export of the old database has left in the run's folder. */
async function exportRows(rows: Readonly<Record<string, readonly object[]>>): Promise<void> {
  await mkdir(run.file("documents"), { recursive: true });
  const tables = [];
  for (const [name, documents] of Object.entries(rows)) {
    await writeFile(run.documents(name, "jsonl"), documents.map((each) => `${JSON.stringify(each)}\n`).join(""));
    const counts = { read: 0, written: documents.length, rejected: 0, filtered: 0, merged: 0, rejectedByCode: {} };
    const facts = { bytes: 0, largestBytes: 0, format: "jsonl" as const, sums: [], seconds: 0, sha256: "" };
    tables.push({ table: name, sources: [name], ...counts, ...facts });
  }
  const about = {
    run: run.run,
    planHash: "p",
    source: "test",
    snapshotTime: null,
    finishedAt: "",
    versions: {},
    files: [],
  };
  await writeManifest(run.manifest, { ...about, tables });
}

/** Ann had an account with a firm and without a name; row 1 became part of it. */
const account = { _id: "ann", email: "ann@x.example", firm: "Ann's own" };
const mergedAccount = { ...account, name: "Ann of old", firm: "Old & Co", legacyId: "1" };
const match = {
  _id: "m1",
  run: "r",
  table: "people",
  legacyKey: "1",
  id: "ann",
  filled: ["name", "firm", "legacyId"],
  kept: [{ field: "email", value: "ann@x.example" }],
  replaced: [{ field: "firm", value: "Ann's own" }],
  aliases: [],
};
const component: Tables = {
  "_components/cutover/runs": [{ _id: "r", runId: "run", state: "current" }],
  "_components/cutover/progress": [
    { _id: "p", run: "r", stage: "resolve", table: "tickets", done: true, processed: 1n },
  ],
  "_components/cutover/matches": [match],
};
const bob = { _id: "bob", ...imported.single };
const ticket = { _id: "ticket", ...imported.ticket, personId: "ann" };

async function listChanges(before: Tables, now: Tables, keep: Keep = "theirs") {
  await writeExport(run.backup, before);
  await writeExport(nowFile(), { ...component, ...now });
  const counts = await writeChanges(context, nowFile(), keep);
  const changes: RollbackChange[] = [];
  for await (const change of readChanges(changesFile(run))) changes.push(change);
  return { counts, changes };
}

const nowFile = () => run.file("rollback", "now.zip");

function summary(change: RollbackChange): string {
  return change.kind === "remove"
    ? `remove ${change.table}/${change.id}`
    : `restore ${change.table}/${change.id} ${change.fields}`;
}

test("what the migration did is taken back and nothing else: users' own documents stay where the app had some", async () => {
  const { changes, counts } = await listChanges(
    { people: [account, { _id: "eve", email: "eve@x.example" }], tickets: [] },
    {
      people: [mergedAccount, { _id: "eve", email: "eve@new.example" }, bob, { _id: "new", email: "new@x.example" }],
      tickets: [ticket, { _id: "later", title: "Written after the launch" }],
    },
  );
  const fields = {
    name: { before: "Ann of old" },
    firm: { before: "Old & Co", after: "Ann's own" },
    legacyId: { before: "1" },
  };
  expect(changes.map(summary)).toStrictEqual([
    `restore people/ann ${JSON.stringify(fields)}`,
    "remove people/bob",
    "remove tickets/ticket",
    "remove tickets/later",
  ]);
  expect(counts).toStrictEqual({ rows: 4, removed: 3, restored: 1, later: 1 });
});

test("a field of an account that its owner has changed since the launch is given as the migration left it", async () => {
  const { changes } = await listChanges(
    { people: [account] },
    { people: [{ ...mergedAccount, firm: "Ann & Partners" }] },
    "backup",
  );
  expect(changes).toHaveLength(1);
  const [change] = changes as [Extract<RollbackChange, { kind: "restore" }>];
  expect(change.keep).toBe("backup");
  expect(JSON.parse(change.fields)).toMatchObject({ firm: { before: "Old & Co", after: "Ann's own" } });
});

test("a window after a preload took away what users had written between the two", async () => {
  const now = { people: [], tickets: [ticket, { _id: "between", title: "Between" }, { _id: "after", title: "After" }] };
  await writeExport(run.windowBackup, { tickets: [ticket, { _id: "between", title: "Between" }] });
  const { changes } = await listChanges({ tickets: [] }, now);
  expect(changes.map(summary)).toStrictEqual(["remove tickets/ticket"]);
});

/** A second load that was killed at this step, when it had listed what it puts back of the first one's merges. */
async function killSecondLoad(
  step: LoadState["step"],
  restored: Record<string, object>,
  tables: LoadState["tables"] = [],
) {
  const writer = await ChangeListWriter.create(loadFolder(run));
  const of = { kind: "restore", table: "people", keep: "theirs" } as const;
  for (const [survivor, fields] of Object.entries(restored))
    await writer.write({ ...of, id: survivor, fields: JSON.stringify(fields) });
  const counted = await writer.finish();
  await writeLoadState(run, { list: "l", exported: "", tables, maintenance: false, ...counted, step });
}

const restoredAnn = {
  name: { before: "Ann of old" },
  firm: { before: "Old & Co", after: "Ann's own" },
  legacyId: { before: "1" },
};
const forgotten: Tables = { "_components/cutover/matches": [] };

test.each(["beginning", "begun", "sent"] as const)(
  "a rollback after a second load that was killed left accounts with what the first had merged into them: %s",
  async (step) => {
    await killSecondLoad(step, { ann: restoredAnn });
    const { changes, counts } = await listChanges(
      { people: [account] },
      { people: [mergedAccount, bob], ...forgotten },
    );
    expect(changes.map(summary)).toStrictEqual([
      `restore people/ann ${JSON.stringify(restoredAnn)}`,
      "remove people/bob",
    ]);
    expect(counts).toMatchObject({ removed: 1, restored: 1 });
  },
);

test("a rollback after a second load that was killed deleted the account of somebody who had signed up after the backup", async () => {
  await killSecondLoad("begun", { ann: restoredAnn });
  const { changes } = await listChanges({ people: [{ _id: "eve" }] }, { people: [mergedAccount, bob], ...forgotten });
  expect(changes.map(({ kind, id: of }) => `${kind} ${of}`)).toStrictEqual(["restore ann", "remove bob"]);
});

test("merges that the component still knows are taken back as it has them, whatever a killed load's list says", async () => {
  await killSecondLoad("listed", { ann: {} });
  const { changes } = await listChanges({ people: [account] }, { people: [mergedAccount] });
  expect(changes.map(summary)).toStrictEqual([`restore people/ann ${JSON.stringify(restoredAnn)}`]);
});

const loaded = (name: string, wasEmpty: boolean) => {
  return { table: name, loaded: 1, existing: 0, wasEmpty, loadedBy: "changes" as const, seconds: 0 };
};

test.each<[string, LoadState["step"] | null, boolean, string[]]>([
  ["written after an earlier rollback, before the run was loaded again", null, false, []],
  ["written between the backup and a load that was killed", "begun", false, []],
  ["written after the load of an empty table", null, true, ["remove tickets/own"]],
])("documents went that users had in a table before it was loaded: %s", async (_name, step, wasEmpty, gone) => {
  const tables = [loaded("tickets", wasEmpty)];
  if (step === null) await writeJsonFile(run.loaded, loadFormat, { tables });
  else {
    await killSecondLoad(step, {}, tables);
  }
  const now = { people: [], tickets: [ticket, { _id: "own", title: "Mine" }] };
  const { changes } = await listChanges({ people: [], tickets: [] }, now);
  expect(changes.map(summary)).toStrictEqual(["remove tickets/ticket", ...gone]);
});

test("a change too large for a document goes in parts", async () => {
  const long = "x".repeat(700_000);
  const { changes, counts } = await listChanges(
    { people: [{ ...account, firm: long }] },
    {
      people: [mergedAccount],
      "_components/cutover/matches": [{ ...match, replaced: [{ field: "firm", value: long }] }],
    },
  );
  expect(counts.rows).toBe(3);
  expect(JSON.parse((changes[0] as { fields: string }).fields)).toMatchObject({ firm: { after: long } });
});

/** The deployment after the rollback, compared with what was listed before it. */
async function compare(now: Tables, after: Tables) {
  await listChanges({ people: [account] }, now);
  const file = path.join(home.dir, "after.zip");
  await writeExport(file, after);
  return await compareAfter(context, nowFile(), file);
}

const listed = { people: [mergedAccount, bob], authSessions: [{ _id: "s1" }] };

test("sessions that an open tab renewed kept the rollback from ever ending", async () => {
  const after = { people: [account], authSessions: [{ _id: "s2" }, { _id: "s3" }], presence: [{ _id: "p" }] };
  const { notes } = await compare(listed, after);
  expect(notes).toStrictEqual([
    "authSessions: 2 document(s) came during the rollback and stay",
    "authSessions: 1 document(s) that were to stay are gone",
    "presence: 1 document(s) came during the rollback and stay",
  ]);
});

test.each<[string, Tables, string]>([
  [
    "a document of the migration is left",
    { people: [account, bob] },
    "people: 1 document(s) of the migration are still there",
  ],
  ["an account is gone", { people: [] }, "people: 1 document(s) that were to stay are gone"],
  ["an account has not its own value", { people: [{ ...account, firm: "Old & Co" }] }, "people/ann/firm has not"],
])("the comparison fails where %s", async (_name, after, words) => {
  await expect(compare(listed, after)).rejects.toMatchObject({
    failure: "mismatch",
    message: expect.stringContaining(words),
  });
});

test("a table that refers to migrated ones counts, at any depth", async () => {
  const now = { ...listed, comments: [{ _id: "c", by: [{ person: "ann" }] }] };
  await expect(compare(now, { people: [account], comments: [] })).rejects.toMatchObject({ failure: "mismatch" });
});

test("a conflict on record is no difference, and what came meanwhile is a note", async () => {
  const after = {
    people: [
      { ...account, firm: "Ann & Partners" },
      { _id: "late", email: "late@x.example" },
    ],
  };
  await mkdir(run.file("writes"), { recursive: true });
  const of = { number: 0, kind: "restore", table: "people", id: "ann", legacyKey: "1" };
  const conflict = { ...of, field: "firm", kept: "theirs" };
  await appendFile(run.file("writes", "conflicts.jsonl"), `${JSON.stringify(conflict)}\n`);
  const { notes } = await compare(listed, after);
  expect(notes).toContain("people: 1 document(s) came during the rollback and stay");
});
