import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FoundWrites } from "../../scripts/rollback/findWrites.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { hashes, person, writeSource } from "../client/match/settled/people.js";
import { type Finished, runCutover } from "../support/cutover.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const appDir = path.join(projectDir, "test/client/match/settled/fixture-app");
const email = "una@x.com";

type Documents = Readonly<Record<"users" | "authAccounts", readonly Readonly<Record<string, unknown>>[]>>;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;
let before: Documents;

/** Somebody has typed the address of una in the new app, with a password; una's own comes from the old one, and both are kept apart. */
beforeEach(async () => {
  home = await temporaryDir();
  const source = path.join(home.dir, "source");
  await mkdir(source);
  const owner = person("una", { encrypted_password: hashes.bob });
  const google = { id: "1", user_id: "una", provider: "google", provider_id: "108000000000000000001" };
  await writeSource(source, {
    users: [owner],
    identities: [google],
    cases: [{ id: "1", user_id: "una", title: "of una" }],
  });
  deployment = await startDeployment(appDir);
  await seed("users", [{ email }]);
  const [stranger] = (await read()).users;
  await seed("authAccounts", [
    { provider: "password", providerAccountId: email, secret: "typed", userId: stranger!["_id"] },
    { provider: "google", providerAccountId: "1", userId: stranger!["_id"] },
  ]);
  before = await read();
  await cutover("export", "--source", source);
  for (const stage of ["load", "match", "resolve"]) await cutover(stage);
  await cutover("match", "settle", "una", "--keep", "self", "--table", "users");
  await cutover("match", "settle", "password:una", "--keep", "self", "--table", "authAccounts");
});

afterEach(async () => {
  await deployment.stop();
  await home.remove();
});

async function cutover(...words: string[]): Promise<Finished> {
  const common = ["--plan", path.join(appDir, "convex/plan.ts"), "--dir", path.join(home.dir, "runs"), "--yes"];
  const finished = await runCutover([...words, ...common], deployment.env);
  expect(`${finished.code}\n${finished.code === 0 ? "" : finished.stderr}`).toBe("0\n");
  return finished;
}

async function seed(table: string, documents: readonly object[]): Promise<void> {
  await deployment.data.importDocuments(home.dir, table, documents, "append");
}

async function read(): Promise<Documents> {
  const file = path.join(home.dir, "now.zip");
  await deployment.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const found = { users: [] as Record<string, unknown>[], authAccounts: [] as Record<string, unknown>[] };
  for (const table of ["users", "authAccounts"] as const)
    for await (const line of zip.lines(table)) found[table].push(decodeDocument(line, "zip"));
  zip.close();
  return found;
}

const signInsOf = ({ authAccounts }: Documents) =>
  authAccounts.map(({ provider, providerAccountId }) => `${provider as string} ${providerAccountId as string}`);

async function listWrites(): Promise<FoundWrites["tables"]> {
  const { stdout } = await cutover("rollback", "--dry-run", "--json");
  return (JSON.parse(stdout) as { lost: FoundWrites }).lost.tables;
}

test("a sign-in that gave way stayed so after the rollback, and opened for nobody; what its user changed since stays", async () => {
  expect(signInsOf(await read())).toContain(`set-aside password:${email}`);
  expect(await listWrites(), "the migration's doing was listed as a user's").toEqual([]);
  const now = (await read()).authAccounts;
  const changed = now.map((each) => (each["provider"] === "set-aside" ? { ...each, secret: "new" } : each));
  await deployment.data.importDocuments(home.dir, "authAccounts", changed, "replace");
  expect(await listWrites()).toMatchObject([
    { table: "authAccounts", changed: 1, examples: [expect.stringMatching(/\(secret\)$/)] },
  ]);
  await cutover("rollback");
  const [typed, ...others] = before.authAccounts;
  expect(await read()).toEqual({ ...before, authAccounts: [{ ...typed, secret: "new" }, ...others] });
});

test("whose sign-in somebody else has by then stays set aside: as two they would open for nobody", async () => {
  const other = { provider: "password", providerAccountId: email, secret: "a third", userId: before.users[0]!["_id"] };
  await seed("authAccounts", [other]);
  const { stderr } = await cutover("rollback");
  expect(stderr).toContain("1 sign-in stays set aside: somebody has the same one since");
  expect(signInsOf(await read()).toSorted()).toEqual(["google 1", `password ${email}`, `set-aside password:${email}`]);
});

test("refused sign-ins of users who are gone stayed to be decided, and one made since led to nobody", async () => {
  const una = (await read()).users.find(({ legacyId }) => legacyId === "una")!["_id"];
  const claim = { code: "several", provider: "google", email, message: "…", users: [una], user: null, attempts: 1 };
  const claims = (["open", "decided"] as const).map((state) => ({
    ...claim,
    state,
    waiting: null,
    firstAt: 1,
    lastAt: 1,
  }));
  const file = path.join(home.dir, "claims.jsonl");
  await writeFile(file, claims.map((each) => `${JSON.stringify(each)}\n`).join(""));
  await deployment.convex("import", "--component", "cutover", "--table", "claims", "--append", "--yes", file);
  await seed("authAccounts", [{ provider: "google", providerAccountId: "2", userId: una }]);
  const { stderr } = await cutover("rollback");
  expect(stderr).toContain("1 sign-in goes with users of the migration");
  expect(await read()).toEqual(before);
  expect(await readStates()).toEqual(["decided"]);
});

async function readStates(): Promise<unknown[]> {
  const file = path.join(home.dir, "claims.zip");
  await deployment.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const states = [];
  for await (const line of zip.lines("_components/cutover/claims")) states.push(decodeDocument(line, "zip")["state"]);
  zip.close();
  return states;
}
