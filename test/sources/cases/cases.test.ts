import { readFile, readdir } from "node:fs/promises";
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { CheckReport } from "../../../scripts/check/checkMigration.js";
import { CutoverError } from "../../../scripts/errors.js";
import { readDocumentLines } from "../../../scripts/rows/write/documentLines.js";
import { readManifest } from "../../../scripts/run/manifest.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { createProject, runInit, type TestProject } from "../../init/support.js";
import { runCutover } from "../../support/cutover.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { openRealFile } from "../real/openRealSource.js";

const inputs = path.join(import.meta.dirname, "inputs");
const named = readdirSync(inputs).flatMap((name) =>
  readdirSync(path.join(inputs, name)).flatMap((input): [string, string][] =>
    input.endsWith("-wal") ? [] : [[name, input]],
  ),
);

/** The filters that make rows of documents which `init` cannot read without. */
const filters: Readonly<Record<string, Record<string, string>>> = {
  "users.json": { users: ".users[]" },
  "export.json": {
    users: ".__collections__.users | to_entries[] | {id: .key} + .value | del(.__collections__)",
    orders:
      '.__collections__.users | to_entries[] | .value.__collections__.orders // {} | to_entries[] | {id: .key, total: .value.total, owner: (.value.owner.value | split("/")[1])}',
  },
};

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => await postgres?.stop());

/** Files are read as they are, SQL for SQLite becomes a database, and SQL for psql one of a live server. */
async function openInput(name: string, input: string) {
  const place = path.join(inputs, name, input);
  if (!input.endsWith(".psql")) return await openRealFile(place);
  const database = `case_${name.replaceAll("-", "_")}`;
  await postgres.run(`CREATE DATABASE ${database}`);
  await postgres.run(await readFile(place, "utf8"), database);
  return { locator: postgres.urlFor({ database }), close: async () => {} };
}

/** What the commands print must not depend on the machine. */
function withoutPlaces(text: string, project: TestProject, locator: string): string {
  const known: [string, string][] = [
    [locator, "<source>"],
    [project.dir, "<project>"],
    [inputs, "<inputs>"],
  ];
  return known
    .reduce((all, [place, name]) => all.replaceAll(place, name), text)
    .replace(/127\.0\.0\.1:\d+/g, "<server>");
}

test.each(named)("%s, %s: what init and check say of it, and what export writes", async (name, input) => {
  const [project, source] = [await createProject(), await openInput(name, input)];
  onTestFinished(async () => {
    await source.close();
    await project.remove();
  });
  const said = [await init(project, source.locator, filters[input]), await move(project, source.locator)].join("\n");
  const file = path.join(import.meta.dirname, "expected", `${name}, ${input}.txt`);
  await expect(withoutPlaces(said, project, source.locator)).toMatchFileSnapshot(file);
});

async function init(project: TestProject, locator: string, jq: Record<string, string> = {}): Promise<string> {
  try {
    const { leftOut, byContent } = await runInit(locator, project, { jq });
    const plan = await readFile(path.join(project.appDir, "plan.ts"), "utf8");
    return [
      ...leftOut.map(({ names, reason }) => `left out ${names.join(", ")}: ${reason}`),
      ...byContent.map((table) => `no key ${table}`),
      plan.slice(plan.indexOf("export default")),
    ].join("\n");
  } catch (error) {
    if (error instanceof CutoverError) return `init: ${error.message}\n`;
    throw error;
  }
}

/** The findings of `check`, then the documents and the rejected rows of `export`, by table. */
async function move(project: TestProject, locator: string): Promise<string> {
  if (!(await readdir(project.appDir)).includes("plan.ts")) return "";
  const runs = path.join(project.dir, "runs");
  const words = ["--plan", path.join(project.appDir, "plan.ts"), "--source", locator, "--dir", runs];
  const check = await runCutover(["check", ...words, "--json"]);
  const { grade, findings, unmigrated } = JSON.parse(check.stdout) as CheckReport;
  const exported = await runCutover(["export", ...words]);
  return [
    `Grade ${grade}`,
    ...findings.map(
      ({ level, code, table = "-", column = "-", count, message }) =>
        `${level} ${code} ${table}.${column}: ${count}: ${message}`,
    ),
    ...unmigrated.map((each) => `unmigrated ${JSON.stringify(each)}`),
    `export: ${exported.code}`,
    ...(await readTables(new RunDirectory(runs, "latest"))),
    "",
  ].join("\n");
}

async function readTables(run: RunDirectory): Promise<string[]> {
  const lines: string[] = [];
  for (const counts of (await readManifest(run.manifest))?.tables ?? []) {
    lines.push(`${counts.table}: ${counts.written} written, ${counts.rejected} rejected`);
    for await (const line of readDocumentLines(run, counts)) lines.push(`  ${shorten(line)}`);
    const rejected = await readFile(run.rejected(counts.table), "utf8").catch(() => "");
    lines.push(...rejected.split("\n").flatMap((line) => (line === "" ? [] : [`  rejected ${shorten(line)}`])));
  }
  return lines;
}

/** One case holds a megabyte of one letter. */
function shorten(line: string): string {
  return line.length > 2000 ? `${line.slice(0, 2000)}… (${line.length} characters)` : line;
}
