import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { App } from "../../scripts/deployment/app.js";
import { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { CutoverError, exitCodes } from "../../scripts/errors.js";
import { type Rehearsal, startRehearsal } from "../../scripts/rehearsal/server/deployment.js";
import { Checksums } from "../../convex/shared/document/fingerprint.js";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let rehearsal: Rehearsal;
let app: App;

/** As a self-hosted deployment with REDACT_LOGS_TO_CLIENT. */
beforeAll(async () => {
  home = await temporaryDir();
  rehearsal = await startRehearsal({ appDir: path.join(projectDir, "convex"), redacts: true });
  const { signal } = new AbortController();
  const flags = ["--url", rehearsal.url, "--admin-key", rehearsal.adminKey];
  const deployment = { name: "here", flags, env: { CONVEX_DEPLOYMENT: "", CONVEX_DEPLOY_KEY: "" } };
  const command = new ConvexCommand(projectDir, deployment, signal, path.join(home.dir, "convex.pid"));
  app = new App(command, "migrations", signal);
});
afterAll(async () => {
  await rehearsal.stop();
  await home.remove();
});

const list = { runId: "run-1", changes: "list-1", purpose: "catchUp" };
const counts = {
  read: 0,
  written: 0,
  rejected: 0,
  filtered: 0,
  merged: 0,
  sums: new Checksums().render(),
  averageBytes: 0,
  largestBytes: 0,
};

test.each<[name: string, args: object, what: RegExp, next: RegExp]>([
  ["run", { stage: "cleanup" }, /^cleanup comes after match/, /^npx convex run migrations:run '\{"stage":"match"\}'$/],
  ["run", { stage: "verify", reset: true }, /^verify comes after match/, /"stage":"match"/],
  ["begin", { runId: "r", planHash: "p", tables: [{ table: "x", ...counts }] }, /another plan.*lacks x/, /deploy/],
  ["settle", { legacyKey: "k", keep: "self" }, /./, /./],
  ["settle", { table: "cases", legacyKey: "k", keep: "self" }, /users/, /./],
  ["apply", list, /the changes are of run run-1/, /./],
  ["scheduleTasks", {}, /none is recorded here/, /npx cutover go/],
  ["scheduleTasks", { name: "x" }, /none is recorded here/, /npx cutover go/],
  ["runTask", { name: "x" }, /has no task "x"/, /migrations:tasks/],
  ["dryRunTask", { name: "y" }, /has no task "y"/, /migrations:tasks/],
  ["undoTask", { name: "x" }, /has no task "x"/, /migrations:tasks/],
  ["closeTask", { name: "ü" }, /has no task "ü"/, /migrations:tasks/],
  ["cancelTask", { name: "removeLegacyFields" }, /No task is scheduled/, /scheduleTasks/],
  ["confirmTask", { name: "decommission7d", item: "x", by: "me" }, /No task is scheduled/, /scheduleTasks/],
])(
  "%s %j: the refusal's words and next command were lost where errors are redacted",
  async (name, args, what, next) => {
    const error = await app.command(name, args).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CutoverError);
    const { exitCode, faults } = error as CutoverError;
    expect(exitCode).toBe(exitCodes.gate);
    expect(faults).toEqual([{ what: expect.stringMatching(what), next: expect.stringMatching(next) }]);
  },
);

test("a clean-up too early ended with the exit code of a broken deployment, and a stack", async () => {
  const before = await app.status();
  const error = await app.runStage("cleanup", before, { progress() {}, note() {} }).catch((thrown: unknown) => thrown);
  expect((error as CutoverError).exitCode).toBe(exitCodes.gate);
  expect((error as CutoverError).message).not.toContain("    at ");
});

test("that a function is not deployed was no longer known where errors are redacted", async () => {
  await expect(app.convex.run("migrations:nothing", {}, z.null())).rejects.toThrow(/Could not find function.*nothing/);
  await expect(app.convex.run("nowhere:control", {}, z.null())).rejects.toThrow(/npx convex deploy/);
});

test("an error without words says where its words are", async () => {
  await expect(app.convex.run("migrations:control", { action: "x" }, z.null())).rejects.toThrow(
    /REDACT_LOGS_TO_CLIENT/,
  );
});

test("another window's refusal names the folder to go to", async () => {
  await app.recordStep("run-1", "backup", "started", "");
  await expect(app.recordStep("run-2", "backup", "started", "")).rejects.toMatchObject({
    exitCode: exitCodes.gate,
    message: expect.stringMatching(/window of run run-1 is open.*\n {2}→ cutover go in the folder of run run-1/),
  });
});
