import { readFile, rm, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExportComparison } from "../../scripts/comparison/compareExport.js";
import type { Difference } from "../../scripts/comparison/difference.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { temporaryDir } from "../support/folders.js";
import { faults } from "./injectedFaults.js";
import type { Expected } from "./places.js";
import { type RandomMigration, randomMigration, seeded } from "./randomMigration.js";
import { writeDeployed, writeExported } from "./writeMigration.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
});
afterEach(async () => await home.remove());

interface Found {
  readonly found: Difference[];
  readonly documents: number;
}

/**
 * Three ways: with the fingerprints that the export kept; from the bytes of lines where they can be taken so; and each line decoded.
 * They must come to the same.
 */
async function compare(migration: RandomMigration): Promise<Found> {
  const tables = await writeExported(run, migration);
  const now = await Snapshot.open(await writeDeployed(run, migration.deployed));
  try {
    const kept = await compareOnce(false);
    for (const { table } of tables) await rm(run.fingerprints(table));
    const [direct, plain] = [await compareOnce(false), await compareOnce(true)];
    expect(kept).toStrictEqual(plain);
    expect(direct).toStrictEqual(plain);
    return direct;
  } finally {
    now.close();
  }

  async function compareOnce(isPlain: boolean): Promise<Found> {
    const comparison = await ExportComparison.open({ plan: migration.plan, run, tables, now, isPlain });
    const found: Difference[] = [];
    for await (const difference of comparison.differences()) found.push(difference);
    return { found, documents: comparison.tables.reduce((sum, { documents }) => sum + documents, 0) };
  }
}

test("of 200 random schemas and data sets that arrived well nothing is reported", async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const migration = randomMigration(seed);
    const rows = Object.values(migration.exported).reduce((sum, { length }) => sum + length, 0);
    expect({ seed, ...(await compare(migration)) }).toStrictEqual({ seed, found: [], documents: rows });
  }
});

test("fingerprints of other documents, or half of them, are not believed, and neither is a documents file that was changed", async () => {
  const migration = randomMigration(7, { all: true });
  const tables = await writeExported(run, migration);
  const now = await Snapshot.open(await writeDeployed(run, migration.deployed));
  const compareAgain = async () => {
    const comparison = await ExportComparison.open({ plan: migration.plan, run, tables, now });
    for await (const difference of comparison.differences()) return difference;
    return null;
  };
  const { format } = tables[0]!;
  const [kept, documents] = [run.fingerprints("notes"), run.documents("notes", format)];
  const [whole, other] = [await readFile(kept), await readFile(run.fingerprints("cases"))];
  for (const bytes of [other, whole.subarray(0, 35), Buffer.alloc(0)]) {
    await writeFile(kept, bytes);
    expect(await compareAgain()).toBeNull();
  }
  await writeFile(kept, whole);
  await writeFile(documents, await readFile(run.documents("cases", format)));
  await expect(compareAgain()).rejects.toThrow("The exported documents are not those that were counted");
  now.close();
});

/** Fields are not compared where none are said. */
function isFound(expected: Expected, { table, key, kind, fields }: Difference): boolean {
  const isSame = table === expected.table && key === expected.key && kind === expected.kind;
  const names = fields.map((field) => `${field.name} ${field.kind}`);
  const wanted = expected.fields.map((field) => `${field.name} ${field.kind}`);
  return isSame && (wanted.length === 0 || wanted.join() === names.join());
}

test.each(Object.entries(faults))(
  "%s is found, named by table, key and field, and nothing else",
  async (_name, inject) => {
    let injected = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const migration = randomMigration(seed, { all: true });
      const expected = inject(migration, seeded(seed));
      if (expected === null) continue;
      injected += 1;
      const { found } = await compare(migration);
      const unexpected = found.filter((difference) => !expected.some((each) => isFound(each, difference)));
      expect({ seed, unexpected, count: found.length }).toStrictEqual({ seed, unexpected: [], count: expected.length });
    }
    expect(injected).toBeGreaterThan(0);
  },
);
