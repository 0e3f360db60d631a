import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../examples/support/random.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import type { LoadedTable } from "../../scripts/run/manifest.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { temporaryDir } from "../support/folders.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";
import { accounts, schemaSql, seedSql } from "./source.js";
import { seed, startTarget, type Target } from "./support.js";

type Stored = Readonly<Record<string, unknown>>;

const random = new Random("a new app that people use already");
let home: Awaited<ReturnType<typeof temporaryDir>>;
let target: Target;
let postgres: TestPostgres;
let source: string;

/** Few rows are enough here: what counts is that somebody writes meanwhile. */
const fewRows = `
  DELETE FROM people WHERE id > 40; DELETE FROM tickets WHERE id > 120; DELETE FROM notes WHERE ticket_id > 120;`;

beforeAll(async () => {
  home = await temporaryDir();
  postgres = await startPostgres();
  await postgres.run(schemaSql + seedSql(random) + fewRows);
  source = postgres.url;
  target = await startTarget(home.dir);
  await seed(target, "people", accounts(random).slice(0, 12));
});

afterAll(async () => {
  await target.stop();
  await postgres.stop();
  await home.remove();
});

async function readTable(table: string, { data } = target): Promise<Map<unknown, Stored>> {
  const file = path.join(home.dir, `read-${Math.random()}.zip`);
  await data.exportTo(file);
  const zip = await Snapshot.open(file);
  const documents = new Map<unknown, Stored>();
  for await (const line of zip.lines(table)) {
    const document = decodeDocument(line, "zip");
    documents.set(document["_id"], document);
  }
  zip.close();
  return documents;
}

/** Everything that Convex has acknowledged. */
interface Acknowledged {
  readonly signUps: Map<string, string>;
  theme: string | null;
}

/** People sign up, and one of them changes a setting again and again, until `work` is done. */
async function besideWriters(someone: string, work: () => Promise<unknown>): Promise<Acknowledged> {
  const acknowledged: Acknowledged = { signUps: new Map(), theme: null };
  const over = new AbortController();
  const write = async () => {
    for (let number = 0; !over.signal.aborted; number += 1) {
      const email = `live${number}@example.com`;
      acknowledged.signUps.set(await target.convex.run<string>("live:signUp", { email }), email);
      await target.convex.run("live:setTheme", { id: someone, theme: `theme ${number}` });
      acknowledged.theme = `theme ${number}`;
      await sleep(20);
    }
  };
  const writing = write();
  try {
    await work();
  } finally {
    over.abort();
  }
  await writing;
  return acknowledged;
}

async function readLoad(dir = home.dir): Promise<Record<string, LoadedTable>> {
  const text = await readFile(path.join(dir, "runs/latest/load.json"), "utf8");
  const { tables } = JSON.parse(text) as { tables: LoadedTable[] };
  return Object.fromEntries(tables.map((each) => [each.table, each]));
}

test("a table that was empty when load looked, and is not when it imports, gets its rows beside what is there", async () => {
  const dir = path.join(home.dir, "raced");
  await mkdir(dir);
  const raced = await startTarget(dir);
  try {
    const ownerId = await raced.convex.run<string>("live:signUp", { email: "owner@example.com" });
    await raced.cutover(["export", "--source", source]);
    const state = path.join(dir, "runs/latest/load/state.json");
    const loading = raced.cutover(["load"]);
    // The import that follows is a process of its own: it takes far longer to start than this.
    while (!existsSync(state)) await sleep(5);
    const added = await raced.convex.run<string>("live:addTeam", { slug: "theirs", ownerId });
    expect((await loading).stderr).toContain("a table that was empty has documents now");
    const teams = await readTable("teams", raced);
    expect(teams.get(added)).toMatchObject({ slug: "theirs" });
    const load = await readLoad(dir);
    expect(load["teams"]!.loaded).toBeGreaterThan(5);
    expect(teams.size).toBe(load["teams"]!.loaded + 1);
    expect(load["teams"]).toMatchObject({ wasEmpty: false, loadedBy: "changes", existing: 1 });
    expect(load["notes"]).toMatchObject({ wasEmpty: true, loadedBy: "import" });
    expect(await raced.convex.run("migrations:maintenance", {})).toMatchObject({ on: false });
  } finally {
    await raced.stop();
  }
});

test("people who signed up while preload worked were gone: nobody is, and no setting either", async () => {
  const [someone] = (await readTable("people")).keys();
  const words = ["preload", "--source", source];
  const { signUps, theme } = await besideWriters(someone as string, async () => await target.cutover(words));
  const people = await readTable("people");
  expect(signUps.size).toBeGreaterThan(10);
  const lost = [...signUps].filter(([id, email]) => people.get(id)?.["email"] !== email);
  expect(lost).toEqual([]);
  expect(people.get(someone)).toMatchObject({ theme });
  const load = await readLoad();
  expect(load["people"]).toMatchObject({ wasEmpty: false, loadedBy: "changes" });
  for (const { loaded } of Object.values(load)) expect(loaded).toBeGreaterThan(5);
  expect(load["tickets"]).toMatchObject({ wasEmpty: true, loadedBy: "import", existing: 0 });
  await target.cutover(["verify"]);
});

test("a load again, after match, beside people who write: survivors keep their ids, nobody is lost, and it ends verified", async () => {
  const before = await readTable("people");
  const [someone] = before.keys();
  const teams = await readTable("teams");
  const { signUps, theme } = await besideWriters(someone as string, async () => await target.cutover(["load"]));
  const row = await giveThemes(someone);
  for (const stage of ["match", "resolve", "verify"]) await target.cutover([stage]);
  const people = await readTable("people");
  expect([...signUps].filter(([id]) => !people.has(id))).toEqual([]);
  expect(people.get(someone)).toMatchObject({ theme });
  const own = [...before].filter(([, { legacyId }]) => legacyId === undefined);
  expect(own.filter(([id]) => !people.has(id))).toEqual([]);
  // Nothing that was loaded is loaded over: what refers to a document finds it.
  expect(new Set((await readTable("teams")).keys())).toEqual(new Set(teams.keys()));
  expect((await readLoad())["teams"]).toMatchObject({ wasEmpty: true, loadedBy: "import" });
  // What gave way when its row became part of an account is in a file: two users had written.
  expect(people.has(row)).toBe(false);
  const removed = await readFile(path.join(home.dir, "runs/latest/writes/removed.jsonl"), "utf8");
  const [given] = removed.split("\n").filter((line) => line.includes(row as string));
  expect(JSON.parse((JSON.parse(given!) as { document: string }).document)).toMatchObject({ theme: "the row's" });
});

/** Users set the theme of an account and of the row that match will merge into it; gives the row's document. */
async function giveThemes(except: unknown): Promise<unknown> {
  const people = [...(await readTable("people"))];
  const addresses = new Map(
    people.flatMap(([id, { email, legacyId }]) => (legacyId === undefined ? [] : [[email, id]])),
  );
  const [account, row] = people
    .filter(([id, { legacyId }]) => legacyId === undefined && id !== except)
    .map(([id, { email }]) => [id, addresses.get(email)] as const)
    .find(([, imported]) => imported !== undefined)!;
  await target.convex.run("live:setTheme", { id: account as string, theme: "the account's" });
  await target.convex.run("live:setTheme", { id: row as string, theme: "the row's" });
  return row;
}

test("maintenance mode is on for an import of empty tables only, and off afterwards", async () => {
  expect(await target.convex.run("migrations:maintenance", {})).toMatchObject({ on: false });
});
