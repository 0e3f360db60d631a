import { afterEach, beforeEach, expect, test } from "vitest";
import { restoreLegacyFields, writeIdMap } from "../../scripts/comparison/idMap.js";
import { ExportComparison } from "../../scripts/comparison/compareExport.js";
import type { Difference } from "../../scripts/comparison/difference.js";
import { SavedKeys } from "../../scripts/comparison/savedKeys.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { temporaryDir } from "../support/folders.js";
import { type RandomMigration, randomMigration } from "./randomMigration.js";
import { writeDeployed, writeExported } from "./writeMigration.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
});
afterEach(async () => await home.remove());

/** What the cleanup leaves, in another order; the component is gone. */
function cleaned({ plan, deployed }: RandomMigration): RandomMigration["deployed"] {
  const names = [...plan.tables.keys()];
  const without = (name: string) => {
    const gone = new Set(plan.tables.get(name)!.legacyFields);
    return deployed[name]!.map((each) =>
      Object.fromEntries(Object.entries(each).filter(([field]) => !gone.has(field))),
    );
  };
  return Object.fromEntries(names.map((name) => [name, without(name).toReversed()]));
}

async function compareCleaned(migration: RandomMigration): Promise<{ found: Difference[]; documents: number }> {
  const tables = await writeExported(run, migration);
  const before = await Snapshot.open(await writeDeployed(run, migration.deployed));
  await writeIdMap(migration.plan, before, run.file("ids.zip"));
  before.close();
  const now = await Snapshot.open(await writeDeployed(run, cleaned(migration)));
  const map = await Snapshot.open(run.file("ids.zip"));
  await restoreLegacyFields(migration.plan, { now, map }, run.file("restored.zip"));
  const restored = await Snapshot.open(run.file("restored.zip"));
  const comparison = await ExportComparison.open({ plan: migration.plan, run, tables, now: restored });
  const found: Difference[] = [];
  for await (const difference of comparison.differences()) found.push(difference);
  for (const zip of [now, map, restored]) zip.close();
  return { found, documents: comparison.tables.reduce((sum, { documents }) => sum + documents, 0) };
}

test("of 10 random schemas and data sets nothing is reported when legacy fields and component are gone", async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const migration = randomMigration(seed);
    const rows = Object.values(migration.exported).reduce((sum, { length }) => sum + length, 0);
    expect({ seed, ...(await compareCleaned(migration)) }).toStrictEqual({ seed, found: [], documents: rows });
  }
});

async function* savedLines(keys: readonly string[]): AsyncGenerator<string> {
  for (const [index, key] of keys.entries()) yield JSON.stringify({ _id: `id${index}`, legacyId: key });
}

test("saved keys are found in any order, also longer than what is read at once", async () => {
  const keys = ["7", "日本語", "x".repeat(200_000), "", ...Array.from({ length: 5_000 }, (_, index) => `k${index}`)];
  const saved = await SavedKeys.open(savedLines(keys), run.file("saved.jsonl"));
  const order = [...keys.keys(), ...[...keys.keys()].toReversed()];
  for (const index of order) expect(saved.find(`id${index}`)).toBe(JSON.stringify({ legacyId: keys[index] }));
  expect(saved.find("id of the app's own")).toBeNull();
  saved.close();
});
