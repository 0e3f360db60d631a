import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { loadDump, startExampleServer } from "../examples/perm-tracker/server.js";
import { source } from "../support/permTracker.js";
import { type Fields, Scene, textOf } from "./support.js";

/** What has no way back, as a line of the file says it. */
interface NotInverted {
  readonly table: string;
  readonly kind?: string;
  readonly legacyKey?: string;
  readonly id?: string;
  readonly field?: string;
  readonly reason: string;
}

let scene: Scene;
let server: Awaited<ReturnType<typeof startExampleServer>>;
let refused: NotInverted[];
const keys: Record<string, string> = {};

const updatedAt = 1_800_000_000_123;
const newCase = {
  employerName: "New & Co",
  beneficiaryIdentifier: "N. N.",
  caseStatus: "pwd",
  progressStatus: "rfiRfe",
  priority: "urgent",
  tags: ["a,b", 'c"d\\e', "NULL", ""],
  documents: [{ name: "it's", url: "https://x.example/?a=b", size: 5 }],
  calendarSyncEnabled: true,
  isFavorite: false,
  isDeleted: false,
  updatedAt,
};

const set = (document: Fields, fields: Readonly<Record<string, string | null>>): void => {
  for (const [name, text] of Object.entries(fields)) {
    if (text === null) document.delete(name);
    else document.set(name, text);
  }
};

