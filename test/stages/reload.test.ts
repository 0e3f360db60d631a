import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowCounts, targetCounts } from "../../examples/perm-tracker/generator/dirt.js";
import { splitFields } from "../../scripts/rows/write/documentLines.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { seedAccounts, source } from "../support/permTracker.js";

type User = Readonly<Record<string, string>>;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;
let before: Map<string, User>;

async function cutover(...words: string[]): Promise<void> {
  const { code, stderr } = await runCutover([...words, "--dir", path.join(home.dir, "runs"), "--yes"], deployment.env);
  expect(`${words[0]} ${code}\n${code === 0 ? "" : stderr}`).toBe(`${words[0]} 0\n`);
}

/** The documents of a table as they stand in the deployment, fields as JSON text, by id. */
async function readUsers(name: string, table = "users"): Promise<Map<string, User>> {
  const file = path.join(home.dir, `${name}.zip`);
  await deployment.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const users = new Map<string, User>();
  for await (const line of zip.lines(table)) {
    const fields = Object.fromEntries(splitFields(line));
    users.set(fields._id!, fields);
  }
  zip.close();
  return users;
}

const strangers = targetCounts.accountsOfMigratedUsers + targetCounts.accountsOfStrangers;

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
  await seedAccounts(deployment.data, path.join(home.dir, "existing"));
  before = await readUsers("before");
  for (const words of [["export", "--source", source], ["load"], ["match"], ["resolve"]]) await cutover(...words);
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

test("accounts that existed keep their id and what they had", async () => {
  const users = await readUsers("matched");
  expect(before.size).toBe(strangers);
  expect(users.size).toBe(rowCounts["public.users"] + targetCounts.accountsOfStrangers);
  for (const [id, account] of before) expect(users.get(id)).toMatchObject(account);
});

test("somebody who signs up between two loads is still there after the second", async () => {
  const newcomer = { name: "New", email: "new@comer.example" };
  await deployment.data.importDocuments(home.dir, "users", [newcomer], "append");
  await cutover("load");
  const users = await readUsers("reloaded");
  expect(users.size).toBe(rowCounts["public.users"] + strangers + 1);
  // Survivors of the first match are accounts again, exactly as they were.
  for (const [id, account] of before) expect(users.get(id)).toStrictEqual(account);
});

test("the second round ends verified, with as many people as the first", async () => {
  for (const stage of ["match", "resolve", "verify"]) await cutover(stage);
  const users = await readUsers("again");
  expect(users.size).toBe(rowCounts["public.users"] + targetCounts.accountsOfStrangers + 1);
});

test("a run over another one, rolled back, left the documents of the first", async () => {
  await cutover("export", "--source", source);
  await cutover("load");
  await cutover("match");
  await cutover("rollback");
  const users = await readUsers("rolled-back");
  expect(users.size).toBe(strangers + 1);
  for (const [id, account] of before) expect(users.get(id)).toStrictEqual(account);
  expect(await readUsers("rolled-back-cases", "cases")).toEqual(new Map());
});
