import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CheckReport } from "../../../scripts/check/checkMigration.js";
import { renderUnmigrated } from "../../../scripts/cli/output/renderUnmigrated.js";
import type { InitResult } from "../../../scripts/init/initProject.js";
import { readDocumentLines } from "../../../scripts/rows/write/documentLines.js";
import { readManifest } from "../../../scripts/run/manifest.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { createProject, runInit } from "../../init/support.js";
import { runCutover } from "../../support/cutover.js";
import { openRealSource, realFolder, realSources } from "./openRealSource.js";

/** The command on this source with the plan as `init` wrote it; fails with what it printed. */
async function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<unknown> {
  const { code, stdout, stderr } = await runCutover([...words, "--json"], env);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  return JSON.parse(stdout);
}

test.each(realSources)("%s, %s: what init writes is checked and exported without an edit", async (kind, name) => {
  const [project, source] = [await createProject(), await openRealSource(kind, name)];
  onTestFinished(async () => {
    await source.close();
    await project.remove();
  });
  for (const [variable, value] of Object.entries(source.env)) process.env[variable] = value;
  const init = await runInit(source.locator, project, { jq: source.jq });
  const plan = ["--plan", path.join(project.appDir, "plan.ts"), "--source", source.locator];
  const runs = path.join(project.dir, "runs");
  const check = (await run(["check", ...plan, "--dir", runs], source.env)) as CheckReport;
  await run(["export", ...plan, "--dir", runs], source.env);
  const folder = realFolder(kind);
  await expect(describe(init, check)).toMatchFileSnapshot(path.join(folder, "expected", `${name}.txt`));
  const one = new RunDirectory(runs, "latest");
  const { tables } = (await readManifest(one.manifest))!;
  for (const counts of tables) {
    let text = "";
    for await (const line of readDocumentLines(one, counts)) text += `${line}\n`;
    await expect(text).toMatchFileSnapshot(path.join(folder, "expected", `${counts.table}.jsonl`));
  }
  const expected = (await readdir(path.join(folder, "expected"))).filter((file) => file.endsWith(".jsonl"));
  expect(tables.map(({ table }) => `${table}.jsonl`).toSorted()).toEqual(expected.toSorted());
});

/** What a person is told: the grade with its reasons, and all that is not migrated. */
function describe({ leftOut, byContent }: InitResult, { grade, findings, tables, unmigrated }: CheckReport): string {
  const lines = [
    `Grade ${grade}`,
    ...tables.map(({ table, read, written }) => `${table}: ${read} read, ${written} written`),
    ...findings.map(
      ({ level, code, table = "-", column = "-", count }) => `${level} ${code} ${table}.${column}: ${count}`,
    ),
    "",
    "What init says:",
    ...leftOut.map(({ names, reason }) => `left out ${names.join(", ")}: ${reason}`),
    ...byContent.map((table) => `no key ${table}`),
    "",
    "What check says:",
    ...renderUnmigrated(unmigrated),
  ];
  return `${lines.join("\n")}\n`;
}
