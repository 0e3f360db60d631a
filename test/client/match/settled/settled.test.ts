import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../../../scripts/report/report.js";
import { decodeDocument } from "../../../../scripts/rows/write/documentLines.js";
import { Snapshot } from "../../../../scripts/run/snapshot.js";
import { runCutover } from "../../../support/cutover.js";
import { projectDir, temporaryDir } from "../../../support/folders.js";
import { startDeployment, type TestDeployment } from "../../../support/deployment.js";
import { accounts, hashes, methods, writeSource } from "./people.js";

const appDir = path.join(projectDir, "test/client/match/settled/fixture-app");

type Documents = Readonly<Record<string, readonly Record<string, unknown>[]>>;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let env: NodeJS.ProcessEnv;
let deployment: TestDeployment;
let printed = "";
let before: Documents;
let matched: Documents;
const ids = new Map<string, string>();

async function cutover(words: readonly string[], exitCode = 0): Promise<string> {
  const common = ["--plan", path.join(appDir, "convex/plan.ts"), "--dir", path.join(home.dir, "runs"), "--yes"];
  const { code, stdout, stderr } = await runCutover([...words, ...common], env);
  printed += stdout + stderr;
  expect(`${words.join(" ")} ${code}\n${code === exitCode ? "" : stderr}`).toBe(`${words.join(" ")} ${exitCode}\n`);
  return stdout + stderr;
}

async function read(): Promise<Documents> {
  const file = path.join(home.dir, `now-${Date.now()}.zip`);
  await deployment.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const found: Record<string, Record<string, unknown>[]> = {};
  for (const table of ["users", "authAccounts", "cases"]) {
    found[table] = [];
    for await (const line of zip.lines(table)) found[table].push(decodeDocument(line, "zip"));
  }
  zip.close();
  return found;
}

async function seed(table: string, documents: readonly object[]): Promise<void> {
  await deployment.data.importDocuments(home.dir, table, documents, "replace");
}

const idOf = (email: string) => ids.get(email)!;
const report = async () => JSON.parse(await readFile(path.join(home.dir, "runs/latest/report.json"), "utf8")) as Report;

beforeAll(async () => {
  home = await temporaryDir();
  const source = path.join(home.dir, "source");
  await mkdir(source);
  await writeSource(source);
  deployment = await startDeployment(appDir);
  ({ env } = deployment);
  await seed("users", accounts);
  for (const { _id, email } of (await read())["users"]!) ids.set(email as string, _id as string);
  await seed(
    "authAccounts",
    methods.map(({ of, ...method }) => ({ ...method, userId: idOf(of) })),
  );
  before = await read();
  await cutover(["export", "--source", source]);
  await cutover(["load"]);
  await cutover(["match"]);
  matched = await read();
  await giveNicknames();
});

/** What dan and eve have written since, in the documents that were imported for them; their accounts have other nicknames. */
async function giveNicknames(): Promise<void> {
  const users = matched["users"]!.map((each) =>
    each["legacyId"] === "dan" || each["legacyId"] === "eve" ? { ...each, nickname: `my ${each["legacyId"]}` } : each,
  );
  await seed("users", users);
}

/** The nicknames that gave way and are in the run's file. */
async function nicknamesKept(): Promise<string[]> {
  const file = path.join(home.dir, "runs/latest/writes/removed.jsonl");
  return existsSync(file) ? [...(await readFile(file, "utf8")).matchAll(/my (\w+)/g)].map(([, name]) => name!) : [];
}

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

test("who stays behind is counted by reason", async () => {
  const [users, methodsOf] = (await report()).tables;
  expect(users).toMatchObject({
    read: 13,
    written: 8,
    rejectedByCode: { banned: 1, deleted: 1, anonymous: 1, "sso-only": 1, "no-email": 1 },
  });
  expect(methodsOf).toMatchObject({ written: 5, rejected: 1 });
});

test("addresses are trimmed and in lower case, and proved only where the old system had proved them", () => {
  const found = matched["users"]!;
  const of = (legacyId: string) => found.find((each) => each["legacyId"] === legacyId)!;
  expect(of("bob")).toMatchObject({ email: "bob@x.com", emailVerificationTime: Date.parse("2023-05-01T10:00:00Z") });
  expect(of("unproved")).toMatchObject({ email: "unproved@x.com" });
  expect(of("unproved")).not.toHaveProperty("emailVerificationTime");
});

test("each class is counted, and each doubt names both sides and what to type", async () => {
  const shown = await cutover(["status"]);
  expect(shown).toContain(
    "matched users: 1 one to one, 2 several old to one new, 1 one old to several new, 1 unverified, 1 changed address, 2 new users",
  );
  const { items } = await deployment.call<{ items: { legacyKey: string; message: string }[] }>("migrations:issues", {
    table: "users",
  });
  for (const [row, email] of [
    ["sam", "shared@x.com"],
    ["sue", "shared@x.com"],
    ["cat", "cat@x.com"],
    ["dan", "dan@old.com"],
    ["eve", "EVE@x.com"],
  ] as const) {
    const { message } = items.find(({ legacyKey }) => legacyKey === row)!;
    expect(message).toContain(`npx cutover match settle ${row} --keep ${idOf(email)}`);
  }
});

