import { type Difference, renderDifference } from "../../comparison/difference.js";
import type { Reader } from "../../stages/verification.js";
import { describeVerified, type Verified } from "../../stages/verified.js";
import { renderTable } from "./renderTable.js";

export interface DifferencesOf {
  readonly run: string;
  readonly verified: Verified | null;
  readonly reader: Reader;
  /** Rows shown of each table. */
  readonly limit: number;
}

const readers = { export: "by an export", convex: "inside Convex" } as const;
const kinds = ["missing", "extra", "duplicate", "changed"] as const;

/** A count for each table and kind, then the first rows of each table; what users have changed since comes after them. */
export function renderDifferences(differences: readonly Difference[], of: DifferencesOf): string {
  const { run, verified, reader } = of;
  const where = `run ${run}, ${describeVerified(verified)}, ${readers[reader]}`;
  const faults = differences.filter(({ byUsers }) => byUsers !== true);
  const byUsers = differences.filter((each) => each.byUsers === true);
  const isNow = verified?.since.length === 0;
  const stays = byUsers.length === 0 ? "" : ", but for what users have changed since";
  const first =
    faults.length === 0
      ? [`No differences (${where}): every document ${isNow ? "is" : "was"} in Convex as it was exported${stays}.`]
      : [`Differences (${where}):`, ...renderTables(faults, of)];
  const own = byUsers.length === 0 ? [] : ["", "Changed by users in Convex:", ...renderTables(byUsers, of)];
  return [...first, ...own].join("\n");
}

function renderTables(differences: readonly Difference[], { limit }: DifferencesOf): string[] {
  const tables = [...new Set(differences.map(({ table }) => table))];
  const count = (table: string, kind: Difference["kind"]) =>
    String(differences.filter((each) => each.table === table && each.kind === kind).length);
  const rows = tables.map((table) => [table, ...kinds.map((kind) => count(table, kind))]);
  return [
    "",
    renderTable(["table", ...kinds], rows),
    ...tables.flatMap((table) => renderOfTable(table, differences, limit)),
  ];
}

function renderOfTable(table: string, differences: readonly Difference[], limit: number): string[] {
  const own = differences.filter((each) => each.table === table);
  const rest = own.length - limit;
  return [
    "",
    `${table}:`,
    ...own.slice(0, limit).map((difference) => `  ${renderDifference(difference)}`),
    ...(rest > 0 ? [`  and ${rest} more: --limit ${own.length}`] : []),
  ];
}
