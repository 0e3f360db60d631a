/** Writes what `verify.ts` compares, in a process of its own: its memory is not the comparison's. Prints the counts. */
import { createRun } from "../../scripts/run/runDirectory.js";
import { writeMigrated } from "./migrated.js";

const [dir, zip, rows] = process.argv.slice(2) as [string, string, string];
const run = await createRun(dir, new Date(0));
console.log(JSON.stringify({ run: run.run, tables: await writeMigrated(run, Number(rows), zip) }));
