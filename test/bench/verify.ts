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

interface Times {
  readonly seconds: number;
  /** Of all threads: on a machine with other work it says more. */
  readonly cpu: number;
}

async function timeUnzip(zip: string): Promise<Times> {
  const startedAt = performance.now();
  const { stderr } = await run("bash", ["-c", 'TIMEFORMAT="%U %S"; time unzip -p "$0" > /dev/null', zip]);
  const cpu = stderr
    .trim()
    .split(" ")
    .reduce((sum, seconds) => sum + Number(seconds), 0);
  return { seconds: (performance.now() - startedAt) / 1000, cpu };
}

async function timeVerify(work: () => Promise<void>): Promise<Times> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - startedAt) / 1000, cpu: (user + system) / 1e6 };
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)]!;
}

const home = await temporaryDir();
const zip = path.join(home.dir, "deployment.zip");
const { run: runName, tables } = await write(home.dir, zip);
const exported = new RunDirectory(home.dir, runName);
const times: { unzip: Times; verify: Times }[] = [];
for (let round = 0; round < rounds; round++) {
  const unzip = await timeUnzip(zip);
  times.push({ unzip, verify: await timeVerify(async () => await verify(exported, tables, zip)) });
}
await home.remove();
const documents = tables.reduce((sum, { written }) => sum + written, 0);
const line = (name: string, of: "unzip" | "verify") => {
  const seconds = median(times.map((each) => each[of].seconds));
  const ratio = median(times.map((each) => each[of].seconds / each.unzip.seconds));
  const cpu = median(times.map((each) => each[of].cpu / each.unzip.cpu));
  return [name, seconds.toFixed(2), String(Math.round(documents / seconds)), ratio.toFixed(2), cpu.toFixed(2)];
};
console.log(
  renderTable(
    [`${documents} documents, median of ${rounds}`, "seconds", "documents/s", "× unzip", "× its CPU"],
    [line("unzip -p of the deployment's export", "unzip"), line("cutover verify: read, compare", "verify")],
  ),
);
console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
