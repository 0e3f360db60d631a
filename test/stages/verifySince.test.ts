import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Difference } from "../../scripts/comparison/difference.js";
import type { Since } from "../../scripts/stages/verifySince.js";
import { runCutover } from "../support/cutover.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { temporaryDir } from "../support/folders.js";
import { seedAccounts, source } from "../support/permTracker.js";
import { type Fields, readTables, writeTables } from "./exportedTables.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;

const runFile = (name: string) => path.join(home.dir, "runs/latest", name);

async function cutover(...words: string[]) {
  return await runCutover([...words, "--dir", path.join(home.dir, "runs"), "--yes"], deployment.env);
}

async function since(): Promise<{ code: number | null; since: Since; found: string[] }> {
  const { code, stdout, stderr } = await cutover("verify", "--since", "--json");
  if (stdout === "") throw new Error(stderr);
  const answer = JSON.parse(stdout) as Since;
  const lines = (await readFile(runFile(answer.differences), "utf8")).split("\n").filter((line) => line !== "");
  return { code, since: answer, found: lines.map((line) => describe(JSON.parse(line) as Difference)).toSorted() };
}

function describe({ table, kind, id, fields, byUsers }: Difference): string {
  const names = fields.map(({ name, kind: what }) => `${name}:${what}`).join(",");
  return [byUsers === true ? "users" : "fault", table, kind, id ?? "", names].join(" ").trim();
}

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
  await seedAccounts(deployment.data, path.join(home.dir, "existing"));
  for (const words of [["export", "--source", source], ["load"], ["match"], ["resolve"], ["verify"]]) {
    const { code, stderr } = await cutover(...words);
    if (code !== 0) throw new Error(`${words[0]} ended with ${code}:\n${stderr}`);
  }
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

test("the cleanup keeps the map of ids where it is not there, and afterwards everything is still true", async () => {
  await rm(runFile("ids.zip"));
  expect((await cutover("verify", "--since")).stderr).toContain("CUT3610");
  expect((await cutover("cleanup")).code).toBe(0);
  const tables = await readTables(deployment.data, home.dir);
  expect([...tables.get("cases")!, ...tables.get("users")!].filter((each) => each.has("legacyId"))).toStrictEqual([]);
  const { code, since: answer, found } = await since();
  expect({ code, found }).toStrictEqual({ code: 0, found: [] });
  expect(answer.tables.find(({ table }) => table === "cases")!.documents).toBe(tables.get("cases")!.length);
});

const idOf = (document: Fields) => JSON.parse(document.get("_id")!) as string;

/** The documents by their place in the table: none of them is the target of another's reference. */
function edit(tables: ReadonlyMap<string, Fields[]>): string[] {
  const [changed, moved, made] = tables.get("cases")! as [Fields, Fields, Fields];
  const [gone] = tables.get("userPreferences")!.splice(0, 1);
  changed.set("notes", '"called back"');
  const other = tables.get("users")!.find((each) => each.get("_id") !== moved.get("userId"))!;
  moved.set("userId", other.get("_id")!);
  made.set("_creationTime", `${Math.floor(Number(made.get("_creationTime"))) - 1}.0`);
  made.set("notes", '"and a user wrote here, too"');
  const { _id, ...own } = Object.fromEntries(changed);
  tables.get("cases")!.push(new Map(Object.entries(own)));
  expect(gone).toBeDefined();
  return [
    `users cases changed ${idOf(changed)} notes:value`,
    `users cases changed ${idOf(moved)} userId:reference`,
    `fault cases changed ${idOf(made)} _creationTime:value`,
    `users cases changed ${idOf(made)} notes:value`,
    "users userPreferences missing",
  ];
}

test("months later, what users changed and deleted is listed as theirs, what nobody can change as a fault", async () => {
  const tables = await readTables(deployment.data, home.dir);
  const expected = edit(tables);
  await writeTables(deployment.data, home.dir, tables);
  const { code, since: answer, found } = await since();
  expect(found).toStrictEqual(expected.toSorted());
  expect(code).toBe(2);
  expect(answer.tables.find(({ table }) => table === "cases")).toMatchObject({
    changedByUsers: 3,
    differences: 1,
    fields: { notes: 2, userId: 1 },
  });
  expect(answer.tables.find(({ table }) => table === "userPreferences")).toMatchObject({ deletedByUsers: 1 });
  const { stdout } = await cutover("verify", "--since");
  expect(stdout).toMatch(/cases: notes 2, userId 1\n/);
  expect(stdout).toMatch(
    /Not as it was verified at \S+, and not by users:\n {2}cases: row "[\w-]+" differs in _creationTime/,
  );
});

test("a map that is damaged, or a folder of another deployment, is refused", async () => {
  const record = JSON.parse(await readFile(runFile("deployment.json"), "utf8")) as { id: string };
  await writeFile(runFile("deployment.json"), JSON.stringify({ ...record, id: "another" }));
  expect((await cutover("verify", "--since")).stderr).toContain("CUT3603");
  await writeFile(runFile("deployment.json"), JSON.stringify(record));
  const map = await readFile(runFile("ids.zip"));
  map[Math.floor(map.length / 2)]! ^= 1;
  await writeFile(runFile("ids.zip"), map);
  const { code, stderr } = await cutover("verify", "--since");
  expect({ code, stderr }).toStrictEqual({ code: 3, stderr: expect.stringContaining("The map of ids is damaged") });
});
