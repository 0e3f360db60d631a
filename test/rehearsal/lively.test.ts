import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import { loadProject, type Project } from "../../scripts/project/project.js";
import { createLively, type Lively } from "../../scripts/rehearsal/lively.js";
import { type Rehearsal, startRehearsal } from "../../scripts/rehearsal/server/deployment.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";
import { runCutover } from "../support/cutover.js";
import { DataAccess } from "../support/dataAccess.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { existing, source } from "../support/permTracker.js";

let project: Project;
let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: Rehearsal;
let data: DataAccess;
let lively: Lively;
let run: RunDirectory;
let notes: string[];

beforeAll(async () => {
  project = await loadProject(path.join(projectDir, "convex/plan.ts"));
  deployment = await startRehearsal({ appDir: path.join(projectDir, "convex") });
  data = new DataAccess(deployment);
});
afterAll(async () => await deployment.stop());

let round = 0;
beforeEach(async () => {
  home = await temporaryDir();
  run = new RunDirectory(home.dir, `run-${String(round++)}`);
  notes = [];
  await mkdir(run.file(), { recursive: true });
  const progress = { note: (text: string) => notes.push(text) };
  const app = { functionName: (name: string) => `migrations:${name}` };
  const context = { app, project, run, progress } as unknown as Context;
  const common = {
    run: run.run,
    appHash: "",
    lively: true,
    strict: false,
    rows: null,
    existing: null,
    pid: process.pid,
  };
  lively = createLively(context, { on: "throw-away", ...deployment, ...common }, true)!;
});
afterEach(async () => {
  await lively.stop();
  await home.remove();
});

async function importOver(table: string): Promise<void> {
  await data.importDocuments(home.dir, table, [], "replace");
}

async function failureOf(work: Promise<unknown>): Promise<CutoverError> {
  const failure: unknown = await work.then(
    () => "it did not fail",
    (error: unknown) => error,
  );
  if (failure instanceof CutoverError) return failure;
  throw new Error(String(failure));
}

test("a write that is lost ends the rehearsal with exit code 2, and is named with table and id", async () => {
  await lively.start();
  await importOver("users");
  const failure = await failureOf(lively.finish());
  expect(failure.exitCode).toBe(2);
  expect(notes.join("\n")).toMatch(/^lively: \d+ writes, [1-9]\d* lost, 0 listed$/m);
  for (const { where } of failure.faults) expect(where).toMatch(/^table users, document \d+users, written /);
});

test("a listing that has the document's id and not what the user wrote there lists nothing", async () => {
  await lively.start();
  // The second round changes what the first has made.
  await lively.edit(false);
  await importOver("users");
  const before = await failureOf(lively.finish());
  const ids = before.faults.map(({ where }) => /document (\S+),/.exec(where!)![1]!);
  await mkdir(run.file("writes"));
  const lines = ids.map((id) => `${JSON.stringify({ number: 0, table: "users", id, document: "{}" })}\n`);
  await writeFile(run.file("writes", "removed.jsonl"), lines.join(""));
  const after = await failureOf(lively.finish());
  expect(after.faults.length).toBeGreaterThan(0);
  for (const fault of after.faults) expect(before.faults).toContainEqual(fault);
});

test("what an earlier listing holds whole is listed, from the folder of an earlier list, too", async () => {
  await lively.start();
  await importOver("users");
  const { faults } = await failureOf(lively.finish());
  const ids = faults.map(({ where }) => /document (\S+),/.exec(where!)![1]!);
  await mkdir(run.file("writes-1"));
  const everyText = Array.from({ length: 2_000 }, (_, n) => `lively ${String(n)}.`).join(" ");
  const lines = ids.map((id) => `${JSON.stringify({ id, document: everyText })}\n`);
  await writeFile(run.file("writes-1", "removed.jsonl"), lines.join(""));
  await lively.finish();
  expect(notes.at(-2)).toMatch(/^lively: \d+ writes, 0 lost, [1-9]\d* listed$/);
});

test("a rehearsal on a real backend has no users of ours, which is said before anything starts", async () => {
  for (const flag of ["--lively", "--strict"]) {
    const { code, stderr } = await runCutover([
      "rehearse",
      "--on",
      "local",
      flag,
      "--source",
      source,
      "--dir",
      home.dir,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain("--lively and --strict are rules of the built-in rehearsal deployment, not of local");
  }
});

test("a whole migration beside users who write, rolled back and made again, with every rule at once: nothing is lost", async () => {
  const words = ["rehearse", "--source", source, "--existing", existing, "--dir", home.dir, "--rows", "150"];
  const env = { CUTOVER_REHEARSAL_SLOW: "50" };
  const { code, stderr } = await runCutover([...words, "--lively", "--strict", "--with-rollback"], env);
  expect(stderr).toMatch(/^lively: [1-9]\d{2,} writes, 0 lost, [1-9]\d* listed$/m);
  expect(stderr).toMatch(/^ +[1-9]\d* refused in maintenance mode$/m);
  expect(stderr).toContain("a table that was empty has documents now: looking again");
  expect(stderr).not.toContain("not everything was tried");
  expect(code).toBe(0);
});
