import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Difference } from "../../scripts/comparison/difference.js";
import { runCutover, startCutover } from "../support/cutover.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { temporaryDir } from "../support/folders.js";
import { seedAccounts, source } from "../support/permTracker.js";
import { type Fields, readTables, writeTables } from "./exportedTables.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;
/** Documents with a fault, by what it is. */
const faulty: Record<string, Fields> = {};
let edited: { readonly right: string; readonly wrong: string };

const words = (...typed: string[]) => [...typed, "--dir", path.join(home.dir, "runs"), "--yes"];
const cutover = async (...typed: string[]) => await runCutover(words(...typed), deployment.env);
const keyOf = (document: Fields) => JSON.parse(document.get("legacyId")!) as string;
const read = async () => await readTables(deployment.data, home.dir);
const write = async (tables: ReadonlyMap<string, Fields[]>) => await writeTables(deployment.data, home.dir, tables);

async function differences(): Promise<string[]> {
  const { stdout } = await cutover("diff", "--json");
  const found = (JSON.parse(stdout) as { differences: Difference[] }).differences;
  return found.map(({ table, key, kind, fields, byUsers }) =>
    [byUsers ? "users" : "fault", table, key, kind, fields.map(({ name }) => name).join()].join(" ").trim(),
  );
}

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
  await seedAccounts(deployment.data, path.join(home.dir, "existing"));
  for (const typed of [["export", "--source", source], ["load"], ["match"], ["resolve"]]) {
    const { code, stderr } = await cutover(...typed);
    if (code !== 0) throw new Error(`${typed[0]} ended with ${code}:\n${stderr}`);
  }
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

function inject(tables: ReadonlyMap<string, Fields[]>): void {
  const cases = tables.get("cases")!;
  const notifications = tables.get("notifications")!;
  const linked = notifications.filter((each) => each.has("caseId"));
  const free = cases.filter((each) => !linked.some((one) => one.get("caseId") === each.get("_id")));
  const [value, edit, made, twice] = free as [Fields, Fields, Fields, Fields];
  const [repointed, unlinked, gone] = linked as [Fields, Fields, Fields];
  Object.assign(faulty, { value, edit, made, twice, repointed, unlinked, gone });
  for (const each of [value, edit]) each.set("notes", '"a fault"');
  value.set("pwdWageAmount", "9223372036854775807");
  made.set("_creationTime", "1.0");
  const other = cases.find((each) => each.get("_id") !== repointed.get("caseId"))!;
  repointed.set("caseId", other.get("_id")!);
  unlinked.delete("caseId");
  notifications.splice(notifications.indexOf(gone), 1);
  const { _id, ...copy } = Object.fromEntries(twice);
  cases.push(new Map(Object.entries(copy)), new Map(Object.entries({ ...copy, legacyId: '"extra"' })));
}

test("nothing is repaired before a verification says what is wrong", async () => {
  const tables = await read();
  inject(tables);
  await write(tables);
  const { code, stderr } = await cutover("verify", "--repair");
  expect({ code, stderr }).toStrictEqual({ code: 3, stderr: expect.stringContaining("CUT3611") });
  expect((await cutover("verify")).code).toBe(2);
  expect(await differences()).toHaveLength(8);
});

test("a dry run says what would be written, and writes nothing", async () => {
  const before = await read();
  const { code, stdout } = await cutover("verify", "--repair", "--dry-run");
  expect(code).toBe(0);
  expect(stdout).toContain("Rows to repair: 5");
  expect(stdout).toContain("Dry run: nothing was changed");
  expect(await read()).toStrictEqual(before);
});

/** A user corrects one document that was right, and one that had a fault. */
async function editAsUser(): Promise<void> {
  const tables = await read();
  const cases = tables.get("cases")!;
  const wrong = cases.find((each) => each.get("_id") === faulty.edit!.get("_id"))!;
  const used = new Set(Object.values(faulty).map((each) => each.get("_id")));
  const right = cases.find((each) => each.has("notes") && each.has("legacyId") && !used.has(each.get("_id")))!;
  for (const each of [wrong, right]) each.set("notes", '"a user wrote this"');
  edited = { right: keyOf(right), wrong: keyOf(wrong) };
  await write(tables);
}

/** Ends the command as soon as this is there. */
async function killWhen(isThere: () => boolean): Promise<void> {
  const started = startCutover(words("verify", "--repair"), deployment.env);
  while (!isThere() && started.child.exitCode === null) await sleep(5);
  started.child.kill("SIGKILL");
  expect((await started.finished).code).toBeNull();
}

test("killed in the middle it is typed again; faults are repaired, and what users have changed since stays theirs", async () => {
  await editAsUser();
  await killWhen(() => existsSync(path.join(home.dir, "runs/latest/repair/inserts.zip")));
  const { code, stdout, stderr } = await cutover("verify", "--repair", "--limit", "99");
  expect(`${code} ${code === 2 ? "" : stderr}`).toBe("2 ");
  expect(stdout).toContain(`cases: row "${edited.wrong}", notes: has been changed in Convex since it was verified`);
  const left = [
    `fault cases ${edited.wrong} changed notes`,
    `fault cases ${keyOf(faulty.made!)} changed _creationTime`,
    `fault cases ${keyOf(faulty.twice!)} duplicate`,
    "fault cases extra extra",
    `users cases ${edited.right} changed notes`,
  ];
  expect((await differences()).toSorted()).toStrictEqual(left.toSorted());
  const cases = (await read()).get("cases")!;
  for (const key of Object.values(edited))
    expect(cases.find((each) => keyOf(each) === key)!.get("notes")).toBe('"a user wrote this"');
});

test("the counts of match and resolve stay: functions in Convex find no other fault than the export", async () => {
  const tables = await read();
  const cases = tables.get("cases")!;
  const undo = new Set([edited.wrong, edited.right]);
  expect(cases.filter((each) => undo.has(keyOf(each)))).toHaveLength(2);
  const { stderr } = await cutover("verify", "--in-convex");
  expect(stderr).not.toContain("notifications:");
  expect(stderr).toContain("cases: counts: 2 document(s) too many");
});

test("issues of a code are waived at once, those of other codes stay open", async () => {
  const open = async () =>
    JSON.parse((await cutover("issues", "--json")).stdout) as { groups: { code: string; count: number }[] };
  const [first, ...others] = (await open()).groups;
  const { code, stdout } = await cutover("issues", "waive", first!.code, "--reason", "they are known");
  expect({ code, stdout: stdout.split("\n")[0] }).toStrictEqual({
    code: 0,
    stdout: `Waived ${first!.count} open issues with the code ${first!.code}: they are known`,
  });
  expect((await open()).groups).toStrictEqual(others);
});