test("cutover issues lists what is open in the deployment, with the command that settles each", async () => {
  const shown = await cutover(["issues", "users", "--limit", "1"]);
  expect(shown).toMatch(/^users +match +several_old +email +2$/m);
  expect(shown).toMatch(/npx cutover match settle (?:sam|sue) --keep/);
  expect(shown).toContain("and 1 more: --limit 2");
  const json = JSON.parse(await cutover(["issues", "--json"])) as { open: number; groups: { code: string }[] };
  const { items } = await deployment.call<{ items: { code: string }[] }>("migrations:issues", { state: "open" });
  expect(json.open).toBe(items.length);
  expect(new Set(json.groups.map(({ code }) => code))).toEqual(new Set(items.map(({ code }) => code)));
});

test("a sign-in method that was there already is one method, not two", () => {
  const google = matched["authAccounts"]!.filter((each) => each["providerAccountId"] === "108000000000000000001");
  expect(google).toMatchObject([{ userId: idOf("ann@x.com"), legacyId: "identity:1" }]);
});

test("what cannot be settled is refused with a sentence and the next command", async () => {
  expect(await cutover(["match", "settle", "nobody", "--keep", "self"], 3)).toMatch(
    /No imported row of users has the key "nobody"\.\n {2}→ npx cutover issues users/,
  );
  expect(await cutover(["match", "settle", "sam"], 1)).toContain("--keep <account id>");
  expect(await cutover(["match", "settle", "sam", "--keep", "self", "--dry-run"])).toContain("nothing was changed");
});

test("everything is settled by the commands that the issues name, and the run ends verified", async () => {
  await cutover(["resolve"]);
  const shared = idOf("shared@x.com");
  expect(await cutover(["match", "settle", "sam", "--keep", shared])).toContain("References are being repointed");
  await cutover(["match", "settle", "sue", "--keep", shared]);
  await cutover(["match", "settle", "cat", "--keep", "self"]);
  expect(await cutover(["match", "settle", "dan", "--keep", idOf("dan@old.com")])).toContain(
    "documents that gave way are kept whole: 1",
  );
  expect(await nicknamesKept(), "what gave way to a settlement was in no file").toEqual(["dan"]);
  // Again is harmless.
  expect(await cutover(["match", "settle", "sam", "--keep", shared])).toContain("Nothing changed");
  for (const stage of ["match", "resolve"]) await cutover([stage]);
  // As by the app itself, when somebody signs in.
  await deployment.call("migrations:settle", { legacyKey: "eve", keep: idOf("EVE@x.com"), by: "eve" });
  expect(await nicknamesKept()).toEqual(["dan"]);
  await cutover(["verify"]);
  expect(await nicknamesKept(), "what gave way to a claim was in the component only").toEqual(["dan", "eve"]);
  expect((await report()).tables.map(({ table, verified }) => [table, verified])).toEqual([
    ["users", true],
    ["authAccounts", true],
    ["cases", true],
  ]);
});

/** After the decisions everybody, and everything of theirs, is where it belongs. */
async function expectSettled(): Promise<void> {
  const now = await read();
  const owner = (title: string) => now["cases"]!.find((each) => each["title"] === `of ${title}`)!["userId"];
  expect(["ann", "sam", "sue", "dan", "eve"].map(owner)).toEqual(
    ["ann@x.com", "shared@x.com", "shared@x.com", "dan@old.com", "EVE@x.com"].map(idOf),
  );
  const user = (id: string) => now["users"]!.find((each) => each["_id"] === id);
  expect(user(idOf("dan@old.com"))).toMatchObject({ email: "dan@old.com", legacyEmail: "dan@new.com" });
  expect(user(idOf("ann@x.com"))).toMatchObject({ email: "ann@x.com", name: "ann old" });
  const keys = now["authAccounts"]!.map((each) => `${String(each["provider"])} ${String(each["providerAccountId"])}`);
  expect(new Set(keys).size).toBe(keys.length);
  const method = (id: string) => now["authAccounts"]!.find((each) => each["providerAccountId"] === id);
  expect(method("108000000000000000002")).toMatchObject({ userId: idOf("shared@x.com") });
  expect(method("shared@x.com")).toMatchObject({ userId: idOf("shared@x.com"), secret: methods[1]!.secret });
  expect(method("bob@x.com")).toMatchObject({ secret: hashes.bob, emailVerified: "bob@x.com" });
  expect(method("unproved@x.com")).not.toHaveProperty("emailVerified");
}

test("references and sign-in methods lead to the accounts that were kept, and no method is there twice", expectSettled);

test("a further load puts every account back exactly as it was; match then carries the decisions out by itself", async () => {
  await cutover(["load"]);
  const loaded = await read();
  for (const table of ["users", "authAccounts"]) {
    const left = loaded[table]!.filter((each) => each["legacyId"] === undefined);
    expect(left).toEqual(before[table]);
  }
  for (const stage of ["match", "resolve", "verify"]) await cutover([stage]);
  await expectSettled();
});

test("no hash of a password is in anything that was printed, or that the run's reports keep", async () => {
  const matches = JSON.stringify(await deployment.call("migrations:matches", { table: "authAccounts" }));
  const latest = path.join(home.dir, "runs/latest");
  const files = await Promise.all(
    (await readdir(latest))
      .filter((name) => /\.jsonl?$/.test(name))
      .map(async (name) => await readFile(path.join(latest, name), "utf8")),
  );
  for (const hash of [...Object.values(hashes), methods[1]!.secret!])
    expect(printed + matches + files.join("")).not.toContain(hash);
});
