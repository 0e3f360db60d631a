import path from "node:path";
import type { FileCounts, FileTotals } from "../../files/storedFiles.js";
import type { RunDirectory } from "../../run/runDirectory.js";

/** Per table: how many files its rows name, and what became of them. */
export function renderFiles({ tables }: FileTotals, run: RunDirectory): string {
  const lines = Object.entries(tables).map(([table, counts]) => renderFileCounts(table, counts));
  const isWhole = Object.values(tables).every(({ missing, failed }) => missing + failed === 0);
  const list = path.relative(process.cwd(), run.file("files.jsonl"));
  return [...lines, ...(isWhole ? [] : [`What is missing, and the rows that name it: ${list}`])].join("\n");
}

/** One table's, as a sum that reconciles. */
export function renderFileCounts(table: string, { listed, bytes, ...states }: FileCounts): string {
  const counts = Object.entries(states).filter(([, count]) => count > 0);
  return `${table}: ${listed} files = ${counts.map(([state, count]) => `${count} ${state}`).join(" + ") || "0"}; ${megabytes(bytes)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
