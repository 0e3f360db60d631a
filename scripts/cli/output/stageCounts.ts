/** How far a stage is: rows by table, and how many there will be where that is known. */
export class StageCounts {
  /** The table that moved last. */
  table: string | null = null;
  private readonly counts = new Map<string, number>();
  private readonly totals = new Map<string, number>();
  /** The first count of this command: what was done before says nothing about its speed. */
  private first: { readonly rows: number; readonly at: number } | null = null;

  constructor(
    readonly stage: string,
    readonly startedAt: number,
  ) {}

  expect(table: string, rows: number): void {
    this.totals.set(table, rows);
  }

  count(table: string, rows: number, now: number): void {
    this.table = table;
    this.counts.set(table, rows);
    this.first ??= { rows: this.rows, at: now };
  }

  get rows(): number {
    return sum(this.counts.values());
  }

  /** Of all tables; null where one that counts has no total. An estimate that proves too small grows with its count. */
  get total(): number | null {
    if (this.totals.size === 0 || [...this.counts.keys()].some((table) => !this.totals.has(table))) return null;
    return sum([...this.totals].map(([table, total]) => Math.max(total, this.counts.get(table) ?? 0)));
  }

  /** Rows a second; null until there are two counts. */
  rateAt(now: number): number | null {
    if (this.first === null || now <= this.first.at || this.rows === this.first.rows) return null;
    return ((this.rows - this.first.rows) * 1000) / (now - this.first.at);
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

const barWidth = 20;

/**
 * `load     cases ████████░░░░░░░░░░░░ 1,156 of 6,966 rows, 17 %, 29 rows/s, 3 min 20 s left`. `columns`: of the terminal, which gets a
 * bar; without it the line is for a file.
 */
export function renderLine(counts: StageCounts, now: number, columns?: number): string {
  const { stage, table, rows, total } = counts;
  const rate = counts.rateAt(now);
  const head = [stage.padEnd(8), table].filter((part) => part !== null).join(" ");
  const share = total === null || total === 0 ? null : rows / total;
  const bar = columns === undefined || share === null ? "" : ` ${renderBar(share)}`;
  const known = total === null ? `${group(rows)} rows` : `${group(rows)} of ${group(total)} rows`;
  const parts = [
    table === null && total === null ? null : known,
    share === null ? null : `${Math.floor(share * 100)} %`,
    rate === null ? null : `${group(Math.round(rate))} rows/s`,
    rate === null || total === null
      ? `for ${renderDuration((now - counts.startedAt) / 1000)}`
      : `${renderDuration((total - rows) / rate)} left`,
  ];
  const line = `${head}${bar} ${parts.filter((part) => part !== null).join(", ")}`;
  return columns === undefined ? line : line.slice(0, Math.max(20, columns));
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
