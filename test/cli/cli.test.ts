import { existsSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRun, rehearsalsIn } from "../../scripts/run/runDirectory.js";
import { type Finished, runCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { startPostgres } from "../support/postgres.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

/** Writes an app folder with this plan and schema and gives the plan's path. */
async function writeApp(name: string, plan: string, schema: string): Promise<string> {
  const folder = path.join(home.dir, name, "convex");
  await mkdir(folder, { recursive: true });
  await symlink(path.join(projectDir, "node_modules"), path.join(home.dir, name, "node_modules"));
  await writeFile(path.join(home.dir, name, "package.json"), '{"type":"module"}');
  const client = path.join(projectDir, "convex/client/index.ts");
  const imports = `import * as c from ${JSON.stringify(client)};\nimport { defineSchema, defineTable } from "convex/server";\nimport { v } from "convex/values";\n`;
  await writeFile(path.join(folder, "plan.ts"), `${imports}export default c.definePlan(${plan});`);
  await writeFile(path.join(folder, "schema.ts"), `${imports}import plan from "./plan.js";\nexport default ${schema};`);
  return path.join(folder, "plan.ts");
}

const people = "{ people: c.table('people', { id: c.id(), name: c.text() }) }";
const peopleSchema = "c.duringCutover(defineSchema({ people: defineTable({ name: v.string() }) }), plan)";

async function writeDump(name: string, sql: string): Promise<string> {
  const file = path.join(home.dir, name);
  await writeFile(file, sql);
  return file;
}

function copyDump(rows: readonly string[], columns = '"id", "name"'): string {
  return [
    "--\n-- PostgreSQL database dump\n--\n",
    "SET client_encoding = 'UTF8';\n",
    "--\n-- Data for Name: people; Type: TABLE DATA; Schema: public; Owner: postgres\n--\n",
    `COPY public.people (${columns}) FROM stdin;`,
    ...rows,
    "\\.\n",
    "--\n-- PostgreSQL database dump complete\n--\n",
  ].join("\n");
}

async function exportPeople(source: string, ...more: string[]): Promise<Finished & { dir: string }> {
  const dir = path.join(home.dir, `runs-${path.basename(source)}-${more.length}`);
  const plan = path.join(home.dir, "people/convex/plan.ts");
  if (!existsSync(plan)) await writeApp("people", people, peopleSchema);
  return { ...(await runCutover(["export", "--plan", plan, "--source", source, "--dir", dir, ...more])), dir };
}

describe("usage errors", () => {
  test.each([
    ["no command", [], 1, ""],
    ["an unknown command", ["explode"], 1, "Unknown command 'explode'"],
    ["a misspelled command", ["chek"], 1, "Did you mean check?"],
    ["an unknown flag", ["export", "--sauce", "x"], 1, "Unknown option '--sauce'"],
    ["a misspelled flag", ["export", "--sorce", "x"], 1, "Did you mean --source?"],
    ["a part of a flag", ["rehearse", "--rollback"], 1, "Did you mean --with-rollback?"],
    ["a flag of another command", ["load", "--restore-backup"], 1, "→ npx cutover load --help"],
    ["an unexpected argument", ["export", "one", "two"], 1, "Too many arguments for 'export'"],
    ["a flag without its value", ["export", "--dir"], 1, "argument missing"],
    ["an unknown format", ["export", "--format", "xml"], 1, "--format jsonl or --format zip"],
    ["a plan that is not there", ["export", "--plan", "nowhere/plan.ts"], 1, "There is no plan"],
    ["no source", ["export", "--dir", "nowhere/runs", "--dry-run"], 0, "nothing was changed"],
  ])("%s", async (_name, words, code, said) => {
    const finished = await runCutover(words);
    expect(finished.code).toBe(code);
    expect(finished.stderr + finished.stdout).toContain(said);
  });

  test("--help names every command and exit code", async () => {
    const { code, stdout } = await runCutover(["--help"]);
    expect(code).toBe(0);
    for (const word of [
      "rehearse",
      "export",
      "load",
      "match",
      "resolve",
      "verify",
      "cleanup",
      "status",
      "report",
      "130",
    ]) {
      expect(stdout).toContain(word);
    }
  });

  test("a stage without a run says which command comes first", async () => {
    const { code, stderr } = await runCutover(["verify", "--dir", path.join(home.dir, "empty")]);
    expect(code).toBe(3);
    expect(stderr).toContain("→ cutover export");
  });
});

test.each(["export", "check", "go", "preload", "rehearse"])(
  "a folder of runs that cannot be made was called a bug of cutover: %s",
  async (name) => {
    await writeFile(path.join(home.dir, "a file"), "");
    const { code, stderr } = await runCutover([name, "--dir", path.join(home.dir, "a file/runs"), "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain("CUT1402: The folder of runs cannot be used: ENOTDIR");
    expect(stderr).toContain("with --dir");
  },
);

describe("configuration faults are listed all at once", () => {
  test("of the plan", async () => {
    const plan = await writeApp(
      "faulty",
      "{ a: c.table('a', { x: c.text() }), b: c.table('b', { id: c.id(), c: c.ref('zzz') }) }",
      "null",
    );
    const { code, stderr } = await runCutover(["export", "--plan", plan]);
    expect(code).toBe(1);
    expect(stderr).toContain("a: no column is the id");
    expect(stderr).toContain('refers to "zzz"');
  });

  test("of the plan against the schema", async () => {
    const schema =
      "c.duringCutover(defineSchema({ people: defineTable({ name: v.number(), age: v.number() }) }), plan)";
    const plan = await writeApp("misfit", people, schema);
    const { code, stderr } = await runCutover(["export", "--plan", plan]);
    expect(code).toBe(1);
    expect(stderr).toContain("people.name");
    expect(stderr).toContain("people.age");
  });

  test("from inside of convex/ the advice was to write a plan there", async () => {
    const plan = await writeApp("inside", people, "null");
    const inside = await runCutover(["export", "--plan", path.join(path.dirname(plan), "convex/plan.ts")]);
    expect([inside.code, inside.stderr]).toEqual([1, expect.stringContaining("cd .. and type the same again")]);
    const elsewhere = await runCutover(["export", "--plan", path.join(home.dir, "nowhere/plan.ts")]);
    expect(elsewhere.stderr).toContain("npx cutover init <source> writes it");
  });

  test("a schema that was not wrapped", async () => {
    const plan = await writeApp("unwrapped", people, "defineSchema({ people: defineTable({ name: v.string() }) })");
    const { code, stderr } = await runCutover(["export", "--plan", plan]);
    expect(code).toBe(1);
    expect(stderr).toContain("duringCutover(schema, plan)");
  });

  test("of the plan against the source: missing and forgotten columns", async () => {
    const source = await writeDump("columns.sql", copyDump(["1\tx"], '"id", "nickname"'));
    const { code, stderr } = await exportPeople(source);
    expect(code).toBe(1);
    expect(stderr).toContain('no column "name"');
    expect(stderr).toContain('does not say what becomes of "public.people"."nickname"');
  });
});

describe("a source that cannot be read", () => {
  test("a truncated dump writes nothing that looks complete", async () => {
    const whole = copyDump(["1\tAnn", "2\tBob", "3\tCy"]);
    const source = await writeDump("truncated.sql", whole.slice(0, whole.indexOf("3\t")));
    const { code, stderr, dir } = await exportPeople(source);
    expect(code).toBe(4);
    expect(stderr).toContain("truncated.sql");
    expect(existsSync(path.join(dir, "latest/manifest.json"))).toBe(false);
    expect(existsSync(path.join(dir, "latest/documents/people.jsonl"))).toBe(false);
  });

  test("a file that is not there", async () => {
    const { code, stderr } = await exportPeople(path.join(home.dir, "missing.sql"));
    expect([code, stderr.includes("missing.sql")]).toStrictEqual([4, true]);
  });

  test("an unreachable server and a wrong password, which is never printed", async () => {
    const postgres = await startPostgres();
    const url = new URL(postgres.url);
    url.password = "s3cret-and-wrong";
    const refused = await exportPeople(url.href);
    await postgres.stop();
    const unreachable = await exportPeople(url.href, "--json");
    expect([refused.code, unreachable.code]).toStrictEqual([4, 4]);
    for (const { stderr, stdout } of [refused, unreachable]) expect(stderr + stdout).not.toContain("s3cret");
    expect(refused.stderr).toContain("password");
    expect(refused.stderr).toContain("→");
  });
});

describe("rejected rows", () => {
  const rows = ["1\tAnn", "2\t\\N", "3\tCy", "3\tCy again", "4\tb\\xffd", "5\ttoo\tmany"];

  test("are kept with key, column, code and the original row; the good ones arrive", async () => {
    const source = await writeDump("rows.sql", copyDump(rows));
    const { code, dir, stdout } = await exportPeople(source);
    const rejected = (await readFile(path.join(dir, "latest/rejected/people.jsonl"), "utf8")).trim().split("\n");
    const codes = rejected.map((line) => (JSON.parse(line) as { reasons: { code: string }[] }).reasons[0]!.code);
    expect(codes).toStrictEqual(["null", "duplicate_id", "broken_row", "broken_row"]);
    expect(rejected[0]).toContain('"key":"2"');
    expect(rejected[1]).toContain("Cy again");
    expect(code).toBe(0);
    expect(stdout).toContain("4 rejected: 1 null, 1 duplicate_id, 2 broken_row");
    expect((await readFile(path.join(dir, "latest/documents/people.jsonl"), "utf8")).trim().split("\n")).toHaveLength(
      2,
    );
  });

  test("more than the plan allows stop the load before anything is loaded", async () => {
    const source = path.join(home.dir, "rows.sql");
    const { dir } = await exportPeople(source, "--json");
    const plan = path.join(home.dir, "people/convex/plan.ts");
    const { code, stderr } = await runCutover([
      "load",
      "--plan",
      plan,
      "--dir",
      dir,
      "--yes",
      "--url",
      "http://127.0.0.1:9",
      "--admin-key",
      "k3y",
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain("4 rows rejected");
    expect(stderr).toContain("Nothing was loaded");
    expect(stderr).not.toContain("k3y");
  });
});

test("after a green rehearsal verify said only that there is no run: it says whose deployment is gone", async () => {
  const plan = path.join(home.dir, "people/convex/plan.ts");
  if (!existsSync(plan)) await writeApp("people", people, peopleSchema);
  const dir = path.join(home.dir, "rehearsed");
  const { run } = await createRun(rehearsalsIn(dir), new Date());
  const { code, stderr } = await runCutover(["verify", "--plan", plan, "--dir", dir, "--yes"]);
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toContain(`only the rehearsal ${run}, whose deployment is gone`);
  expect(stderr).toContain("cutover export begins a run; cutover report, issues, diff and rejects read the rehearsal");
});

test("load without --yes asks for confirmation and names the deployment", async () => {
  const { dir } = await exportPeople(await writeDump("good.sql", copyDump(["1\tAnn"])));
  const plan = path.join(home.dir, "people/convex/plan.ts");
  const words = ["load", "--plan", plan, "--dir", dir];
  const asked = await runCutover([...words, "--prod"]);
  expect(asked.code).toBe(3);
  expect(asked.stderr).toContain("--prod");
  const unreachable = await runCutover([...words, "--yes", "--url", "http://127.0.0.1:9", "--admin-key", "k3y"]);
  expect(unreachable.code).toBe(5);
  expect(unreachable.stderr).not.toContain("k3y");
});

test("check grades what export would reject, and loses nothing by looking", async () => {
  const source = await writeDump("graded.sql", copyDump(["1\tAnn", "2\t\\N"]));
  await exportPeople(source, "--json");
  const plan = path.join(home.dir, "people/convex/plan.ts");
  const dir = path.join(home.dir, "checked");
  const { code, stdout } = await runCutover(["check", source, "--plan", plan, "--dir", dir, "--json"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ grade: "E" });
  expect(existsSync(path.join(dir, "latest"))).toBe(false);
});

test("init writes a plan a second init leaves alone, byte by byte", async () => {
  const source = await writeDump(
    "init.sql",
    `CREATE TABLE public.people (id integer NOT NULL, name text NOT NULL);
ALTER TABLE ONLY public.people ADD CONSTRAINT people_pkey PRIMARY KEY (id);
${copyDump(["1\tAnn"])}`,
  );
  const plan = path.join(home.dir, "initialised/convex/plan.ts");
  const first = await runCutover(["init", source, "--plan", plan]);
  expect(`${first.code}\n${first.code === 0 ? "" : first.stderr}`).toBe("0\n");
  const written = await readFile(plan, "utf8");
  expect(written).toContain('people: table("public.people"');
  const second = await runCutover(["init", source, "--plan", plan]);
  expect(second.code).toBe(0);
  expect(second.stdout).toContain("unchanged");
  expect(await readFile(plan, "utf8")).toBe(written);
});

test("check exited with 2 on a column the plan does not know, and export with 1", async () => {
  const source = await writeDump("unmapped.sql", copyDump(["1\tAnn\tx"], '"id", "name", "extra"'));
  const { code, stderr } = await exportPeople(source, "--json");
  expect(`${code} ${stderr}`).toMatch(/^1 /);
  expect(stderr).toContain("extra");
  const plan = path.join(home.dir, "people/convex/plan.ts");
  const checked = await runCutover(["check", source, "--plan", plan, "--dir", path.join(home.dir, "checked2")]);
  expect(`${checked.code} ${checked.stderr}`).toMatch(/^1 /);
  expect(checked.stdout).toContain("extra");
});
