import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secretMarkers } from "../../examples/perm-tracker/generator/dirt.js";
import type { Report } from "../../scripts/report/report.js";
import { type Finished, runCutover, startCutover, waitForOutput } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { existing, expectedTables, numbersOf, source } from "../support/permTracker.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let whole: Finished;
let report: Report;

const stages = ["export", "load", "match", "resolve", "verify", "cleanup"];
const words = (dir: string) => ["rehearse", "--source", source, "--existing", existing, "--dir", dir, "--json"];

beforeAll(async () => {
  home = await temporaryDir();
  whole = await runCutover(words(path.join(home.dir, "whole")));
  report = JSON.parse(whole.stdout || "null") as Report;
});

afterAll(async () => await home.remove());

test("the whole migration of the example ends with exit code 0", () => {
  expect(whole.stderr).toContain("nothing outside was touched");
  expect(whole.code).toBe(0);
});

test("the report is a page whose path stands before what comes next", async () => {
  const [, shown] = /^run \S+: (.*report\.html)$/m.exec(whole.stderr)!;
  const page = await readFile(path.resolve(projectDir, shown!), "utf8");
  expect(page).toContain("Verified: 3,031 documents in Convex, each as it was exported");
  expect(whole.stderr.indexOf("report.html")).toBeLessThan(whole.stderr.indexOf("Next:"));
});

test("report --open gives the page to the browser", async () => {
  const [pipe, browser] = ["opened", "browser"].map((name) => path.join(home.dir, name));
  execFileSync("mkfifo", [pipe!]);
  await writeFile(browser!, `#!/bin/sh\necho "$1" > '${pipe}'\n`, { mode: 0o700 });
  const asked = ["report", "--with-values", "--open", "--dir", path.join(home.dir, "whole")];
  const [opened, { code }] = await Promise.all([readFile(pipe!, "utf8"), runCutover(asked, { BROWSER: browser })]);
  expect(code).toBe(0);
  expect(await readFile(opened.trim(), "utf8")).toContain("is migrated.");
  expect(path.basename(opened.trim())).toBe("report-with-values.html");
});

test.each(Object.entries(expectedTables))("%s: every number adds up and is what the dirt says", (name, expected) => {
  const table = report.tables.find((each) => each.table === name)!;
  expect(table).toMatchObject(expected);
  expect(table.read).toBe(table.written + table.rejected + table.filtered + table.merged);
  expect(table.loaded).toBe(table.written);
  expect(table.verified).toBe(true);
});

test("nothing of the tables that stay behind is in anything the run wrote", async () => {
  const files = [
    "manifest.json",
    "report.json",
    "report.html",
    "journal.jsonl",
    "documents/users.jsonl",
    "rejected/cases.jsonl",
  ];
  const texts = await Promise.all(
    files.map(async (file) => await readFile(path.join(home.dir, "whole/rehearsals/latest", file), "utf8")),
  );
  for (const marker of secretMarkers) expect(texts.join("\n") + whole.stderr).not.toContain(marker);
});

test("a rehearsal killed in and after every stage continues with the same command and ends the same", async () => {
  const dir = path.join(home.dir, "killed");
  const moments: [stage: string, waitMs: number][] = [
    ["export", 60],
    ["load", 0],
    ["load", 2000],
    ["match", 0],
    ["resolve", 0],
    ["resolve", 600],
    ["verify", 0],
    ["verify", 800],
    ["cleanup", 0],
    ["cleanup", 400],
  ];
  for (const [stage, waitMs] of moments) {
    const started = startCutover(words(dir));
    // On a fast machine the last kill may have come in a later stage than it was meant for.
    const sameOrLater = stages.slice(stages.indexOf(stage)).join("|");
    await waitForOutput(started, new RegExp(`^(?:${sameOrLater}) `, "m"));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    started.child.kill("SIGKILL");
    expect((await started.finished).code).toBeNull();
  }
  const last = await runCutover(words(dir));
  expect(last.stderr).toContain("continuing");
  expect(`${last.code} ${last.stderr}`).toMatch(/^0 /);
  expect(numbersOf(JSON.parse(last.stdout) as Report)).toStrictEqual(numbersOf(report));
});

test("Ctrl-C finishes what is being done, says how to continue, and exits with 130", async () => {
  const dir = path.join(home.dir, "interrupted");
  const started = startCutover(words(dir));
  await waitForOutput(started, /^load /m);
  started.child.kill("SIGINT");
  const { code, stderr } = await started.finished;
  expect(code).toBe(130);
  expect(stderr).toContain(`npx cutover rehearse --source ${source} --existing ${existing} --dir ${dir} --json`);
  const last = await runCutover(words(dir));
  expect(last.code).toBe(0);
  expect(numbersOf(JSON.parse(last.stdout) as Report)).toStrictEqual(numbersOf(report));
});
