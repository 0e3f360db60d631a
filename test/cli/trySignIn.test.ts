import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openExample } from "../../examples/firebase/open.js";
import { renderSignInTrial } from "../../scripts/cli/output/renderSignInTrial.js";
import { readPassword } from "../../scripts/cli/readPassword.js";
import { CutoverError } from "../../scripts/errors.js";
import { maskSecrets } from "../../scripts/secrets.js";
import { readFingerprints } from "../../scripts/stages/backup.js";
import { makeAuthEnv } from "../support/authKeys.js";
import { type Finished, runCutover, startCutover } from "../support/cutover.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const plan = "examples/firebase/convex/plan.ts";
const password = "ada's password";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let app: TestDeployment;
let env: NodeJS.ProcessEnv;

/** The command on a rehearsal of the example whose users have Firebase's scrypt, by the app's own Convex Auth. */
beforeAll(async () => {
  home = await temporaryDir();
  const example = await openExample();
  app = await startDeployment(path.join(projectDir, "examples/firebase"), makeAuthEnv());
  env = { ...example.env, ...app.env };
  await cutover(["export", "--source", example.source]);
  for (const stage of ["load", "match", "resolve"]) await cutover([stage, "--yes"]);
});

afterAll(async () => {
  await app?.stop();
  await home?.remove();
});

const words = (command: readonly string[]) => [...command, "--plan", plan, "--dir", home.dir];

async function cutover(command: readonly string[]): Promise<Finished> {
  const finished = await runCutover(words(command), env);
  if (finished.code !== 0) throw new Error(`${command[0]} ended with ${finished.code}:\n${finished.stderr}`);
  return finished;
}

/** In a process of its own: the password comes by its stdin, and stands in no argument. */
async function tryUser(user: string, given: string, ...flags: string[]): Promise<Finished> {
  const command = words(["try-sign-in", "--user", user, "--password-stdin", ...flags]);
  return await startCutover(command, env, given).finished;
}

const signIns = async () => await app.call<{ signedIn: number; tries: object[] }>("migrations:signIns", {});

async function counted(...tables: string[]): Promise<number[]> {
  const file = path.join(home.dir, "export.zip");
  await app.data.exportTo(file);
  const fingerprints = await readFingerprints(file);
  return tables.map((table) => fingerprints.find((each) => each.table === table)?.documents ?? 0);
}

async function writtenFiles(): Promise<string> {
  const files = await readdir(home.dir, { recursive: true, withFileTypes: true });
  const texts = files.flatMap((file) =>
    file.isFile() ? [readFile(path.join(file.parentPath, file.name), "utf8")] : [],
  );
  return (await Promise.all(texts)).join("\n");
}

test("without a user it looks at a sample of every kind of account and hash: exit code 2, as one is shut out", async () => {
  const { code, stdout, stderr } = await runCutover(words(["try-sign-in"]), env);
  expect(code).toBe(2);
  expect(stdout).toMatch(/password, firebaseScrypt +3 +3 +0 +0/);
  expect(stdout).toMatch(/google +2 +2 +0 +0/);
  expect(stdout).toMatch(/no account +3 +2 +0 +1/);
  expect(stderr).toMatch(/^7 of 8 users would get in, 0 after a reset, 1 shut out: u6/);
});

test("with a user it really signs in, ends the session, counts for nobody, and shows the password nowhere", async () => {
  const { code, stdout, stderr } = await tryUser(" Ada@Example.com", `${password}\n`);
  expect(`${code} ${stdout}${stderr}`).toMatch(/^0 .*got in, as user \w+; the session has ended\.\n$/);
  expect(await signIns()).toMatchObject({ signedIn: 0, tries: [] });
  expect(await counted("authSessions", "authRefreshTokens", "authAccounts")).toEqual([0, 0, 5]);
  expect(`${stdout}${stderr}${await writtenFiles()}`).not.toContain(password);
});

