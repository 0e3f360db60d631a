import path from "node:path";
import { mkdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../examples/support/random.js";
import type { CatchUpReport } from "../../scripts/catchUp/catchUp.js";
import type { Manifest } from "../../scripts/run/manifest.js";
import { temporaryDir } from "../support/folders.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";
import { accounts, changeSql, schemaSql, seedSql } from "./source.js";
import { readContent, seed, startTarget, type Target } from "./support.js";

/** Another one is another thousand changes. */
const seedNumber = Number(process.env.CATCH_UP_SEED ?? 4);
const random = new Random(`catch-up ${seedNumber}`);
const people = accounts(random);

let home: Awaited<ReturnType<typeof temporaryDir>>;
let postgres: TestPostgres;
let early: Target;
let fresh: Target;
let words: string[];

async function openTarget(name: string): Promise<Target> {
  const dir = path.join(home.dir, name);
  await mkdir(dir);
  const target = await startTarget(dir);
  await seed(target, "people", people);
  return target;
}

async function readSums({ dir }: Target): Promise<unknown> {
  const manifest = JSON.parse(await readFile(path.join(dir, "runs/latest/manifest.json"), "utf8")) as Manifest;
  return manifest.tables.map(({ table, read, written, rejected, filtered, merged, sums }) => ({
    table,
    read,
    written,
    rejected,
    filtered,
    merged,
    sums,
  }));
}

beforeAll(async () => {
  home = await temporaryDir();
  postgres = await startPostgres();
  await postgres.run(schemaSql + seedSql(random));
  words = ["--source", postgres.url];
  [early, fresh] = await Promise.all([openTarget("early"), openTarget("fresh")]);
  await early.cutover(["preload", ...words]);
});

afterAll(async () => {
  await early.stop();
  await fresh.stop();
  await postgres.stop();
  await home.remove();
});

test("after a thousand random inserts, updates and deletes a catch-up ends verified", async () => {
  await postgres.run(changeSql(random, 1000, 1001));
  const { json } = await early.cutover(["catch-up", ...words]);
  const { tables } = json as CatchUpReport;
  for (const { inserted, changed, deleted } of tables) expect(Math.min(inserted, changed, deleted)).toBeGreaterThan(0);
  await early.cutover(["verify"]);
});

test("a fresh migration of what the source has in the end comes to the same, document by document", async () => {
  for (const stage of [["export", ...words], ["load"], ["match"], ["resolve"]]) await fresh.cutover(stage);
  expect(await readSums(early)).toStrictEqual(await readSums(fresh));
  const [caughtUp, migrated] = [await readContent(early), await readContent(fresh)];
  expect(caughtUp).toStrictEqual(migrated);
  // What would be the same because there is nothing of it proves nothing.
  expect(caughtUp.matched["people"]).toBeGreaterThan(3);
  const codes = new Set(caughtUp.issues.map((issue) => issue.split(" ").slice(-2).join(" ")));
  const some = ["missing_target cleared", "missing_target open", "several_old open", "unverified_account open"];
  expect([...codes]).toEqual(expect.arrayContaining(some));
});
