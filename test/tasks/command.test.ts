import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStage, type Stage } from "../window/goSupport.js";

interface Task {
  readonly name: string;
  readonly state: string;
  readonly waitsFor: string | null;
  readonly dueAt: number;
  readonly items: readonly { item: string; measured: { ok: boolean | null; value: string } | null }[];
}

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

async function tasks(...words: string[]) {
  const { code, stdout, stderr } = await stage.cutover("tasks", ...words);
  return { code, stdout, stderr };
}

async function listed(): Promise<Task[]> {
  const { stdout } = await tasks("list", "--json");
  return (JSON.parse(stdout) as { tasks: Task[] }).tasks;
}

test("before the cutover the tasks are listed, and scheduling is refused with what to type", async () => {
  const { code, stdout, stderr } = await tasks();
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toMatch(/removeLegacyFields +waiting +not scheduled/);
  const refused = await tasks("schedule");
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("Tasks are scheduled relative to the cutover, and none is recorded here");
});

test("go schedules the tasks after it has let people in, and the report lists them", async () => {
  const { code, stdout, stderr } = await stage.go();
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toMatch(/task decommission7d: scheduled, due \d{4}-\d\d-\d\d \d\d:\d\d \(.*UTC\)/);
  const all = await listed();
  expect(all.map(({ name, state }) => [name, state])).toEqual([
    ["tidy", "scheduled"],
    ["removeLegacyFields", "scheduled"],
    ["decommission7d", "scheduled"],
    ["decommission14d", "scheduled"],
    ["decommission30d", "scheduled"],
  ]);
  const weekMs = 7 * 86_400_000;
  expect(Math.abs(all[2]!.dueAt - Date.now() - weekMs)).toBeLessThan(10 * 60_000);
});

test("words that make no sense are answered with those that do", async () => {
  const { code, stderr } = await tasks("rum", "tidy");
  expect(code).toBe(1);
  expect(stderr).toContain('cutover tasks knows no "rum"');
  expect((await tasks("run")).stderr).toContain("run <task>: which task?");
  expect((await tasks("run", "tydi")).stderr).toContain("One of: tidy, removeLegacyFields");
});

test("a dry run says what would be done and does nothing; a run does it through the scheduler", async () => {
  const dry = await tasks("dry-run", "tidy");
  expect(`${dry.code} ${dry.stdout}`).toMatch(/tidy would do this: tickets 30/);
  const { code, stdout, stderr } = await tasks("run", "tidy", "--watch");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toMatch(/tidy: done, due .*, tickets 30/);
});

test("a cancelled task is scheduled again by name", async () => {
  expect((await tasks("cancel", "decommission30d")).stdout).toMatch(/decommission30d +cancelled/);
  expect((await tasks("schedule")).stdout).toMatch(/decommission30d +cancelled/);
  expect((await tasks("schedule", "decommission30d")).stdout).toMatch(/decommission30d +scheduled/);
});

test("the removal by hand is refused while the way back has to stay open", async () => {
  const { code, stdout } = await tasks("run", "removeLegacyFields");
  expect(code).toBe(3);
  expect(stdout).toContain("removeLegacyFields is waiting for: the end of the rollback window");
});

async function measure(name: string) {
  const { stdout } = await tasks("run", name, "--json");
  const { items } = JSON.parse(stdout) as Task;
  return (item: string) => items.find((each) => each.item === item)?.measured;
}

test("a source that nobody has touched since the cutover is measured as such, and the backup is opened", async () => {
  const measured = await measure("decommission7d");
  expect(measured("source-writes")).toMatchObject({ ok: true, value: expect.stringMatching(/^none since/) });
  expect(measured("source-connections")).toMatchObject({ ok: true });
  expect(measured("backup")).toMatchObject({ ok: true, value: expect.stringMatching(/every byte read/) });
  expect(measured("source-backup")).toMatchObject({ ok: false, value: "there is none: cutover backup-source" });
  expect(measured("verification")).toMatchObject({ ok: true, value: "2 tables verified" });
  expect(measured("legacy-reads")).toMatchObject({ ok: true });
});

test("a write to the source after the cutover is found, with its table, and so is the connection", async () => {
  await stage.postgres.run("UPDATE tickets SET title = 'late' WHERE id < 4");
  const measured = await measure("decommission7d");
  expect(measured("source-writes")).toMatchObject({ ok: false, value: expect.stringContaining("public.tickets 3") });
  expect(measured("source-connections")?.ok).toBe(false);
});

test("statistics that were reset prove nothing, and are not taken for a proof", async () => {
  await stage.postgres.run("SELECT pg_stat_reset()");
  const measured = await measure("decommission7d");
  expect(measured("source-writes")).toMatchObject({ ok: null, value: expect.stringContaining("reset") });
});

test("a confirmation is kept with who gave it and why", async () => {
  const { code, stdout, stderr } = await tasks("confirm", "decommission7d", "source-writes", "a test wrote it");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toMatch(/\[x\] source-writes: .*confirmed by \S+ on .*: a test wrote it/);
  expect(stdout + stderr).not.toContain("s3cret");
  expect(stderr).toMatch(/^record: \S+\/decommission7d\.md$/m);
  expect(await readFile(path.join(stage.dir, "latest/decommission7d.md"), "utf8")).toMatch(
    /^# decommission7d\n\nNot complete: 4 of 10[^]*- \[x\] the source had no writes since the cutover \(`source-writes`\)\n {2}- measured \d.*UTC: .*\n {2}- confirmed by \S+ 2.* UTC: a test wrote it\n/,
  );
});

test("rollback cancels the tasks: the launch they follow did not happen", async () => {
  const { code, stderr } = await stage.cutover("rollback");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toContain("task tidy has run: tickets 30");
  // What has run has run; it is said above.
  const states = (await listed()).map(({ name, state }) => [name, state]);
  expect(states.filter(([name]) => name !== "tidy").map(([, state]) => state)).toStrictEqual(
    Array.from({ length: 4 }, () => "cancelled"),
  );
  expect((await tasks("schedule")).code).toBe(3);
});
