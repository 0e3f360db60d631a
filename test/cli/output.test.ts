import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { definitions } from "../../scripts/cli/definitions.js";
import { createProject, runInit } from "../init/support.js";
import { type Finished, runCutover, startCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { type Stage, startStage, waived } from "../window/goSupport.js";

/** What is for stderr: progress, the next command, the state of a terminal's line. */
const remarks = /done in \d|rows\/s|^Next:|^(?:rehearsal|continuing|run) \d|\r/m;

/** What 2>/dev/null leaves, which has to be one document on one line. */
function parseOnly({ stdout }: Finished): unknown {
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}

function expectAnswer({ code, stdout, stderr }: Finished): string {
  expect(`${String(code)} ${code === 0 ? "" : stderr}`).toBe("0 ");
  expect(stdout.trim()).not.toBe("");
  expect(stdout).not.toMatch(remarks);
  return stdout;
}

describe("a command that fails", () => {
  let home: Awaited<ReturnType<typeof temporaryDir>>;
  beforeAll(async () => void (home = await temporaryDir()));
  afterAll(async () => await home.remove());

  const wrong: Readonly<Record<string, readonly string[]>> = {
    explain: ["CUT0000"],
    completion: ["powershell"],
    match: ["settle"],
    tasks: ["rum"],
  };

  test.each(Object.keys(definitions))("%s: one document with its code on stdout, or nothing", async (name) => {
    const nowhere = name === "completion" || name === "explain" ? [] : ["--plan", path.join(home.dir, "app/plan.ts")];
    const dir = nowhere.length === 0 ? [] : ["--dir", path.join(home.dir, "runs")];
    const words = [name, ...(wrong[name] ?? []), ...nowhere, ...dir];
    const plain = await runCutover(words);
    expect(plain.code).not.toBe(0);
    expect(plain.stdout).toBe("");
    expect(plain.stderr).toMatch(/^\nCUT\d{4}: /m);
    if (name === "completion") return;
    const json = await runCutover([...words, "--json"]);
    expect(json.code).toBe(plain.code);
    const [, code] = /(CUT\d{4}): /.exec(plain.stderr)!;
    expect(parseOnly(json)).toMatchObject({
      error: {
        code,
        exitCode: plain.code,
        faults: expect.arrayContaining([expect.objectContaining({ what: expect.any(String) })]),
      },
    });
  });
});

describe.sequential("a command that succeeds: the answer on stdout, everything else on stderr", () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await startStage()));
  afterAll(async () => await stage.close());

  const json = async (name: string, ...words: string[]) => {
    const finished = await stage.cutover(name, ...words, "--json");
    expect(`${name} ${String(finished.code)} ${finished.code === 0 ? "" : finished.stderr}`).toBe(`${name} 0 `);
    return parseOnly(finished);
  };
  const both = async (name: string, ...words: string[]) => {
    const text = expectAnswer(await stage.cutover(name, ...words));
    return { text, document: await json(name, ...words) };
  };

  test("check and init", async () => {
    const { text, document } = await both("check");
    expect(text).toMatch(/^Grade [A-E]: /);
    expect(document).toHaveProperty("grade");
    const drafted = await both("init", "--dry-run", "--plan", path.join(stage.hooks, "convex/plan.ts"));
    expect(drafted.text).toContain("tables are planned");
    expect(drafted.document).toHaveProperty("files");
  });

  test.each(["export", "load", "match", "resolve", "verify"])("%s", async (name) => {
    const planned = await both(name, "--dry-run");
    expect(planned.text).toContain("Dry run: nothing was changed.");
    expect(planned.document).toMatchObject({ stages: [{ name }] });
    const { text, document } = await both(name);
    expect(text).toMatch(/^table +read +written/);
    expect(document).toMatchObject({ tables: [{}, {}] });
  });

  test("status, report, issues and diff", async () => {
    const status = await both("status");
    expect(status.text).toMatch(/^cutover run=\S+ step=verify state=finished/);
    expect(status.document).toMatchObject({ step: "verify" });
    expect((await both("report")).text).toMatch(/^table +read/);
    expect((await both("issues")).document).toMatchObject({ open: 0, groups: [] });
    expect((await both("diff")).document).toMatchObject({ differences: [] });
  });

  test("open issues alone were told as documents that differ", async () => {
    await stage.postgres.run(`ALTER TABLE tickets DROP CONSTRAINT tickets_person_id_fkey;
      INSERT INTO tickets VALUES (31, 999, 'of nobody', 1);`);
    for (const name of ["export", "load", "match", "resolve"]) await stage.cutover(name);
    const failed = await stage.cutover("verify", "--json");
    expect(failed.code).toBe(2);
    expect(parseOnly(failed)).toMatchObject({
      error: { code: "CUT2603", faults: [{ what: "tickets: 1 open issue, the plan allows 0" }] },
    });
    await stage.postgres.run("DELETE FROM tickets WHERE id = 31;");
    for (const name of ["export", "load", "match", "resolve", "verify"]) await json(name);
  });

  test("a difference is listed with its field, and an unknown table is refused", async () => {
    await stage.convex.run("tickets:spoil", { amount: 7_777 });
    // It was right when it was verified just now, and the migration has written nothing since.
    expect((await stage.cutover("verify")).code).toBe(0);
    expect((await both("diff", "tickets")).text).toContain("Changed by users in Convex:");
    await json("resolve");
    const failed = await stage.cutover("verify", "--json");
    expect(failed.code).toBe(2);
    expect(parseOnly(failed)).toMatchObject({ error: { code: "CUT2602" } });
    const { text, document } = await both("diff", "tickets", "--limit", "1");
    expect(text).toMatch(/^tickets +0 +0 +0 +\d+$/m);
    expect(text).toMatch(/differs in amount: exported .*, in Convex .*7777/);
    expect(document).toMatchObject({ differences: [{ table: "tickets", kind: "changed" }] });
    expect((await both("diff", "people")).document).toMatchObject({ differences: [] });
    expect((await stage.cutover("diff", "tickts")).stderr).toContain("One of: people, tickets.");
  });

  test("codegen: what convex prints is progress", async () => {
    const project = await createProject();
    onTestFinished(async () => await project.remove());
    await runInit(stage.source, project);
    const words = ["codegen", "--plan", path.join(project.appDir, "plan.ts")];
    // A process of its own: `convex` inherits its streams.
    expect(parseOnly(await startCutover([...words, "--json"]).finished)).toStrictEqual({
      generated: path.join(project.appDir, "_generated"),
    });
    expect(expectAnswer(await startCutover(words).finished)).toMatch(/_generated is written\.\n$/);
  });

  test("match settle", async () => {
    const { document } = await both("match", "settle", "1", "--keep", "self", "--dry-run");
    expect(document).toMatchObject({ legacyKey: "1", keep: "self" });
  });

  test("a dry run of go began a run, which hid the newest rehearsal", async () => {
    const dir = path.join(stage.hooks, "no-runs");
    expect((await both("go", "--dry-run", "--dir", dir)).text).toContain("preflight");
    const names = await readdir(dir).catch(() => []);
    expect(names.filter((name) => !name.startsWith("."))).toEqual([]);
  });

  test("pause, resume, tasks, catch-up, preload, go, unfreeze", async () => {
    expect((await both("pause")).text).toMatch(/^Paused: /);
    expect((await both("resume")).text).toMatch(/^Resumed: /);
    expect((await both("tasks", "list")).document).toHaveProperty("tasks");
    expect((await both("catch-up", "--dry-run")).text).not.toBe("");
    expect((await both("preload", "--dry-run")).document).toMatchObject({ stages: [{}, {}, {}, {}] });
    expect((await both("go", "--dry-run")).document).toHaveProperty("steps");
    expect((await both("rehearse", "--dry-run")).document).toHaveProperty("stages");
    expect((await both("unfreeze", "--dry-run")).text).toMatch(/^unfreeze: /);
  });

  test("rollback, go, abort", async () => {
    expect((await both("rollback", "--dry-run")).text).toContain("Dry run: nothing was changed.");
    expect(await json("rollback")).toHaveProperty("taken");
    expect(await json("preload")).toMatchObject({ tables: [{}, {}] });
    expect(await json("catch-up")).toHaveProperty("tables");
    expect(await json("go", ...waived)).toHaveProperty("window.outcome", "done");
    expect(await json("cleanup", "--reason", "a test")).toMatchObject({ tables: [{}, {}] });
    expect(await json("abort")).toHaveProperty("control.action", "abort");
  });

  test("rehearse", async () => {
    expect(await json("rehearse")).toMatchObject({ tables: [{ verified: true }, { verified: true }] });
    const { text } = await both("report", "--dir", path.join(stage.dir, "rehearsals"));
    expect(text).toMatch(/^total .* 2\/2/m);
    const issues = await both("issues", "--dir", path.join(stage.dir, "rehearsals"));
    expect(issues.document).toMatchObject({ open: 0, from: expect.stringContaining("issues.jsonl") });
  });

  test("status did not know a rehearsal whose deployment is gone, and asked another deployment for it", async () => {
    const { text, document } = await both("status", "--dir", path.join(stage.dir, "rehearsals"));
    expect(text).toContain("waiting for: you: this rehearsal is green and over; its deployment is gone");
    expect(document).toMatchObject({
      step: "cleanup",
      state: "finished",
      next: expect.stringContaining("npx cutover go"),
    });
  });
});
