import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../scripts/report/report.js";
import { runCutover } from "../support/cutover.js";
import type { TestPostgres } from "../support/postgres.js";
import {
  compile,
  createProject,
  databaseNames,
  generateCode,
  runInit,
  startDatabases,
  type TestProject,
} from "./support.js";

const projects = new Map<string, TestProject>();
let postgres: TestPostgres;
/** Of all projects: one start of the compiler reads what they have in common once. */
let errors: string;

beforeAll(async () => {
  postgres = await startDatabases();
  for (const name of databaseNames) {
    const project = await createProject();
    projects.set(name, project);
    await runInit(postgres.urlFor({ database: name }), project);
    await generateCode(project);
  }
  errors = await compile(...projects.values());
});

afterAll(async () => {
  await postgres?.stop();
  for (const project of projects.values()) await project.remove();
});

test.each(databaseNames)("%s compiles as it was generated", (name) => {
  const others = [...projects].filter(([other]) => other !== name).map(([, { dir }]) => path.basename(dir));
  const lines = errors.split("\n").filter((line) => line !== "" && !others.some((other) => line.includes(other)));
  expect(lines).toStrictEqual([]);
});

// The two that differ most; each takes half a minute.
test.each(["company", "prisma"])("%s moves in a rehearsal without an edit", async (name) => {
  const { dir, appDir } = projects.get(name)!;
  const words = ["rehearse", "--plan", path.join(appDir, "plan.ts"), "--dir", path.join(dir, "runs"), "--json"];
  const { code, stdout, stderr } = await runCutover([...words, "--source", postgres.urlFor({ database: name })]);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.filter(({ verified }) => !verified)).toEqual([]);
  for (const table of tables) expect(table.loaded).toBe(table.read);
});

test("the compiler does look at the generated files", async () => {
  const project = projects.get("knex")!;
  await writeFile(
    path.join(project.appDir, "wrong.ts"),
    'import plan from "./plan.js";\nexport const text: string = plan;\n',
  );
  const found = await compile(project, projects.get("prisma")!);
  expect(found).toContain(path.join(path.basename(project.dir), "convex/wrong.ts"));
});
