import { mkdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import plan from "../../../convex/plan.js";
import { matchKeyOf } from "../../../convex/shared/plan/plan.js";
import type { Document } from "../../../convex/shared/document/document.js";
import { decodeDocument, readDocumentLines } from "../../../scripts/rows/write/documentLines.js";
import { writeSample } from "../../../scripts/rows/write/writeSample.js";
import { type Manifest, readManifest } from "../../../scripts/run/manifest.js";
import { findLatestRun, findSample, type RunDirectory } from "../../../scripts/run/runDirectory.js";
import usersPlan from "../../client/match/settled/fixture-app/convex/plan.js";
import { hashes, person, writeSource } from "../../client/match/settled/people.js";
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

/** `table key` of each document that match or resolve leaves open: looked for one by one. */
function listOpen(tables: ReadonlyMap<string, readonly Document[]>): string[] {
  return [...plan.tables.values()].flatMap((table) => {
    const { name, refs } = table;
    const addresses = tables.get(name)!.map((document) => matchKeyOf(table, document));
    return tables
      .get(name)!
      .filter((document, index) => {
        const isShared =
          addresses[index] !== null &&
          addresses.indexOf(addresses[index]!) !== addresses.lastIndexOf(addresses[index]!);
        const isDangling = refs.some(({ legacyField, target, lookup }) => {
          const key = document[legacyField];
          return key !== undefined && !isIn(all, target, lookup.field, key);
        });
        return isShared || isDangling;
      })
      .map((document) => `${name} ${JSON.stringify(document["legacyId"])}`);
  });
}

test("a sample left out the rows that stop the real migration: it has all that match or resolve leaves open", async () => {
  await writeSample(run, plan, (await readManifest(run.manifest))!, 100);
  const sample = await readTables(findSample(run), (await readManifest(findSample(run).manifest))!);
  const open = listOpen(all);
  expect(open.length).toBeGreaterThan(5);
  expect(open.some((name) => name.startsWith("users "))).toBe(true);
  expect(listOpen(sample).toSorted()).toStrictEqual(open.toSorted());
});

test("a sample larger than everything is everything, with the same sums", async () => {
  const whole = (await readManifest(run.manifest))!;
  await writeSample(run, plan, whole, 1_000_000);
  const sample = (await readManifest(findSample(run).manifest))!;
  expect(sample.tables.map(({ sums }) => sums)).toStrictEqual(whole.tables.map(({ sums }) => sums));
});

test("users came into the sample without their sign-ins, and counted as users who cannot sign in", async () => {
  const folder = path.join(home.dir, "users");
  await mkdir(folder);
  const users = Array.from({ length: 200 }, (_, at) =>
    person(`u${at}`, { encrypted_password: at % 3 === 0 ? hashes.bob : null }),
  );
  const google = { id: "1", user_id: "u1", provider: "google", provider_id: "108000000000000000001" };
  await writeSource(folder, { users, identities: [google], cases: [{ id: "1", user_id: "u1", title: "one" }] });
  const [dir, file] = [path.join(home.dir, "of-users"), "test/client/match/settled/fixture-app/convex/plan.ts"];
  await runCutover(["export", "--source", folder, "--plan", file, "--dir", dir]);
  const found = (await findLatestRun(dir))!;
  await writeSample(found, usersPlan, (await readManifest(found.manifest))!, 1);
  const sample = await readTables(findSample(found), (await readManifest(findSample(found).manifest))!);
  const signIns = new Set(sample.get("authAccounts")!.map(({ legacyUserId }) => legacyUserId));
  const expected = sample.get("users")!.filter(({ legacyId }) => Number((legacyId as string).slice(1)) % 3 === 0);
  expect(sample.get("users")!.length).toBeLessThan(users.length);
  expect(expected.filter(({ legacyId }) => !signIns.has(legacyId))).toEqual([]);
  expect(expected.length).toBeGreaterThan(50);
});
