import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FoundWrites } from "../../scripts/rollback/findWrites.js";
import type { TableFingerprint } from "../../scripts/stages/backup.js";
import type { Report } from "../../scripts/report/report.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { runCutover } from "../support/cutover.js";
import { numbersOf, source } from "../support/permTracker.js";
import { type Fields, Scene, textOf } from "./support.js";

let scene: Scene;
let before: TableFingerprint[];
let numbers: unknown;

const pipeline = [["load"], ["match"], ["resolve"], ["verify"]];

async function readReport(): Promise<Report> {
  return JSON.parse(await readFile(path.join(scene.dir, "latest/report.json"), "utf8")) as Report;
}

async function listLosses(): Promise<FoundWrites> {
  const { code, stdout, stderr } = await scene.cutover("rollback", "--dry-run", "--json");
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  return (JSON.parse(stdout) as { lost: FoundWrites }).lost;
}

async function readWrites(table: string): Promise<unknown[]> {
  const text = await readFile(path.join(scene.dir, "latest/writes", `${table}.jsonl`), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}

beforeAll(async () => {
  scene = await Scene.open();
  before = await scene.fingerprints();
  await scene.stages(["export", "--source", source], ...pipeline);
  numbers = numbersOf(await readReport());
});

afterAll(async () => await scene.close());

test("what match and resolve wrote is nobody's write", async () => {
  expect(await listLosses()).toMatchObject({ tables: [], unknown: null });
});

test("without --yes and without a terminal nothing is taken back, and maintenance mode stays off", async () => {
  const { code, stderr } = await runCutover(["rollback", "--dir", scene.dir], scene.deployment.env);
  expect(code).toBe(3);
  expect(stderr).toContain("Confirmation required");
  expect(await scene.isInMaintenance()).toBe(false);
});

/** One case, not a duplicate of another and without any, and no notification about it. */
function findAlone(cases: readonly Fields[], notifications: readonly Fields[], from: number): Fields {
  const named = new Set([
    ...cases.map((each) => each.get("duplicateOf")),
    ...notifications.map((each) => each.get("caseId")),
  ]);
  return cases.slice(from).find((each) => !named.has(each.get("_id")) && !each.has("duplicateOf"))!;
}

test("the list names exactly what people wrote, each field of it", async () => {
  const expected: Record<string, unknown[]> = { users: [], cases: [], notifications: [] };
  const cases = await scene.documents("cases");
  const users = await scene.documents("users");
  const notifications = await scene.documents("notifications");

  const unread = notifications.find((each) => each.get("isRead") === "false")!;
  await scene.callAs(textOf(unread, "userId"), "notifications/notifications:markRead", {
    notificationId: textOf(unread, "_id"),
  });
  expected.notifications!.push({ kind: "changed", legacyKey: textOf(unread, "legacyId"), names: ["isRead", "readAt"] });

  const [renamed, paid, moved] = cases.slice(0, 3) as [Fields, Fields, Fields];
  const gone = findAlone(cases, notifications, 3);
  const other = users.find((user) => user.has("legacyId") && user.get("_id") !== moved.get("userId"))!;
  renamed.set("employerName", '"Renamed"').delete("notes");
  paid.set("pwdWageAmount", "12345");
  moved.set("userId", other.get("_id")!);
  await scene.replace(
    "cases",
    cases.filter((each) => each !== gone),
  );
  const hadNotes = (await exportedCase(textOf(renamed, "legacyId"))).includes('"notes"');
  expected.cases!.push(
    { kind: "deleted", legacyKey: textOf(gone, "legacyId"), names: [] },
    {
      kind: "changed",
      legacyKey: textOf(renamed, "legacyId"),
      names: hadNotes ? ["employerName", "notes"] : ["employerName"],
    },
    { kind: "changed", legacyKey: textOf(paid, "legacyId"), names: ["pwdWageAmount"] },
    { kind: "changed", legacyKey: textOf(moved, "legacyId"), names: ["userId"], to: textOf(other, "legacyId") },
  );

  const account = users.find((user) => !user.has("legacyId"))!;
  const survivor = users.find((user) => user.has("legacyId") && user.get("_id")!.includes("5000000"))!;
  account.set("name", '"Somebody Else"');
  survivor.set("lawFirm", '"A New Firm"').set("name", '"My Own Name"');
  await scene.replace("users", users);
  await scene.append("users", { email: "new@person.example", name: "New" });
  expected.users!.push(
    { kind: "changed", id: textOf(account, "_id"), names: ["name"] },
    { kind: "changed", legacyKey: textOf(survivor, "legacyId"), names: ["lawFirm", "name"] },
    { kind: "inserted", names: ["_creationTime", "email", "name"] },
  );
  await scene.append("authAccounts", {
    userId: textOf(account, "_id"),
    provider: "google",
    providerAccountId: "4711",
  });

  const found = await listLosses();
  expect(found.tables.map(({ examples: _examples, ...counts }) => counts)).toStrictEqual([
    { table: "authAccounts", isPlanned: false, inserted: 1, changed: 0, deleted: 0 },
    { table: "cases", isPlanned: true, inserted: 0, changed: 3, deleted: 1 },
    { table: "notifications", isPlanned: true, inserted: 0, changed: 1, deleted: 0 },
    { table: "users", isPlanned: true, inserted: 1, changed: 2, deleted: 0 },
  ]);
  for (const [table, list] of Object.entries(expected)) {
    const written = (await readWrites(table)).map((write) => summary(write as Line));
    expect([table, ...sorted(written)]).toStrictEqual([table, ...sorted(list)]);
  }
});

interface Line {
  readonly kind: string;
  readonly legacyKey?: string;
  readonly id?: string;
  readonly fields: object;
  readonly removed?: readonly string[];
  readonly references?: Readonly<Record<string, string>>;
}

function summary({ kind, legacyKey, id, fields, removed = [], references }: Line) {
  return {
    kind,
    ...(legacyKey === undefined ? (kind === "inserted" ? {} : { id }) : { legacyKey }),
    names: [...Object.keys(fields), ...removed].toSorted(),
    ...(references?.userId === undefined ? {} : { to: references.userId }),
  };
}

function sorted(list: readonly unknown[]): string[] {
  return list.map((each) => JSON.stringify(each, Object.keys(each as object).toSorted())).toSorted();
}

async function exportedCase(legacyId: string): Promise<string> {
  const zip = await Snapshot.open(path.join(scene.dir, "latest/documents/cases.zip"));
  for await (const line of zip.lines("cases")) if (line.includes(legacyId)) return line;
  throw new Error("no such case");
}

/** What users wrote stays, except in the migration's own documents; those are gone without a trace. */
async function expectTakenBack(): Promise<void> {
  const mine = ["users", "authAccounts"];
  const others = (list: readonly TableFingerprint[]) => list.filter(({ table }) => !mine.includes(table));
  expect(others(await scene.fingerprints())).toStrictEqual(others(before));
  const users = await scene.documents("users");
  const legacy = users.flatMap((user) => [...user.keys()]).filter((name) => name.startsWith("legacy"));
  expect(legacy).toStrictEqual([]);
  const names = users.flatMap((user) => (user.has("name") ? [textOf(user, "name")] : []));
  expect(names).toEqual(expect.arrayContaining(["Somebody Else", "New", "My Own Name"]));
  const accounts = await scene.documents("authAccounts");
  expect(accounts.some((each) => each.get("providerAccountId") === '"4711"')).toBe(true);
}

test("rollback takes back what the migration did; what users wrote in their own documents stays", async () => {
  const { code, stdout, stderr } = await scene.cutover("rollback");
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  expect(stderr).toContain("Written in Convex since the migration");
  expect(stderr).toContain("authAccounts: 1 inserted (not in the plan)");
  expect(stdout).toContain("The migration is taken back");
  expect(stderr).toContain("Maintenance mode stays on");
  await expectTakenBack();
  const conflicts = await readFile(path.join(scene.dir, "latest/writes/conflicts.jsonl"), "utf8");
  expect(conflicts).toContain('"theirs":"\\"A New Firm\\""');
});

test("a second rollback finds nothing to do", async () => {
  const { code, stdout } = await scene.cutover("rollback");
  expect(code).toBe(0);
  expect(stdout).toContain("already rolled back");
  await expectTakenBack();
});

test("status says that load is next, and the pipeline runs again to the same numbers, beside who has signed up since", async () => {
  expect((await scene.cutover("status")).stdout).toContain("next: cutover load");
  await scene.stages(...pipeline);
  const [users, ...others] = numbersOf(await readReport());
  expect([{ ...users, existing: users!.existing! - 1 }, ...others]).toStrictEqual(numbers);
});

test("after the clean-up nobody can tell what is whose: only the whole backup goes back, said first what that takes away", async () => {
  await scene.stages(["cleanup"]);
  expect((await listLosses()).unknown).toContain("cleanup");
  const { code, stderr } = await scene.cutover("rollback", "--export-writes", "--source", source);
  expect(code).toBe(3);
  expect(stderr).toContain("cannot be told");
  const refused = await scene.cutover("rollback");
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("cutover rollback --restore-backup");
  await scene.putOff("cases:remind");
  const restored = await scene.cutover("rollback", "--restore-backup");
  expect(`${restored.code}\n${restored.code === 0 ? "" : restored.stderr}`).toBe("0\n");
  expect(restored.stderr).toContain("What was written since then is gone, by whomever:");
  expect(restored.stderr).toMatch(/users: \d+ documents instead of \d+/);
  expect(restored.stderr).toContain("1 call(s) put off during maintenance mode that will not run");
  expect(restored.stderr).toContain("/rollback/before-restore-1.zip: all tables as they are when it begins.");
  expect(await scene.fingerprints()).toStrictEqual(before);
  expect(await scene.isInMaintenance()).toBe(true);
});
