import type { Plan } from "../../convex/shared/plan/plan.js";
import type { Unmigrated } from "../run/manifest.js";
import { matchTable } from "../sources/source.js";
import { largeObjectTable } from "../sources/sql/largeObjects.js";
import type { Finding } from "./finding.js";

/** Tables and columns with data that would stay behind although nobody said so. */
export function findUnplannedLosses(plan: Plan, unmigrated: readonly Unmigrated[]): Finding[] {
  return unmigrated
    .filter(({ kind }) => kind === "loss")
    .map((each) => (each.column === null ? tableFinding(each) : columnFinding(plan, each.column, each)));
}

function tableFinding({ table, reason, rows }: Unmigrated): Finding {
  const name = JSON.stringify(table);
  const isTable = table !== largeObjectTable;
  const leaveOut = `leave ${isTable ? "it" : "them"} out by name: definePlan({ … }, { omit: { ${name}: "why" } }).`;
  const counted =
    rows === null || !isTable
      ? ""
      : rows === 1
        ? " Its only row stays behind."
        : ` Its ${describeRows(rows)} stay behind.`;
  return {
    code: "unplanned_table",
    level: "loss",
    table,
    count: rows ?? 1,
    examples: [],
    message: isTable ? `The table is not migrated: ${reason}.${counted}` : `Not migrated: ${reason}.`,
    remedy: isTable
      ? `Add table(${name}, { … }) to plan.ts, or ${leaveOut}`
      : `Add a bytea column beside the oid, UPDATE … SET it = lo_get(oid), and read it with bytes(); or ${leaveOut}`,
  };
}

function columnFinding(plan: Plan, column: string, { table, reason }: Unmigrated): Finding {
  const planned = [...plan.tables.values()].find(({ sources }) =>
    sources.some((source) => matchTable([{ name: table }], source) !== undefined),
  );
  return {
    code: "incomplete_column",
    level: "loss",
    table: planned?.name ?? table,
    column,
    count: 1,
    examples: [],
    message: `The source does not deliver what ${column} shows: ${reason}.`,
    remedy: `Leave it out by name, ${JSON.stringify(column)}: omit("…"), or read the links from their own table.`,
  };
}

/** `345 rows`; beyond what is counted, `1,000,000 rows or more`. */
export function describeRows(rows: number): string {
  const shown = rows.toLocaleString("en-US");
  return rows >= 1_000_000 ? `${shown} rows or more` : rows === 1 ? "1 row" : `${shown} rows`;
}