beforeAll(async () => {
  server = await startExampleServer();
  await loadDump(server.client);
  scene = await Scene.open();
  await scene.stages(["export", "--source", source], ["load"], ["match"], ["resolve"]);
  await write();
  await scene.stages(["rollback", "--dry-run", "--export-writes", "--source", server.url]);
  refused = (await readFile(path.join(scene.dir, "latest/writes.not-inverted.jsonl"), "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as NotInverted);
});

afterAll(async () => {
  await server.stop();
  await scene.close();
});

async function write(): Promise<void> {
  await writeCases();
  const [owner] = (await scene.documents("users")).filter((user) => user.has("legacyId")) as [Fields];
  keys.owner = textOf(owner, "legacyId");
  const userId = textOf(owner, "_id");
  await scene.append("cases", { ...newCase, userId });
  await scene.append("cases", { ...newCase, userId, employerName: "Ambiguous", caseStatus: "eta9089" });
  const cases = await scene.documents("cases");
  const idOf = (name: string) =>
    textOf(
      cases.find((each) => each.get("employerName") === JSON.stringify(name))!,
      "_id",
    );
  keys.ambiguousCase = idOf("Ambiguous");
  const about = (caseId: string) => ({
    userId,
    caseId,
    type: "system",
    title: "Hello",
    isRead: false,
    daysUntilDeadline: 7,
  });
  await scene.append("notifications", about(idOf("New & Co")));
  await scene.append("notifications", { ...about(keys.ambiguousCase), title: "Lost" });
  await scene.append("userPreferences", { userId, key: "it's|new", value: "x\\y", updatedAt });
  const preferences = await scene.documents("userPreferences");
  keys.preference = textOf(preferences[0]!, "legacyId");
  set(preferences[0]!, { key: '"another key"' });
  await scene.replace("userPreferences", preferences);
  await scene.append("users", { email: "new@person.example" });
}

async function writeCases(): Promise<void> {
  const cases = await scene.documents("cases");
  const users = (await scene.documents("users")).filter((user) => user.has("legacyId"));
  const [changed, gone] = cases.filter((each) => each.get("caseStatus") !== '"eta9089"') as [Fields, Fields];
  const other = users.find((user) => user.get("_id") !== changed.get("userId"))!;
  Object.assign(keys, { changed: textOf(changed, "legacyId"), gone: textOf(gone, "legacyId") });
  keys.other = textOf(other, "legacyId");
  set(changed, {
    employerName: JSON.stringify(`O'Brien \\ "q"'; DROP TABLE cases; --`),
    notes: null,
    tags: JSON.stringify(newCase.tags),
    documents: '[{"name":"new","size":1.5,"url":"u"}]',
    pwdWageAmount: "12345",
    pwdFilingDate: '"2026-01-31"',
    isFavorite: "true",
    deletedAt: "1800000000123.0",
    caseStatus: '"eta9089"',
    userId: other.get("_id")!,
  });
  await scene.replace(
    "cases",
    cases.filter((each) => each !== gone),
  );
}

test("applied twice to the old database, its rows are what Convex held", async () => {
  const sql = await readFile(path.join(scene.dir, "latest/writes.sql"), "utf8");
  // Once, a backslash ended a text early where the database reads it as an escape, and the rest ran as SQL.
  await server.client.query("SET standard_conforming_strings = off");
  await server.client.query(sql);
  await server.client.query(sql);
  const { rows } = await server.client.query<Record<string, unknown>>(
    `SELECT user_id, employer_name, notes, tags, documents, pwd_wage_amount::text AS wage, pwd_filing_date::text AS filed,
       is_favorite, deleted_at, case_status FROM cases WHERE id = $1`,
    [keys.changed],
  );
  expect(rows).toStrictEqual([
    {
      user_id: keys.other,
      employer_name: `O'Brien \\ "q"'; DROP TABLE cases; --`,
      notes: null,
      tags: newCase.tags,
      documents: [{ name: "new", size: 1.5, url: "u" }],
      wage: "123.45",
      filed: "2026-01-31",
      is_favorite: true,
      deleted_at: new Date(1_800_000_000_123),
      case_status: await exportedStatus(),
    },
  ]);
  const { rowCount } = await server.client.query("SELECT 1 FROM cases WHERE id = $1", [keys.gone]);
  expect(rowCount).toBe(0);
});

/** The word the old row had: its new one has no way back. */
async function exportedStatus(): Promise<string> {
  const { stdout } = { stdout: await readFile(path.join(source, "data.sql"), "utf8") };
  const line = stdout.split("\n").find((each) => each.startsWith(`${keys.changed}\t`))!;
  const words = ["PWD", "Recruitment", "ETA 9089 Prep", "ETA 9089 Filed", "I-140", "Complete", "Closed/Archived"];
  return words.find((word) => line.split("\t").includes(word))!;
}

test("new documents are new rows, and lead to each other by keys of their own", async () => {
  const { rows } = await server.client.query<Record<string, unknown>>(
    `SELECT n.title, n.days_until_deadline, c.employer_name, c.tags, c.documents, c.priority, c.progress_status::text,
       c.updated_at, c.user_id FROM notifications n JOIN cases c ON c.id = n.case_id WHERE c.employer_name LIKE 'New & Co'`,
  );
  expect(rows).toStrictEqual([
    {
      title: "Hello",
      days_until_deadline: 7,
      employer_name: newCase.employerName,
      tags: newCase.tags,
      documents: newCase.documents,
      priority: "urgent",
      progress_status: "RFI/RFE",
      updated_at: expect.any(Date),
      user_id: keys.owner,
    },
  ]);
  const preference = await server.client.query("SELECT user_id, value FROM user_preferences WHERE key = $1", [
    "it's|new",
  ]);
  expect(preference.rows).toStrictEqual([{ user_id: keys.owner, value: "x\\y" }]);
});

test("what has no way back is listed with its key and the reason, and nothing else is", () => {
  const shown = refused.map(({ table, kind, legacyKey, id, field, reason }) => ({
    table,
    kind,
    key: legacyKey ?? (id === keys.ambiguousCase ? id : "new"),
    field,
    reason,
  }));
  const expected = [
    ["users", "inserted", "new", "role", "expected"],
    ["users", "inserted", "new", "updatedAt", "expected"],
    ["cases", "changed", keys.changed, "caseStatus", '"ETA 9089 Prep" or "ETA 9089 Filed"'],
    ["cases", "inserted", keys.ambiguousCase, "caseStatus", '"ETA 9089 Prep" or "ETA 9089 Filed"'],
    ["userPreferences", "changed", keys.preference, "key", "part of the key"],
    ["notifications", "inserted", "new", "caseId", "a document that the old database does not have"],
  ];
  expect(shown.map(({ table, kind, key, field }) => [table, kind, key, field])).toStrictEqual(
    expect.arrayContaining(expected.map((line) => line.slice(0, 4))),
  );
  expect(shown).toHaveLength(expected.length);
  for (const [table, kind, key, field, words] of expected.slice(2)) {
    const line = shown.find(
      (each) => each.table === table && each.kind === kind && each.key === key && each.field === field,
    );
    expect(line?.reason).toContain(words);
  }
});

test("a dry run changes nothing in the deployment", async () => {
  const zip = await Snapshot.open(await scene.export());
  const lines: string[] = [];
  for await (const line of zip.lines("cases")) if (line.includes("New & Co")) lines.push(line);
  zip.close();
  expect(lines).toHaveLength(1);
});
