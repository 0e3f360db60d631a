import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secretMarkers } from "../../examples/perm-tracker/generator/dirt.js";
import type { Report } from "../../scripts/report.js";
import { type Finished, runCutover, startCutover, temporaryDir, waitForOutput } from "../support/cutover.js";
import { existing, expectedTables, numbersOf, source } from "../support/permTracker.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let whole: Finished;
let report: Report;

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

test.each(Object.entries(expectedTables))("%s: every number adds up and is what the dirt says", (name, expected) => {
  const table = report.tables.find((each) => each.table === name)!;
  expect(table).toMatchObject(expected);
  expect(table.read).toBe(table.written + table.rejected + table.filtered + table.merged);
  expect(table.loaded).toBe(table.written);
  expect(table.verified).toBe(true);
});

test("nothing of the tables that stay behind is in anything the run wrote", async () => {
  const files = ["manifest.json", "report.json", "journal.jsonl", "documents/users.jsonl", "rejected/cases.jsonl"];
  const texts = await Promise.all(
    files.map(async (file) => await readFile(path.join(home.dir, "whole/latest", file), "utf8")),
  );
  for (const marker of secretMarkers) expect(texts.join("\n") + whole.stderr).not.toContain(marker);
});

test("a rehearsal killed in and after every stage continues with the same command and ends the same", async () => {
  const dir = path.join(home.dir, "killed");
  const moments = [
    { after: "export ", waitMs: 60 },
    { after: "load ", waitMs: 0 },
    { after: "load ", waitMs: 2500 },
    { after: "match ", waitMs: 0 },
    { after: "resolve ", waitMs: 0 },
    { after: "resolve ", waitMs: 900 },
    { after: "verify ", waitMs: 0 },
    { after: "verify ", waitMs: 1500 },
    { after: "cleanup ", waitMs: 0 },
    { after: "cleanup ", waitMs: 1200 },
  ];
  for (const { after, waitMs } of moments) {
    const started = startCutover(words(dir));
    await waitForOutput(started, `\n${after}`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    started.child.kill("SIGKILL");
    expect((await started.finished).code).toBeNull();
  }
  const last = await runCutover(words(dir));
  expect(last.stderr).toContain("continuing");
  expect(last.code).toBe(0);
  expect(numbersOf(JSON.parse(last.stdout) as Report)).toStrictEqual(numbersOf(report));
});

test("Ctrl-C finishes what is being done, says how to continue, and exits with 130", async () => {
  const dir = path.join(home.dir, "interrupted");
  const started = startCutover(words(dir));
  await waitForOutput(started, "\nload ");
  started.child.kill("SIGINT");
  const { code, stderr } = await started.finished;
  expect(code).toBe(130);
  expect(stderr).toContain(`npx cutover rehearse --source ${source} --existing ${existing} --dir ${dir} --json`);
  const last = await runCutover(words(dir));
  expect(last.code).toBe(0);
  expect(numbersOf(JSON.parse(last.stdout) as Report)).toStrictEqual(numbersOf(report));
});
