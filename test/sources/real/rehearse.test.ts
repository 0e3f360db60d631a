import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Report } from "../../../scripts/report/report.js";
import { createProject, generateCode, runInit } from "../../init/support.js";
import { runCutover } from "../../support/cutover.js";
import { openRealSource } from "./openRealSource.js";

// Two of the folders: each takes half a minute.
test.each([
  ["supabase", "db-dump"],
  ["firebase", "folder"],
])("%s, %s: what init writes is rehearsed without an edit", async (kind, name) => {
  const [project, source] = [await createProject(), await openRealSource(kind, name)];
  onTestFinished(async () => {
    await source.close();
    await project.remove();
  });
  await runInit(source.locator, project, { jq: source.jq });
  await generateCode(project);
  const plan = ["--plan", path.join(project.appDir, "plan.ts"), "--source", source.locator];
  const words = ["rehearse", ...plan, "--dir", path.join(project.dir, "runs"), "--json"];
  const { code, stdout, stderr } = await runCutover(words, source.env);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.filter(({ verified }) => !verified)).toEqual([]);
  for (const table of tables) expect(table.loaded).toBe(table.read);
});
