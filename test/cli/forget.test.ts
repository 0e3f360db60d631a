import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage } from "../window/goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

async function newestRun(): Promise<string> {
  const names = await readdir(stage.dir);
  return names
    .filter((name) => /^\d{8}-/.test(name))
    .toSorted()
    .at(-1)!;
}

test("a run that is not there is refused with the names of those that are; nothing leads out of the folder", async () => {
  expect((await stage.cutover("export")).code).toBe(0);
  for (const name of ["20200101-000000-000", "..", "latest", "../latest"]) {
    const { code, stderr } = await stage.cutover("forget", name);
    expect(`${code} ${stderr}`).toMatch(/^3 /);
    expect(stderr).toContain(await newestRun());
  }
  expect(existsSync(path.join(stage.dir, "latest/documents"))).toBe(true);
});

test("what a run holds of people goes, report and counts stay, and nothing goes on with it", async () => {
  const run = await newestRun();
  const dryRun = await stage.cutover("forget", run, "--dry-run");
  expect(dryRun.stdout).toContain("nothing was changed");
  expect(existsSync(path.join(stage.dir, run, "documents"))).toBe(true);

  await writeFile(path.join(stage.dir, run, "a-file-of-a-later-version"), "ann@example.com");
  const { code, stdout } = await stage.cutover("forget", run);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\d+ files deleted/);
  expect((await readdir(path.join(stage.dir, run))).toSorted()).toEqual([
    "forgotten.json",
    "journal.jsonl",
    "manifest.json",
    "report.json",
  ]);

  const loaded = await stage.cutover("load");
  expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^3 /);
  expect(loaded.stderr).toContain(`The documents and backups of run ${run} were deleted`);
  const replayed = await stage.cutover("rejects", "replay");
  expect(`${replayed.code} ${replayed.stderr}`).toMatch(/^3 /);
  expect(replayed.stderr).toContain(`The documents and backups of run ${run} were deleted`);
  expect((await stage.cutover("forget", run)).stdout).toContain("0 files deleted");
});

test("while a rollback needs it a run stays, unless somebody says why not; then rollback says that it is gone", async () => {
  // As the refusal says.
  expect((await stage.cutover("export")).code).toBe(0);
  const gone = await stage.go();
  expect(`${gone.code} ${gone.stderr}`).toMatch(/^0 /);
  const run = await newestRun();
  const refused = await stage.cutover("forget", run);
  expect(`${refused.code} ${refused.stderr}`).toMatch(/^3 /);
  expect(refused.stderr).toContain("its rollback window ends at");
  expect(existsSync(path.join(stage.dir, run, "backup.zip"))).toBe(true);

  expect((await stage.cutover("forget", run, "--reason", "the old database is gone")).code).toBe(0);
  const rolledBack = await stage.cutover("rollback");
  expect(`${rolledBack.code} ${rolledBack.stderr}`).toMatch(/^3 /);
  expect(rolledBack.stderr).toContain("were deleted by");
  expect(await stage.takesWrites()).toBe(true);
});

test("a preloaded run that was forgotten is not gone on with: go refuses, preload begins a new one", async () => {
  const preloaded = await stage.cutover("preload");
  expect(`${preloaded.code} ${preloaded.stderr}`).toMatch(/^0 /);
  const run = await newestRun();
  const refused = await stage.cutover("forget", run);
  expect(refused.stderr).toContain("was not launched");
  expect((await stage.cutover("forget", run, "--reason", "another try")).code).toBe(0);
  const { code, stderr } = await stage.go();
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toContain(`The documents and backups of run ${run} were deleted`);
  expect((await stage.cutover("export")).code).toBe(0);
  expect(await newestRun()).not.toBe(run);
});
