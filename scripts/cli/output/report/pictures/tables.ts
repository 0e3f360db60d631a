import type { ReportedTable } from "../../../../report/report.js";
import { shorten } from "../../renderTable.js";
import type { Picture, PlotModule, Size } from "./plot.js";

const groups = ["written", "rejected", "filtered", "merged"] as const;

interface Bar {
  readonly table: string;
  readonly group: (typeof groups)[number];
  readonly rows: number;
}

/** More bars than this say no more than the table below them: the largest are drawn. */
const mostBars = 24;

/** A bar per table: what became of its rows, as shares, with the counts beside it. */
export function describeBars(tables: readonly ReportedTable[], plot: PlotModule, { name }: Size): Picture {
  const shown = tables.toSorted((a, b) => b.read - a.read).slice(0, mostBars);
  const bars = shown.flatMap((each) => groups.map((group): Bar => ({ table: each.table, group, rows: each[group] })));
  const longest = Math.max(0, ...shown.map(({ table }) => table.length));
  const isNarrow = name === "narrow";
  return {
    label: `What became of each table's rows: ${shown.map(describeTable).join("; ")}`,
    options: {
      marginLeft: Math.min(isNarrow ? 110 : 200, 16 + longest * 7.5),
      marginRight: 12 + Math.max(...shown.map((each) => sayWritten(each).length)) * (isNarrow ? 6.5 : 7),
      height: 24 + shown.length * 26,
      marginTop: 2,
      marginBottom: 22,
      x: { percent: true, label: null, ticks: isNarrow ? 3 : 5, tickFormat: (share: number) => `${share} %` },
      y: {
        label: null,
        domain: shown.map(({ table }) => table),
        tickSize: 0,
        tickFormat: (table: string) => shorten(table, isNarrow ? 13 : 24),
      },
      color: { domain: [...groups], range: groups.map((group) => `var(--${group})`) },
      marks: [
        plot.barX(bars, { x: "rows", y: "table", fill: "group", offset: "normalize", insetTop: 3, insetBottom: 3 }),
        plot.text(shown, { x: 1, y: "table", text: sayWritten, textAnchor: "start", dx: 6, fill: "currentColor" }),
      ],
    },
  };
}

function sayWritten({ read, written }: ReportedTable): string {
  return `${written.toLocaleString("en-US")} of ${read.toLocaleString("en-US")}`;
}

function describeTable(table: ReportedTable): string {
  return `${table.table} ${sayWritten(table)} written`;
}
