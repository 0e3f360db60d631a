import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProject } from "../../scripts/project/project.js";
import { findSourceFaults } from "../../scripts/rows/validate/sourceFaults.js";
import type { Manifest } from "../../scripts/run/manifest.js";
import { openPostgres } from "../../scripts/sources/postgres/postgres.js";
import { runCutover } from "../support/cutover.js";
import type { TestPostgres } from "../support/postgres.js";
import { createProject, databaseNames, runInit, startDatabases, type TestProject } from "./support.js";

let postgres: TestPostgres;
const projects: TestProject[] = [];

beforeAll(async () => {
  postgres = await startDatabases();
});

afterAll(async () => {
  await postgres?.stop();
  for (const project of projects) await project.remove();
});

describe.each(databaseNames)("%s", (name) => {
  let project: TestProject;

  beforeAll(async () => {
    project = await createProject();
    projects.push(project);
    await runInit(postgres.urlFor({ database: name }), project);
  });

  test("plan and schema load, fit each other and the source", async () => {
    const { plan } = await loadProject(path.join(project.appDir, "plan.ts"));
    expect(plan.faults).toEqual([]);
    const source = await openPostgres(postgres.urlFor({ database: name }));
    expect(findSourceFaults(plan, await source.tables())).toEqual([]);
    await source.close();
  });

  test("the export takes every row", async () => {
    const words = ["export", "--plan", path.join(project.appDir, "plan.ts"), "--dir", path.join(project.dir, "runs")];
    const { code, stderr } = await runCutover([...words, "--source", postgres.urlFor({ database: name })]);
    expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
    const file = path.join(project.dir, "runs/latest/manifest.json");
    const { tables } = JSON.parse(await readFile(file, "utf8")) as Manifest;
    expect(tables.filter(({ rejected }) => rejected > 0)).toEqual([]);
    for (const table of tables) expect(table.written).toBe(table.read);
    expect(tables.reduce((sum, { written }) => sum + written, 0)).toBeGreaterThan(5);
  });
});
