import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import plan from "../../../convex/plan.js";
import type { Document } from "../../../convex/shared/document/document.js";
import { decodeDocument, readDocumentLines } from "../../../scripts/rows/write/documentLines.js";
import { writeSample } from "../../../scripts/rows/write/writeSample.js";
import { type Manifest, readManifest } from "../../../scripts/run/manifest.js";
import { findLatestRun, findSample, type RunDirectory } from "../../../scripts/run/runDirectory.js";
import { runCutover } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { source } from "../../support/permTracker.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
let all: ReadonlyMap<string, readonly Document[]>;

beforeAll(async () => {
  home = await temporaryDir();
  const dir = path.join(home.dir, "runs");
  await runCutover(["export", "--source", source, "--dir", dir]);
  run = (await findLatestRun(dir))!;
  all = await readTables(run, (await readManifest(run.manifest))!);
});

afterAll(async () => await home.remove());

async function readTables(folder: RunDirectory, manifest: Manifest): Promise<Map<string, Document[]>> {
  const tables = new Map<string, Document[]>();
  for (const counts of manifest.tables) {
    const documents: Document[] = [];
    for await (const line of readDocumentLines(folder, counts)) documents.push(decodeDocument(line, counts.format));
    tables.set(counts.table, documents);
  }
  return tables;
}

function isIn(tables: ReadonlyMap<string, readonly Document[]>, table: string, field: string, key: unknown): boolean {
  return tables.get(table)!.some((document) => document[field] === key);
}

/** References of the sample's documents to documents that were exported, but are not in the sample. */
function findLoose(sample: ReadonlyMap<string, readonly Document[]>): string[] {
  return [...plan.tables.values()].flatMap(({ name, refs }) =>
    sample.get(name)!.flatMap((document) =>
      refs
        .filter(({ legacyField, target, lookup }) => {
          const key = document[legacyField];
          return key !== undefined && isIn(all, target, lookup.field, key) && !isIn(sample, target, lookup.field, key);
        })
        .map(({ legacyField }) => `${name} ${JSON.stringify(document.legacyId)} ${legacyField}`),
    ),
  );
}

test.each([1, 300, 1_000_000])("a sample of about %i documents leads nowhere outside itself", async (rows) => {
  await writeSample(run, plan, (await readManifest(run.manifest))!, rows);
  const manifest = (await readManifest(findSample(run).manifest))!;
  const sample = await readTables(findSample(run), manifest);
  expect(findLoose(sample)).toStrictEqual([]);
  for (const { table, written } of manifest.tables) expect(sample.get(table)).toHaveLength(written);
  for (const documents of sample.values()) expect(documents.length).toBeGreaterThan(0);
});

test("a sample larger than everything is everything, with the same sums", async () => {
  const whole = (await readManifest(run.manifest))!;
  await writeSample(run, plan, whole, 1_000_000);
  const sample = (await readManifest(findSample(run).manifest))!;
  expect(sample.tables.map(({ sums }) => sums)).toStrictEqual(whole.tables.map(({ sums }) => sums));
});
