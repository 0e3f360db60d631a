/**
 * `npm run bench -- [rows] [--json]`: what an export costs beside what the server can give and what people do today. All are measured in
 * one run, in turn, since absolute figures move with the machine; each figure is a median, each goal a ratio (docs/benchmarks.md).
 */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
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
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const rows = Number(positionals[0] ?? 100_000);

type Work = () => Promise<void>;

/** Seconds, each the median of its rounds: all works in turn, then all again, so that a busy minute slows each of them. */
async function measureInTurn(works: Readonly<Record<string, Work>>): Promise<Record<string, number>> {
  const times = Object.keys(works).map((name) => [name, [] as number[]] as const);
  for (let round = 0; round < rounds; round++) {
    for (const [name, seconds] of times) {
      const startedAt = performance.now();
      await works[name]!();
      seconds.push((performance.now() - startedAt) / 1000);
    }
  }
  return Object.fromEntries(times.map(([name, seconds]) => [name, median(seconds)]));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)]!;
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
  env: NodeJS.ProcessEnv,
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
    env,
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

async function exportCases(url: string, dir: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await withTables(url, dir, env, async (table, context, source, keys, prepared) => {
    await exportTable(context, source, table, keys, prepared);
  });
}

async function checkCases(url: string, dir: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await withTables(url, dir, env, async (table, context, source, keys, prepared) => {
    await new TableCheck(context, table, keys, null).read(source, prepared);
  });
}

const home = await temporaryDir();
const server = await startExampleServer();
await server.client.query(fillSql(rows));
const { client, url } = server;
const seconds = await measureInTurn({
  floor: async () => {
    await pipeline(client.query(copyTo("COPY public.cases TO STDOUT (FORMAT binary)")), drain());
  },
  rowToJson: async () => {
    const file = createWriteStream(path.join(home.dir, "row_to_json.jsonl"));
    await pipeline(client.query(copyTo("COPY (SELECT row_to_json(c) FROM public.cases c) TO STDOUT")), file);
  },
  usual: async () => await usualProgram(client, path.join(home.dir, "usual.jsonl")),
  export: async () => await exportCases(url, home.dir),
  plain: async () => await exportCases(url, home.dir, { CUTOVER_PLAIN: "1" }),
  check: async () => await checkCases(url, home.dir),
  plainCheck: async () => await checkCases(url, home.dir, { CUTOVER_PLAIN: "1" }),
});
await server.stop();
await home.remove();

const peakMemory = process.resourceUsage().maxRSS / 1024;
const results = [
  ratio("export / COPY binary, drained", "export", "floor", 1.3),
  ratio("export / COPY of row_to_json to a file (corrupts)", "export", "rowToJson", 0.6),
  ratio("export / cursor, objects, JSON.stringify", "export", "usual", 1),
  ratio("check / export", "check", "export", 2),
  ratio("direct path / plain path", "export", "plain", 0.5),
  ratio("check, direct path / plain path", "check", "plainCheck", 0.5),
  { name: "peak memory of everything here, MB / 128", ratio: peakMemory / 128, goal: 1, met: peakMemory <= 128 },
];

function ratio(name: string, what: string, anchor: string, goal: number) {
  const value = seconds[what]! / seconds[anchor]!;
  return { name, ratio: value, goal, met: value <= goal };
}

if (values.json === true) console.log(JSON.stringify({ rows, seconds, results }, null, 2));
else {
  const speeds = Object.entries(seconds).map(([name, took]) => [name, String(Math.round(rows / took))]);
  console.log(renderTable([`${rows} cases, median of ${rounds}`, "rows/s"], speeds));
  const lines = results.map((each) => [
    each.name,
    each.ratio.toFixed(2),
    `≤ ${each.goal}`,
    each.met ? "met" : "missed",
  ]);
  console.log(renderTable(["", "ratio", "goal", ""], lines));
}
