import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { definePlan, id, ref, table, text } from "../../convex/client/index.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import { DocumentReader, exportedTexts } from "../../scripts/comparison/documentTexts.js";
import { References } from "../../scripts/comparison/references.js";
import { type ComponentRecords, readComponentRecords } from "../../scripts/comparison/componentRecords.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { temporaryDir } from "../support/folders.js";

const plan = definePlan({
  users: table("users", { id: id(), name: text() }),
  cases: table("cases", { id: id(), user_id: ref("users"), title: text() }),
});
const cases = getTable(plan, "cases");

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeEach(async () => void (home = await temporaryDir()));
afterEach(async () => await home.remove());

async function snapshotOf(name: string, lines: readonly object[]): Promise<Snapshot> {
  const file = path.join(home.dir, `${name.replaceAll("/", "-")}.zip`);
  const writer = await LineWriter.createZip(file, name);
  for (const line of lines) await writer.write(JSON.stringify(line));
  await writer.finish();
  return await Snapshot.open(file);
}

/** Rows 7 and 8 of the old system are one account, which carries the key of row 7. */
async function readAccount(): Promise<{ references: References; records: ComponentRecords }> {
  const users = await snapshotOf("users", [
    { _id: "account", legacyId: "7", name: "Ann" },
    { _id: "other", legacyId: "9", name: "Bob" },
  ]);
  const references = await References.read(plan, users);
  users.close();
  const match = { table: "users", legacyKey: "8", id: "account", filled: [], kept: [] };
  const component = await snapshotOf("_components/cutover/matches", [
    { ...match, aliases: [{ field: "legacyId", key: "8" }] },
  ]);
  const known = await readComponentRecords(component);
  component.close();
  return { references, records: known };
}

const exported = { legacyId: "c1", legacyUserId: "8", title: "x" };
const texts = exportedTexts(cases, exported, undefined);

test("a reference by the key of the second row of an account was listed as a write of people's", async () => {
  const { references, records } = await readAccount();
  const reader = new DocumentReader(references, { ...records, resolved: new Set(["cases"]) });
  const resolved = { ...exported, _id: "c", userId: "account" };
  expect(reader.migratedTexts(cases, resolved, undefined)).toEqual(texts);
});

test("a reference that somebody led to another account still is one", async () => {
  const { references, records } = await readAccount();
  const reader = new DocumentReader(references, { ...records, resolved: new Set(["cases"]) });
  const led = { ...exported, _id: "c", userId: "other" };
  expect(reader.migratedTexts(cases, led, undefined)).not.toEqual(texts);
});
