import { afterEach, beforeEach, expect, test } from "vitest";
import { callFunction } from "../../../scripts/deployment/functionEndpoint.js";
import { ServerWork } from "../../../scripts/deployment/serverWork.js";
import { Stage } from "./command.js";

type State = Readonly<Record<string, unknown>>;

let stage: Stage;
/** What the deployment says of its work, at each step of it. */
let seen: { imports: { state: State }[]; latest: State | null; movement: Record<string, string> }[];

beforeEach(async () => {
  seen = [];
  stage = await Stage.open({
    pace: async () => {
      const imports = (await ask("queryImport:list")) as { state: State }[];
      const latest = (await ask("exports:getLatest")) as State | null;
      seen.push({ imports, latest, movement: { import: await read("import"), export: await read("export") } });
    },
  });
});
afterEach(async () => await stage.close());

async function ask(name: string): Promise<unknown> {
  const { stdout } = await callFunction(stage.rehearsal, `_system/cli/${name}`, {}, AbortSignal.timeout(60_000));
  return JSON.parse(stdout || "null");
}

const query = async (name: string) => await ask(name.replace("_system/cli/", ""));

/** As the command watches whether anything moves. */
async function read(subcommand: string): Promise<string> {
  const { signal } = new AbortController();
  return await new ServerWork({ query, cancelImport: async () => false, signal }).readMovement(subcommand);
}

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ legacyId: String(n) }));

async function importCases(count: number, mode: "append" | "replace" = "replace"): Promise<void> {
  await stage.data.importDocuments(stage.folder, "cases", rows(count), mode);
}

test("an import of any size looked as if nothing moved until it was over", async () => {
  await importCases(2_500);
  expect(seen.map(({ imports }) => imports[0]!.state["progress_message"])).toEqual([
    'Importing "cases"',
    'Importing "cases" (1,000 documents)',
    'Importing "cases" (2,000 documents)',
  ]);
  expect(new Set(seen.map(({ movement }) => movement["import"])).size).toBe(3);
});

test("an appending import tells of its batches, too, and the next one begins anew", async () => {
  await importCases(8_001, "append");
  await importCases(1, "append");
  expect(seen.map(({ imports }) => imports[0]!.state["progress_message"])).toEqual([
    'Importing "cases"',
    'Importing "cases" (8,000 documents)',
    'Importing "cases"',
  ]);
});

test("an export tells which table it has come to, and moves within a large one", async () => {
  await importCases(2_001);
  seen = [];
  await stage.read();
  expect(seen.map(({ latest }) => latest!["progress_message"])).toEqual([
    "Beginning backup",
    "Backing up cases",
    "Backing up cases: 1,000 / 2,001 documents",
    "Backing up cases: 2,000 / 2,001 documents",
  ]);
  expect(new Set(seen.map(({ movement }) => movement["export"])).size).toBe(4);
});

test("the command prints what was imported, by table, with the server's words", async () => {
  const lines = rows(1_234).map((row) => JSON.stringify(row));
  const { stderr } = await stage.importLines("cases", lines);
  expect(stderr).toContain('Imported "cases" (1,234 documents)');
  expect(stderr).toContain('Added 1234 documents to table "cases"');
});

test("an import that is over cannot be cancelled", async () => {
  await importCases(1);
  const [{ _id: importId }] = (await ask("queryImport:list")) as [{ _id: string }];
  const { url, adminKey } = stage.rehearsal;
  const headers = { authorization: `Convex ${adminKey}` };
  const init = { method: "POST", headers, body: JSON.stringify({ importId }) };
  const answered = await fetch(`${url}/api/cancel_import`, init);
  expect(answered.status).toBe(400);
  expect(await answered.json()).toMatchObject({
    code: "CannotCancelImport",
    message: "Cannot cancel an import that has completed",
  });
});

test("an import is known by its format and mode as the server names them, and only the newest twenty are listed", async () => {
  for (let count = 0; count < 21; count += 1) await importCases(1);
  const listed = (await ask("queryImport:list")) as { mode: string; format: object }[];
  expect(listed).toHaveLength(20);
  expect(listed[0]).toMatchObject({ mode: "Replace", format: { format: "jsonl", table: "cases" } });
});
