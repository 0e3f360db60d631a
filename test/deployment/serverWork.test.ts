import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { type Rehearsal, startRehearsal } from "../../scripts/rehearsal/server/deployment.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { fixtureApp } from "../rehearsal/server/command.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let rehearsal: Rehearsal;
/** Imports and exports wait until this is called. */
let release: () => void;
let asked: string[];

beforeEach(async () => {
  home = await temporaryDir();
  asked = [];
  const released = new Promise<void>((resolve) => (release = resolve));
  rehearsal = await startRehearsal({
    appDir: path.join(fixtureApp, "convex"),
    pace: async () => await released,
    faults: (name) => {
      asked.push(name);
      return null;
    },
  });
  await writeFile(path.join(home.dir, "notes.jsonl"), '{"title":"a"}\n{"title":"b"}\n');
});
afterEach(async () => {
  release();
  await rehearsal.stop();
  await home.remove();
});

function createCommand(name: string, isStuck = () => false): ConvexCommand {
  const flags = ["--url", rehearsal.url, "--admin-key", rehearsal.adminKey];
  const deployment = { name: "here", flags, env: { CONVEX_DEPLOYMENT: "", CONVEX_DEPLOY_KEY: "" } };
  const patience = {
    pollMs: 20,
    get stallMs() {
      return isStuck() ? 0 : 600_000;
    },
  };
  return new ConvexCommand(projectDir, deployment, new AbortController().signal, pidFile(name), patience);
}

const pidFile = (name: string) => path.join(home.dir, `${name}.pid`);
const words = () => ["--yes", "--replace", "--table", "notes", path.join(home.dir, "notes.jsonl")];

async function listStates(): Promise<string[]> {
  const response = await fetch(`${rehearsal.url}/api/query`, {
    method: "POST",
    headers: { authorization: `Convex ${rehearsal.adminKey}` },
    body: JSON.stringify({ path: "_system/cli/queryImport:list", args: {} }),
  });
  const { value } = (await response.json()) as { value: { state: { state: string } }[] };
  return value.map(({ state }) => state.state);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
const imports = async () => (await listStates()).includes("in_progress");

test("an import whose command was killed was made again beside itself", async () => {
  const ended = createCommand("one").call("import", words());
  await until(imports);
  process.kill(Number(await readFile(pidFile("one"), "utf8")), "SIGKILL");
  const before = asked.length;
  await until(() => asked.length > before + 3);
  release();
  expect((await ended).stderr).toBe("Added 2 documents");
  expect(await listStates()).toEqual(["completed"]);
});

test("an import of an hour said nothing: what the deployment says of it is heard, until it is over", async () => {
  const heard: (string | null)[] = [];
  const command = createCommand("one");
  command.listen((text) => void heard.push(text));
  const ended = command.call("import", words());
  await until(() => heard.includes('Importing "notes"'));
  release();
  await ended;
  expect(heard[0]).toBe("the upload is under way");
  expect(heard.at(-1)).toBeNull();
});

test("an import queued behind the one that a killed run had left", async () => {
  const first = createCommand("one").call("import", words());
  await until(imports);
  const before = asked.length;
  const second = createCommand("two").call("import", words());
  await until(() => asked.length > before + 3);
  expect(await listStates()).toEqual(["in_progress"]);
  release();
  expect((await first).stderr).toContain("Added 2 documents");
  expect((await second).stderr).toContain("Added 2 documents");
  expect(await listStates()).toEqual(["completed", "completed"]);
});

test("an import that does not move was killed after a time and made again, up to eight times", async () => {
  let isStuck = false;
  const ended = createCommand("one", () => isStuck).call("import", words());
  await until(imports);
  isStuck = true;
  await expect(ended).rejects.toThrow(/Nothing moved for too long[^]*that this command began was cancelled/);
  expect(await listStates()).toEqual(["failed"]);
});

test("a backup that somebody made stopped the window after a minute", async () => {
  await requestExport();
  const file = path.join(home.dir, "export.zip");
  const exported = createCommand("one").call("export", ["--path", file]);
  await until(() => asked.filter((name) => name.endsWith("exports:getLatest")).length > 3);
  release();
  await exported;
  expect((await readFile(file)).length).toBeGreaterThan(0);
});

async function requestExport(): Promise<void> {
  const headers = { authorization: `Convex ${rehearsal.adminKey}` };
  await fetch(`${rehearsal.url}/api/export/request/zip?includeStorage=false`, { method: "POST", headers });
}

test("a cutover window waited for somebody's backup beyond its own end", async () => {
  await requestExport();
  const late = createCommand("one");
  late.waitForOthersUntil(Date.now() - 1);
  const file = path.join(home.dir, "export.zip");
  await expect(late.call("export", ["--path", file])).rejects.toMatchObject({
    failure: "gate",
    message: expect.stringMatching(/window is over, and an export that somebody else[^]*cutover rollback/),
  });
});

test("and for somebody's import; once it is done, or for a rollback, nothing is too late", async () => {
  const first = createCommand("one").call("import", words());
  await until(imports);
  const late = createCommand("two");
  late.waitForOthersUntil(Date.now() - 1);
  await expect(late.call("import", words())).rejects.toThrow(/an import that somebody else has begun/);
  late.waitForOthersUntil(null);
  const before = asked.length;
  const second = late.call("import", words());
  await until(() => asked.length > before + 3);
  release();
  await first;
  expect((await second).stderr).toContain("Added 2 documents");
  late.waitForOthersUntil(Date.now() - 1);
  expect((await late.call("import", words())).stderr).toContain("Added 2 documents");
});
