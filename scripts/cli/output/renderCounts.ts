import { escapeControls } from "../../../convex/shared/kinds/kind.js";
import type { StageCounts, TableCounts } from "./stageCounts.js";

/** What there is to say beside the counts. */
export interface Beside {
  /** What the deployment says it is doing; null: nothing. */
  readonly server: string | null;
  /** Milliseconds until the cutover window has to be over; null: no window. */
  readonly leftMs: number | null;
}

/** `load     cases 1,156 of 6,966 rows, 17 %, 29 rows/s, 3 min 20 s left`: for a file or a pipe. */
export function renderLine(counts: StageCounts, now: number, beside: Beside): string {
  const { stage, table, startedAt } = counts;
  const known = table === null && counts.total === null ? [] : renderParts(counts, counts.total, now);
  const clock = known.some((part) => part.endsWith("left")) ? [] : [`for ${renderDuration((now - startedAt) / 1000)}`];
  const head = [stage.padEnd(8), table].filter((part) => part !== null).join(" ");
  return [`${head} ${[...known, ...clock].join(", ")}`, ...renderBeside(beside)].join("; ");
}

const barWidth = 20;
const longestName = 24;

/**
 * For a terminal: the stage's clock, then a line for each table, those that move first where not all have room, then what the
 * deployment says. No line is longer than the terminal is wide.
 */
export function renderBlock(
  counts: StageCounts,
  now: number,
  { columns, lines, ...beside }: Beside & { readonly columns: number; readonly lines: number },
): string[] {
  const clock = renderDuration((now - counts.startedAt) / 1000);
  const head = [`${counts.stage.padEnd(8)} ${clock}`, ...renderBeside(beside)].join("; ");
  const { shown, rest } = chooseTables(counts, Math.max(1, lines - 2));
  const width = Math.min(longestName, Math.max(0, ...shown.map(([name]) => name.length)));
  const rows = shown.map(([name, table]) => renderTableLine(name.slice(0, width).padEnd(width), table, now));
  const more = rest.length === 0 ? [] : [`  and ${rest.length} more, ${rest.filter(isDone).length} of them done`];
  return [head, ...rows, ...more].map((line) => escapeControls(line).slice(0, Math.max(20, columns)));
}

function renderTableLine(name: string, table: TableCounts, now: number): string {
  const total = table.expected;
  const bar = total === null ? "" : `${renderBar(total === 0 ? 1 : table.rows / total)} `;
  return `  ${name} ${bar}${renderParts(table, total, now).join(", ")}`;
}

type Tables = readonly (readonly [name: string, table: TableCounts])[];

/** In the order they came. */
function chooseTables({ tables }: StageCounts, room: number): { readonly shown: Tables; readonly rest: Tables } {
  const all = [...tables];
  if (all.length <= room) return { shown: all, rest: [] };
  const order = { moving: 0, waiting: 1, done: 2 };
  const first = all.toSorted(([, a], [, b]) => order[a.state] - order[b.state]).slice(0, Math.max(1, room - 1));
  const names = new Set(first.map(([name]) => name));
  return { shown: all.filter(([name]) => names.has(name)), rest: all.filter(([name]) => !names.has(name)) };
}

function isDone([, table]: Tables[number]): boolean {
  return table.state === "done";
}

/** `150 of 1,000 rows`, `15 %`, `5 rows/s`, `2 min 50 s left`; the last two while it moves. */
function renderParts(counts: Pick<TableCounts, "rows" | "rateAt">, total: number | null, now: number): string[] {
  const { rows } = counts;
  const rate = total !== null && rows >= total ? null : counts.rateAt(now);
  return [
    total === null ? `${group(rows)} rows` : `${group(rows)} of ${group(total)} rows`,
    ...(total === null || total === 0 ? [] : [`${Math.floor((rows / total) * 100)} %`]),
    ...(rate === null ? [] : [`${group(Math.round(rate))} rows/s`]),
    ...(rate === null || total === null ? [] : [`${renderDuration((total - rows) / rate)} left`]),
  ];
}

function renderBeside({ server, leftMs }: Beside): string[] {
  const over = leftMs !== null && leftMs < 0;
  return [
    ...(leftMs === null ? [] : [over ? "the window is over" : `${renderDuration(leftMs / 1000)} of the window left`]),
    ...(server === null ? [] : [`Convex: ${server}`]),
  ];
}

function renderBar(share: number): string {
  const full = Math.floor(Math.min(1, share) * barWidth);
  return "█".repeat(full) + "░".repeat(barWidth - full);
}

function group(count: number): string {
  return count.toLocaleString("en-US");
}

/** `40 s`, `3 min 20 s`, `2 h 5 min`. */
function renderDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
