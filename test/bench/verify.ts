/**
 * `npm run bench:verify [rows]`: verification by export beside `unzip -p` of the same ZIP, in turns, since absolute figures
 * move with the machine. Goal: at most twice the time of unzip.
 */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { renderTable } from "../../scripts/cli/output/renderTable.js";
import { ExportComparison } from "../../scripts/comparison/compareExport.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import type { TableCounts } from "../../scripts/run/manifest.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { migratedPlan } from "./migrated.js";

const rows = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 5);
const run = promisify(execFile);

interface Written {
  readonly run: string;
  readonly tables: readonly TableCounts[];
}

/** In a process of its own: its memory is not the comparison's. */
async function write(dir: string, zip: string): Promise<Written> {
  const program = path.join(projectDir, "test/bench/writeMigrated.ts");
  const options = { maxBuffer: 2 ** 24 };
  const { stdout } = await run(process.execPath, [...process.execArgv, program, dir, zip, String(rows)], options);
  return JSON.parse(stdout) as Written;
}

async function verify(exported: RunDirectory, tables: readonly TableCounts[], zip: string): Promise<void> {
  const now = await Snapshot.open(zip);
  const comparison = await ExportComparison.open({ plan: migratedPlan, run: exported, tables, now });
  for await (const difference of comparison.differences()) throw new Error(JSON.stringify(difference));
  now.close();
  const documents = comparison.tables.reduce((sum, table) => sum + table.documents, 0);
  const expected = tables.reduce((sum, table) => sum + table.written, 0);
  if (documents !== expected) throw new Error(`compared ${documents} of ${expected} documents`);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)]!;
}

const home = await temporaryDir();
const zip = path.join(home.dir, "deployment.zip");
const { run: name, tables } = await write(home.dir, zip);
const exported = new RunDirectory(home.dir, name);
const times: { unzip: number; verify: number }[] = [];
for (let round = 0; round < rounds; round++) {
  const unzip = await time(async () => await run("sh", ["-c", 'unzip -p "$0" > /dev/null', zip]));
  times.push({ unzip, verify: await time(async () => await verify(exported, tables, zip)) });
}
await home.remove();
const [unzip, verified] = [median(times.map((each) => each.unzip)), median(times.map((each) => each.verify))];
const ratio = median(times.map((each) => each.verify / each.unzip));
const documents = tables.reduce((sum, { written }) => sum + written, 0);
const line = (name: string, seconds: number, times: number) => [
  name,
  seconds.toFixed(2),
  String(Math.round(documents / seconds)),
  times.toFixed(2),
];
console.log(
  renderTable(
    [`${documents} documents, median of ${rounds}`, "seconds", "documents/s", "× unzip"],
    [line("unzip -p of the deployment's export", unzip, 1), line("cutover verify: read, compare", verified, ratio)],
  ),
);
console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
