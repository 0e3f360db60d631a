import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenChangemaker, openExample } from "../../../examples/changemaker/open.js";
import { makePeople, passwordOf, type Person } from "../../../examples/changemaker/generator/people.js";
import { makeAuthEnv, subjectOf } from "../../support/authKeys.js";
import { type Finished, runCutover } from "../../support/cutover.js";
import { projectDir, temporaryDir } from "../../support/folders.js";
import { startDeployment, type TestDeployment } from "../../support/deployment.js";
import { type Document, plan, readLines, runExample } from "./run.js";

const { people } = makePeople();

let home: Awaited<ReturnType<typeof temporaryDir>>;
let example: OpenChangemaker;
let app: TestDeployment;
let signups: readonly Document[];
let users: readonly Document[];

beforeAll(async () => {
  home = await temporaryDir();
  const dir = path.join(home.dir, "runs");
  example = await openExample();
  app = await startDeployment(path.join(projectDir, "examples/changemaker"), makeAuthEnv());
  const env = { ...example.env, ...(app.env as Record<string, string>) };
  check(await runExample("export", dir, { ...example, env }));
  for (const stage of ["load", "match", "resolve"]) {
    check(await runCutover([stage, "--plan", plan, "--dir", dir, "--yes", "--json"], env));
  }
  [users, signups] = await Promise.all([
    readLines(dir, "documents/users.jsonl"),
    readLines(dir, "documents/shiftSignups.jsonl"),
  ]);
});

afterAll(async () => {
  await app?.stop();
  await example?.close();
  await home?.remove();
});

function check({ code, stderr }: Finished): void {
  if (code !== 0) throw new Error(`it ended with ${String(code)}:\n${stderr}`);
}

interface Mine {
  readonly email: string;
  readonly role: string;
  readonly shiftIds: readonly string[];
}

async function signIn(email: string, password: string): Promise<Mine> {
  const args = { provider: "password", params: { flow: "signIn", email, password } };
  const { tokens } = await app.call<{ tokens: { token: string } }>("auth:signIn", args);
  return await app.call<Mine>("me:get", {}, subjectOf(tokens.token));
}

const userOf = ({ email }: Person) => users.find((user) => user["email"] === email)!;

const find = (holds: (person: Person) => boolean) => people.find(holds)!;

const isIn = ({ group }: Person, ...apps: ("influence" | "login")[]) =>
  apps.every((each) => group[each] !== undefined) && group.password === undefined && group.hasExpired !== true;

function signupsOf(person: Person): number {
  return signups.filter(({ userEmail }) => userEmail === person.email).length;
}

test("somebody who used both apps comes in with the password of either, and sees what is theirs", async () => {
  const person = find((each) => isIn(each, "influence", "login") && signupsOf(each) > 0);
  for (const old of ["login", "influence"] as const) {
    // The first to be used replaces the other.
    const other = find((each) => isIn(each, "influence", "login") && each !== person);
    const whose = old === "login" ? person : other;
    const mine = await signIn(` ${whose.email.toUpperCase()}`, passwordOf(whose, old));
    expect(mine).toMatchObject({ email: whose.email, role: userOf(whose)["role"] });
    expect(mine.shiftIds).toHaveLength(signupsOf(whose));
  }
  await expect(signIn(person.email, passwordOf(person, "influence"))).rejects.toThrow(/Invalid credentials/);
});

test("a wrong password, a password that was never hashed, and a stranger are refused in the same words", async () => {
  const [known, plain] = [find((each) => isIn(each, "login")), find(({ group }) => group.password === "plain")];
  for (const email of [known.email, plain.email, "nobody@example.org"]) {
    await expect(signIn(email, "a wrong password")).rejects.toThrow(/Invalid credentials, or too many attempts/);
  }
});

test("whose access has ended stays out, and reads why", async () => {
  const person = find((each) => userOf(each)["status"] === "EXPIRED" && each.group.login !== undefined);
  await expect(signIn(person.email, passwordOf(person, "login"))).rejects.toThrow(/Your access has ended/);
});

test("whoever looks after accounts sets a password for somebody who had none", async () => {
  const person = find(({ group }) => group.password === "none");
  const { password } = await app.call<{ password: string }>("migrations:resetPassword", { email: person.email });
  expect(await signIn(person.email, password)).toMatchObject({ email: person.email });
});
