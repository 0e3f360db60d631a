/**
 * `npm run bench [rows]`: what an export costs beside what the server can give and what people do today, all measured in
 * one run, since absolute figures move with the machine. Goals: the plain path takes the time of the usual program.
 */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { getTable, type PlannedTable } from "../../convex/shared/plan/plan.js";
import { TableCheck } from "../../scripts/check/tableCheck.js";
import { renderTable } from "../../scripts/cli/output/renderTable.js";
import { loadProject } from "../../scripts/project/project.js";
import { exportTable } from "../../scripts/rows/write/exportTable.js";
import { type PreparedLookups, prepareLookups } from "../../scripts/rows/lookups/prepareLookups.js";
import { TableKeys } from "../../scripts/rows/keys/tableKeys.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import { openSource } from "../../scripts/sources/open.js";
import type { Source } from "../../scripts/sources/source.js";
import type { Context } from "../../scripts/stages/stage.js";
import { startExampleServer } from "../examples/perm-tracker/server.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { fillSql } from "./fill.js";

const rounds = 3;
const rows = Number(process.argv[2] ?? 100_000);

interface Measured {
  readonly name: string;
  readonly seconds: number;
}

async function measure(name: string, work: () => Promise<void>): Promise<Measured> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    await work();
    times.push((performance.now() - startedAt) / 1000);
  }
  return { name, seconds: times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]! };
}

function drain(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** The usual program: objects by a cursor, `JSON.stringify`, a file. No check, no row counts. */
async function usualProgram(client: Client, file: string): Promise<void> {
  const out = createWriteStream(file);
  await client.query("BEGIN; DECLARE bench CURSOR FOR SELECT * FROM public.cases");
  for (;;) {
    const page = await client.query<Record<string, unknown>>("FETCH 1000 FROM bench");
    if (page.rows.length === 0) break;
    const text = page.rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    if (!out.write(text)) await once(out, "drain");
  }
  await client.query("COMMIT");
  out.end();
  await once(out, "finish");
}

const silent = { stage() {}, stageDone() {}, rows() {}, note() {}, end() {} };

/** Opens the source and hands over what a stage would have, for the two tables that hold the rows. */
async function withTables(
  url: string,
  dir: string,
  work: (
    table: PlannedTable,
    context: Context,
    source: Source,
    keys: TableKeys,
    prepared: PreparedLookups,
  ) => Promise<unknown>,
): Promise<void> {
  const project = await loadProject(path.join(projectDir, "convex/plan.ts"));
  const source = await openSource(url);
  const context = {
    options: { format: null },
    env: process.env,
    project,
    run: await createRun(dir, new Date()),
    progress: silent,
    signal: new AbortController().signal,
  } as unknown as Context;
  const keys = new TableKeys(project.plan);
  const prepared = await prepareLookups(source, project.plan, {});
  for (const name of ["users", "cases"]) await work(getTable(project.plan, name), context, source, keys, prepared);
  await source.close();
}

async function exportCases(url: string, dir: string): Promise<void> {
  await withTables(url, dir, async (table, context, source, keys, prepared) => {
    await exportTable(context, source, table, keys, prepared);
  });
}

async function checkCases(url: string, dir: string): Promise<void> {
  await withTables(url, dir, async (table, context, source, keys, prepared) => {
    await new TableCheck(context, table, keys, null).read(source, prepared);
  });
}

const home = await temporaryDir();
const server = await startExampleServer();
await server.client.query(fillSql(rows));
const { client, url } = server;
const results = [
  await measure("COPY binary, drained (the floor)", async () => {
    await pipeline(client.query(copyTo("COPY public.cases TO STDOUT (FORMAT binary)")), drain());
  }),
  await measure("COPY of row_to_json to a file (what people do; corrupts)", async () => {
    const file = createWriteStream(path.join(home.dir, "row_to_json.jsonl"));
    await pipeline(client.query(copyTo("COPY (SELECT row_to_json(c) FROM public.cases c) TO STDOUT")), file);
  }),
  await measure("cursor, objects, JSON.stringify to a file (the usual program)", async () => {
    await usualProgram(client, path.join(home.dir, "usual.jsonl"));
  }),
  await measure("cutover export: convert, check, fingerprint, write", async () => await exportCases(url, home.dir)),
  await measure("cutover check: convert, check, count, write nothing", async () => await checkCases(url, home.dir)),
];
await server.stop();
await home.remove();
const floor = results[0]!.seconds;
const usual = results[2]!.seconds;
const lines = results.map(({ name, seconds }) => [
  name,
  String(Math.round(rows / seconds)),
  (seconds / floor).toFixed(2),
  (seconds / usual).toFixed(2),
]);
console.log(renderTable([`${rows} cases, median of ${rounds}`, "rows/s", "× floor", "× usual"], lines));
console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
