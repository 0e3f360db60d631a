import { describeRows } from "../../check/unmigrated.js";
import type { Unmigrated } from "../../run/manifest.js";

/** One line per reason, losses first: what of the source is not migrated. Names come from the source. */
export function renderUnmigrated(unmigrated: readonly Unmigrated[]): string[] {
  const groups = new Map<string, { kind: Unmigrated["kind"]; reason: string; names: string[] }>();
  for (const each of unmigrated) {
    const { kind, reason } = each;
    const group = groups.get(`${kind} ${reason}`) ?? { kind, reason, names: [] };
    groups.set(`${kind} ${reason}`, group);
    group.names.push(nameOf(each));
  }
  return [...groups.values()]
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind, reason, names }) => `${titles[kind]} ${names.join(", ")}: ${reason}`);
}

const order: readonly Unmigrated["kind"][] = ["loss", "omitted", "empty", "tool"];

const titles: Readonly<Record<Unmigrated["kind"], string>> = {
  loss: "LOST     ",
  omitted: "left out ",
  empty: "left out ",
  tool: "left out ",
};

function nameOf({ table, column, kind, rows }: Unmigrated): string {
  if (column !== null) return `${table}.${column}`;
  return kind === "loss" && rows !== null ? `${table} (${describeRows(rows)})` : table;
}
