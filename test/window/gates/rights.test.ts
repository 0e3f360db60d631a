import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { App } from "../../../scripts/deployment/app.js";
import { ConvexCommand } from "../../../scripts/deployment/convexCommand.js";
import { type Rehearsal, startRehearsal } from "../../../scripts/rehearsal/server/deployment.js";
import { createFault, type Faults } from "../../../scripts/rehearsal/server/faults.js";
import { measureRights } from "../../../scripts/window/gates/rights.js";
import { projectDir, temporaryDir } from "../../support/folders.js";
import { fixtureApp } from "../../rehearsal/server/command.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let rehearsal: Rehearsal;

beforeEach(async () => {
  home = await temporaryDir();
});
afterEach(async () => {
  await rehearsal.stop();
  await home.remove();
});

async function start(appDir: string, faults: Faults, key?: string): Promise<App> {
  rehearsal = await startRehearsal({ appDir, redacts: true, faults });
  const { signal } = new AbortController();
  const flags = ["--url", rehearsal.url, "--admin-key", key ?? rehearsal.adminKey];
  const deployment = { name: "here", flags, env: { CONVEX_DEPLOYMENT: "", CONVEX_DEPLOY_KEY: "" } };
  const command = new ConvexCommand(projectDir, deployment, signal, path.join(home.dir, "convex.pid"));
  return new App(command, "migrations", signal);
}

const own = path.join(projectDir, "convex");
const fail =
  (name: string, code: string): Faults =>
  (called) =>
    called.endsWith(name) ? createFault(code) : null;

test("the gate is open where the key has all rights, even where errors are redacted", async () => {
  expect(await measureRights(await start(own, () => null))).toMatchObject({ name: "rights", isOpen: true });
});

test.each<[name: string, faults: Faults, key: string | undefined, value: RegExp]>([
  ["run internal functions", fail(":runTask", "Forbidden"), undefined, /do not have permission[^]*Deploy Keys/],
  ["list imports", fail("queryImport:list", "Forbidden"), undefined, /do not have permission[^]*Deploy Keys/],
  ["do anything with a key of another deployment", fail("", "BadDeployKey"), undefined, /Check CONVEX_DEPLOY_KEY/],
  ["do anything with a wrong key", () => null, "wrong|key", /Check CONVEX_DEPLOY_KEY/],
])("that a key may not %s was found out with maintenance mode on", async (_, faults, key, value) => {
  const gate = await measureRights(await start(own, faults, key));
  expect(gate.isOpen).toBe(false);
  expect(gate.value).toMatch(value);
});

test("an app without the functions is told to deploy them", async () => {
  const gate = await measureRights(await start(path.join(fixtureApp, "convex"), () => null));
  expect(gate).toMatchObject({ isOpen: false, value: expect.stringContaining("npx convex deploy") });
});

test.each(["TooManyWrites", "ExpiredInQueue", "CommitterFullError", "WorkerOverloaded", "TooManyConcurrentRequests"])(
  "%s: a busy moment ended the command",
  async (code) => {
    let calls = 0;
    const app = await start(own, () => ((calls += 1) === 1 ? createFault(code) : null));
    expect(await measureRights(app)).toMatchObject({ isOpen: true });
    expect(calls).toBe(3);
  },
);
