import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importChanges, requirePurpose } from "../../scripts/deployment/applyChanges.js";
import { App } from "../../scripts/deployment/app.js";
import { CutoverError } from "../../scripts/errors.js";
import { zipTables } from "../../scripts/rows/write/lineWriter.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { convexCommand, startDeployment, type TestDeployment } from "../support/deployment.js";
import { runCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";

/** Its convex.config.ts: app.use(migrations, { name: "steps" }), app.use(cutover, { name: "legacyMove" }). */
const appDir = path.join(projectDir, "test/deployment/fixture-app");

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;

beforeEach(async () => {
  home = await temporaryDir();
  deployment = await startDeployment(appDir);
});
afterEach(async () => {
  await deployment.stop();
  await home.remove();
});

async function readUsers(): Promise<string[]> {
  const file = path.join(home.dir, `${Math.random()}.zip`);
  await deployment.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const users: string[] = [];
  for await (const line of zip.lines("users")) {
    const { email, name } = JSON.parse(line) as { email: string; name: string };
    users.push(`${email} ${name}`);
  }
  zip.close();
  return users.toSorted();
}

async function cutover(...words: string[]): Promise<void> {
  const place = ["--plan", path.join(appDir, "convex/plan.ts"), "--dir", path.join(home.dir, "runs")];
  const { code, stderr } = await runCutover([...words, ...place, "--yes"], deployment.env);
  expect(`${words[0]} ${code}${code === 0 ? "" : `\n${stderr}`}`).toBe(`${words[0]} 0`);
}

test("a component under another name was filled where nobody reads: rows beside an app's own documents arrive, and go", async () => {
  const own = [{ email: "own@example.com", name: "Own", emailVerificationTime: 1 }];
  await deployment.data.importDocuments(home.dir, "users", own, "replace");
  await mkdir(path.join(home.dir, "source"));
  const rows = ["old", "new"].map((name, n) => JSON.stringify({ id: `u${n}`, email: `${name}@example.com`, name }));
  await writeFile(path.join(home.dir, "source/users.jsonl"), rows.join("\n"));
  await cutover("preload", "--source", path.join(home.dir, "source"));
  expect(await readUsers()).toEqual(["new@example.com new", "old@example.com old", "own@example.com Own"]);
  await cutover("rollback");
  expect(await readUsers()).toEqual(["own@example.com Own"]);
});

test("an app that does not say where its component is mounted is not imported into", async () => {
  const signal = new AbortController().signal;
  const app = new App(convexCommand(deployment, home.dir, appDir), "migrations", signal);
  app.deployment = async () => ({ id: "d", url: null });
  const files = { changes: path.join(home.dir, "c.jsonl"), inserts: path.join(home.dir, "i.jsonl") };
  await writeFile(files.changes, "{}\n");
  const refused = await importChanges(app, files, { lines: 1, inserts: 0 }, "cutover load").catch((e: unknown) => e);
  expect((refused as CutoverError).faults[0]).toMatchObject({ next: expect.stringMatching(/^npx convex deploy/) });
});

test("a repair of an app from before repairs ended in a validator's words, after the export: it is refused at once", async () => {
  const app = new App(convexCommand(deployment, home.dir, appDir), "migrations", new AbortController().signal);
  await expect(requirePurpose(app, "repair", "cutover verify --repair")).resolves.toBeUndefined();
  const { purposes, ...older } = await app.deployment();
  expect(purposes).toContain("repair");
  app.deployment = async () => older;
  await expect(requirePurpose(app, "catchUp", "cutover catch-up")).resolves.toBeUndefined();
  await expect(requirePurpose(app, "repair", "cutover verify --repair")).rejects.toMatchObject({
    kind: { code: "CUT3502" },
    faults: [{ next: "npx convex deploy, then: cutover verify --repair" }],
  });
});

const mark = '{"id":"d1","madeAt":1.0}';
const run = '{"_id":"r","runId":"r1","planHash":"p","state":"current"}';

test.each<[name: string, tables: Record<string, string>, changes: string[]]>([
  ["under its own name", { "cutover/deployment": mark, "cutover/changes": '{"from":"own"}' }, ["own"]],
  [
    "renamed, beside the component that an import had made under the old name",
    { "cutover/changes": '{"from":"stray"}', "moves/changes": '{"from":"moves"}', "moves/deployment": mark },
    ["moves"],
  ],
  [
    "inside another component, known by a run",
    { "tools/_components/moves/runs": run, "tools/_components/moves/changes": '{"from":"inner"}' },
    ["inner"],
  ],
  ["beside a component whose table has the same name", { "billing/runs": '{"amount":1}' }, []],
])("an export holds the component's records: %s", async (_name, tables, changes) => {
  const parts = [];
  for (const [name, line] of Object.entries(tables)) {
    const file = path.join(home.dir, `${parts.length}.jsonl`);
    await writeFile(file, `${line}\n`);
    parts.push({ table: `_components/${name}`, file, isUniform: false });
  }
  const zip = path.join(home.dir, "export.zip");
  await zipTables(zip, parts);
  const snapshot = await Snapshot.open(zip);
  const found: string[] = [];
  for await (const line of snapshot.lines("_components/cutover/changes"))
    found.push((JSON.parse(line) as { from: string }).from);
  snapshot.close();
  expect(found).toEqual(changes);
});
