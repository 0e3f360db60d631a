import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { type Deed, MemoryLedger } from "./memoryLedger.js";

/** The books in a file that survives the process: one line per transaction. A line that a kill has cut off never happened. */
export function openFileLedger(file: string): { ledger: MemoryLedger; close: () => void } {
  const deeds = existsSync(file) ? readDeeds(file) : [];
  const handle = openSync(file, "a");
  const ledger = new MemoryLedger((deed) => void writeSync(handle, `${JSON.stringify(deed)}\n`));
  for (const deed of deeds) ledger.apply(deed);
  return { ledger, close: () => closeSync(handle) };
}

function readDeeds(file: string): Deed[] {
  const bytes = readFileSync(file);
  const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
  truncateSync(file, whole.length);
  const lines = whole.toString("utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Deed);
}
