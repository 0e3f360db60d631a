import { afterEach, beforeEach, expect, test } from "vitest";
import type { LivelySpec } from "../../../../scripts/rehearsal/server/lively/protocol.js";
import { vLivelyOutcome } from "../../../../scripts/rehearsal/server/lively/protocol.js";
import { Stage } from "../command.js";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(async () => await stage.close());

const cases = {
  table: "cases",
  isGuarded: true,
  avoided: [],
  planned: [],
  legacyId: null,
  begins: "atOnce",
} as const;
const users = { ...cases, table: "users", isGuarded: false } as const;
const spec: LivelySpec = { maintenance: "cases:maintenance", tables: [cases, users] };

async function ask(name: string, body: object = {}): Promise<unknown> {
  const { url, adminKey } = stage.rehearsal;
  const headers = { authorization: `Convex ${adminKey}` };
  const answered = await fetch(`${url}/rehearsal/lively/${name}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!answered.ok) throw new Error(await answered.text());
  return await answered.json();
}

async function stop() {
  return vLivelyOutcome.parse(await ask("stop"));
}

async function countOf(table: string): Promise<number> {
  const files = await stage.read();
  return (files[`${table}/documents.jsonl`] ?? "").split("\n").filter((line) => line !== "").length;
}

const row = { legacyId: "imported" };

test.each(["replace", "replaceAll"] as const)(
  "a user's write that an import takes away is found, with table and id: %s",
  async (mode) => {
    await ask("start", spec);
    await stage.data.importDocuments(stage.folder, "cases", [row], mode);
    const { missing, writes, refused } = await stop();
    expect(writes).toBeGreaterThan(3);
    expect(refused).toBe(0);
    const lost = missing.filter((each) => each.table === "cases");
    expect(lost).toContainEqual(expect.objectContaining({ kind: "insert" }));
    for (const { id } of lost) expect(id).toMatch(/^\d+cases$/);
  },
);

test("what is appended takes no user's write away", async () => {
  await ask("start", spec);
  await stage.data.importDocuments(stage.folder, "cases", [row, row], "append");
  const { missing, writes, unwritten } = await stop();
  expect(missing).toEqual([]);
  expect(unwritten).toEqual([]);
  expect(writes).toBeGreaterThan(3);
});

test("in maintenance mode what is guarded is refused, so that an import takes nothing away", async () => {
  await stage.data.call("cases:setMaintenance", { on: true });
  await ask("start", spec);
  await stage.data.importDocuments(stage.folder, "cases", [row], "replace");
  const { missing, refused } = await stop();
  expect(missing).toEqual([]);
  expect(refused).toBeGreaterThan(1);
  expect(await countOf("cases")).toBe(1);
  expect(await countOf("users")).toBeGreaterThan(0);
});

test("a table that is used from its first document on gets none before, but for the moment it is filled", async () => {
  const tables = [{ ...cases, begins: "firstDocument" }, users];
  await ask("start", { ...spec, tables });
  expect(await countOf("cases")).toBe(0);
  await stage.data.importDocuments(stage.folder, "cases", [row], "append");
  await ask("edit", { editsMigrated: false });
  await stop();
  expect(await countOf("cases")).toBeGreaterThan(1);
});

test("a table that gets its first document during an export is not in it", async () => {
  const tables = [{ ...cases, begins: "export" }];
  await ask("start", { ...spec, tables });
  expect(await countOf("cases")).toBe(0);
  expect(await countOf("cases")).toBeGreaterThan(0);
  expect((await stop()).missing).toEqual([]);
});

test("documents of the migration are left as they are until they are verified", async () => {
  await stage.data.importDocuments(stage.folder, "cases", [{ ...row, status: "open" }], "replace");
  // The planned fields are the only ones that are texts.
  const tables = [{ ...cases, planned: ["legacyId"], legacyId: "status", begins: "firstDocument" }];
  await ask("start", { ...spec, tables });
  for (let round = 0; round < 8; round += 1) await ask("edit", { editsMigrated: false });
  expect(await stage.data.call("cases:byLegacyId", { legacyId: "imported" })).not.toBeNull();
  for (let round = 0; round < 8; round += 1) await ask("edit", { editsMigrated: true });
  expect(await stage.data.call("cases:byLegacyId", { legacyId: "imported" })).toBeNull();
});

test("a table that nobody can write to is named with the reason", async () => {
  await ask("start", { ...spec, tables: [{ ...cases, table: "nowhere" }, users] });
  const { unwritten, writes } = await stop();
  expect(unwritten).toEqual([{ table: "nowhere", because: "it is not in the schema" }]);
  expect(writes).toBe(1);
});

test("writers that have been stopped write no more, and started again they know what they wrote", async () => {
  await ask("start", spec);
  const { writes } = await stop();
  await stage.data.importDocuments(stage.folder, "cases", [row], "replace");
  const between = await stop();
  expect(between.writes).toBe(writes);
  expect(between.missing).toEqual([expect.objectContaining({ kind: "insert", moment: "between commands" })]);
  await ask("start", spec);
  const after = await stop();
  expect(after.writes).toBeGreaterThan(writes);
  expect(after.missing).toEqual(between.missing);
});
