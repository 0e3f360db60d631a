import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import { initProject } from "../../scripts/init/initProject.js";
import { memorySource } from "../../scripts/sources/memory/memory.js";
import { openPostgres } from "../../scripts/sources/postgres/postgres.js";
import type { TestPostgres } from "../support/postgres.js";
import { createProject, databaseNames, runInit, startDatabases, type TestProject } from "./support.js";

const dumps = fileURLToPath(new URL("dumps", import.meta.url));
let postgres: TestPostgres;
const projects: TestProject[] = [];

beforeAll(async () => {
  postgres = await startDatabases();
});

afterAll(() => postgres?.stop());
afterEach(async () => {
  for (const project of projects.splice(0)) await project.remove();
});

async function newProject(): Promise<TestProject> {
  const project = await createProject();
  projects.push(project);
  return project;
}

async function readAll({ appDir }: TestProject): Promise<Record<string, string>> {
  const names = (await readdir(appDir)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(appDir, name), "utf8")] as const)),
  );
}

const knex = () => postgres.urlFor({ database: "knex" });

describe("the same bytes", () => {
  test.each(databaseNames)("%s: twice", async (name) => {
    const [one, two] = [await newProject(), await newProject()];
    await runInit(postgres.urlFor({ database: name }), one);
    await runInit(postgres.urlFor({ database: name }), two);
    expect(await readAll(one)).toEqual(await readAll(two));
    const again = await runInit(postgres.urlFor({ database: name }), one);
    expect(again.files.map(({ state }) => state)).toEqual(again.files.map(() => "unchanged"));
  });

  // Made from databases/ with pg_dump --no-owner 15.18. A dump does not describe views, so these have none.
  test.each(["knex", "prisma", "supabase"])("%s: from its dump", async (name) => {
    const [live, dump] = [await newProject(), await newProject()];
    await runInit(postgres.urlFor({ database: name }), live);
    await runInit(path.join(dumps, `${name}.sql`), dump);
    expect(await readAll(dump)).toEqual(await readAll(live));
  });
});

test.each(databaseNames)("%s: what is written is what a person reviewed", async (name) => {
  const source = await openPostgres(postgres.urlFor({ database: name }));
  const { files } = await initProject(source, { appDir: "nowhere/convex", force: true, dryRun: true });
  await source.close();
  const plan = files.find(({ path: file }) => path.basename(file) === "plan.ts")!;
  await expect(plan.content).toMatchFileSnapshot(`golden/${name}.plan.txt`);
});

test("a dry run writes nothing", async () => {
  const project = await newProject();
  const { files } = await runInit(knex(), project, { dryRun: true });
  expect(files.map(({ path: file }) => path.basename(file))).toEqual([
    "plan.ts",
    "schema.ts",
    "migrations.ts",
    "convex.config.ts",
    ".env.example",
    "plan.source.ts",
  ]);
  expect(await readdir(project.appDir)).toEqual([]);
});

test("a plan in the way is named and stays, unless --force replaces it; an app's own migrations get the cutover beside them", async () => {
  const project = await newProject();
  const [plan, migrations] = ["plan.ts", "migrations.ts"].map((name) => path.join(project.appDir, name)) as [
    string,
    string,
  ];
  for (const file of [plan, migrations]) await writeFile(file, "// mine\n");
  const error = await runInit(knex(), project).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CutoverError);
  expect((error as CutoverError).faults.map(({ where }) => where)).toEqual([plan]);
  expect((error as CutoverError).message).toContain("--force");
  expect((await readdir(project.appDir)).toSorted()).toEqual(["migrations.ts", "plan.ts"]);
  const { edits } = await runInit(knex(), project, { force: true });
  expect(await readFile(plan, "utf8")).toContain("definePlan");
  expect(edits.map(({ path: file, before }) => [file, before])).toEqual([[migrations, "// mine\n"]]);
  expect(edits[0]!.after).toContain("export const cutover = new Cutover(");
});

test("a schema and a config that cannot be edited safely stay, even with --force; what they lack is printed to paste", async () => {
  const project = await newProject();
  const schema = path.join(project.appDir, "schema.ts");
  const config = path.join(project.appDir, "convex.config.ts");
  await writeFile(schema, "export default mine;\n");
  await writeFile(config, "export default mine;\n");
  const { edits } = await runInit(knex(), project, { force: true });
  const files = await readAll(project);
  expect([files["schema.ts"], files["convex.config.ts"]]).toEqual(["export default mine;\n", "export default mine;\n"]);
  const lines = edits.map(({ before, after, pastes }) => [
    before === after,
    pastes.flatMap((each) => each.lines).join("\n"),
  ]);
  expect(lines).toEqual([
    [true, expect.stringMatching(/defineTable\(\{[^]*export default duringCutover\(schema, plan\);$/)],
    [true, expect.stringContaining("app.use(cutover);")],
  ]);
  expect(edits[0]!.pastes[0]!.why).toContain("mine is not defined");
});

test("lines are added to .env.example, once", async () => {
  const project = await newProject();
  const file = path.join(project.dir, ".env.example");
  await writeFile(file, "SITE_URL=");
  await runInit(knex(), project);
  await runInit(knex(), project);
  const text = await readFile(file, "utf8");
  expect(text.startsWith("SITE_URL=\n# Where")).toBe(true);
  expect(text.match(/^CUTOVER_SOURCE=$/gm)).toHaveLength(1);
});

test("no secret of the source is in what is written", async () => {
  const project = await newProject();
  await runInit(postgres.urlFor({ database: "supabase" }), project);
  expect(JSON.stringify(await readAll(project))).not.toMatch(/secret-hash|secret-token|s3cret|127\.0\.0\.1/);
});

test("a source without a key anywhere is an error that says so", async () => {
  const project = await newProject();
  const source = memorySource({ "public.t": { columns: ["a"], rows: [["1"]] } });
  await expect(initProject(source, { appDir: project.appDir, force: false, dryRun: false })).rejects.toThrow(
    /no table that can be migrated/,
  );
});

const renderThing = (at: number) => `CREATE TABLE thing_${String(at)} (
    id serial PRIMARY KEY, parent_id integer ${at > 0 ? `REFERENCES thing_${String(at - 1)}` : ""}, name text NOT NULL UNIQUE,
    price numeric(10,2), data jsonb, tags text[], state text CHECK (state IN ('a', 'b')), created_at timestamptz NOT NULL DEFAULT now());
    INSERT INTO thing_${String(at)} (parent_id, name, price, data) SELECT g, 'n' || g, g / 100.0, '{"a": 1}' FROM generate_series(1, 2000) g;`;

test("seventy tables", async () => {
  await postgres.run("CREATE DATABASE many");
  await postgres.run(Array.from({ length: 70 }, (_, at) => renderThing(at)).join("\n"), "many");
  const startedAt = performance.now();
  const { tables } = await runInit(postgres.urlFor({ database: "many" }), await newProject());
  console.log(`70 tables, 140,000 rows: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  expect(tables).toHaveLength(70);
});