test("only the provider `password` could be tried; one that the app does not have is told by its id", async () => {
  const { code, stdout } = await tryUser("ada@example.com", password, "--provider", "staff", "--json");
  expect([code, JSON.parse(stdout)]).toMatchObject([
    2,
    { outcome: "refused", accounts: 0, words: expect.stringContaining("staff") as string },
  ]);
});

test("a wrong password: what the user reads, why, and exit code 2", async () => {
  const { code, stdout } = await tryUser("ada@example.com", "a wrong horse", "--json");
  expect([code, JSON.parse(stdout)]).toEqual([
    2,
    {
      deployment: app.url,
      address: "ada@example.com",
      outcome: "refused",
      user: null,
      accounts: 1,
      words: expect.stringMatching(/^Invalid credentials/) as string,
      reason: "credentials",
      isSessionEnded: false,
    },
  ]);
  expect(await signIns()).toMatchObject({ signedIn: 0, tries: [] });
});

test.each([
  [{ accounts: 0 }, "nobody signs in with this address and a password"],
  [{ accounts: 2 }, "2 users have this sign-in, and nobody has decided whose it is"],
  [{ reason: "credentials" }, "the password does not match, or there were too many wrong ones in the last hour"],
  [{ reason: "unsupported_hash" }, "nobody can verify the hash of its password: the user needs a reset"],
  [{ words: "Your access has ended." }, "Your access has ended."],
])("why a user is refused, in words: %j", (more, why) => {
  const refused = {
    outcome: "refused",
    user: null,
    accounts: 1,
    words: "No.",
    reason: null,
    isSessionEnded: false,
  } as const;
  const { words: read } = { ...refused, ...more };
  expect(renderSignInTrial("ben@x.com", { ...refused, ...more })).toBe(
    `ben@x.com is refused: ${why.replace(/\.$/, "")}.\nWhat they read: ${read}`,
  );
});

test("a right password of an app that sends a code first", () => {
  const mailed = {
    outcome: "mailed",
    user: null,
    accounts: 1,
    words: null,
    reason: null,
    isSessionEnded: false,
  } as const;
  expect(renderSignInTrial("ben@x.com", mailed)).toMatch(
    /^ben@x\.com has the right password; the app has sent the user a code/,
  );
});

test.each([
  [["--user", "ada@example.com"], "--user needs a password on stdin"],
  [["--password-stdin"], "--password-stdin is the password of a --user"],
])("half of it is refused before anything is asked: %j", async (flags, what) => {
  const { code, stderr } = await runCutover(words(["try-sign-in", ...flags]), env);
  expect([code, stderr]).toEqual([1, expect.stringContaining(what) as string]);
});

test.each([
  ["a line end is the editor's", "a horse of mine \r\n", "a horse of mine "],
  ["one only", "a horse of mine\n\n", "a horse of mine\n"],
])("the password is what stands on stdin: %s", async (_what, given, read) => {
  expect(await readPassword(Readable.from([given]))).toBe(read);
  expect(maskSecrets(`it was ${read}.`)).toBe("it was ….");
});

test("neither an empty password nor one that is seen while it is typed", async () => {
  await expect(readPassword(Readable.from([""]))).rejects.toThrow(CutoverError);
  const terminal = Object.assign(Readable.from(["seen"]), { isTTY: true });
  await expect(readPassword(terminal)).rejects.toThrow(/stdin is a terminal/);
});

test("without a key only public functions are there", async () => {
  const call = async (name: string) => {
    const body = JSON.stringify({ path: name, format: "convex_encoded_json", args: [{}] });
    return await (await fetch(`${app.url}/api/mutation`, { method: "POST", body })).json();
  };
  expect(await call("migrations:signIns")).toMatchObject({
    status: "error",
    errorMessage: expect.stringContaining("Could not find public function for 'migrations:signIns'") as string,
  });
  const refused = await fetch(`${app.url}/api/function`, { method: "POST", headers: { Authorization: "Convex no" } });
  expect(refused.status).toBe(401);
});
