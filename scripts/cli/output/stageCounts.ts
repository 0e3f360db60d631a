/** How far a stage is with one table. */
class TableCounts {
  rows = 0;
  total: number | null = null;
  /** The first count of this command: what was done before says nothing about its speed. */
  private first: { readonly rows: number; readonly at: number } | null = null;

  count(rows: number, now: number): void {
    this.rows = rows;
    this.first ??= { rows, at: now };
  }

  /** An estimate that proves too small grows with its count. */
  get expected(): number | null {
    return this.total === null ? null : Math.max(this.total, this.rows);
  }

  get state(): "waiting" | "moving" | "done" {
    if (this.total !== null && this.rows >= this.total) return "done";
    return this.rows === 0 ? "waiting" : "moving";
  }

  /** Rows a second; null until there are two counts. */
  rateAt(now: number): number | null {
    if (this.first === null || now <= this.first.at || this.rows === this.first.rows) return null;
    return ((this.rows - this.first.rows) * 1000) / (now - this.first.at);
  }
}

/** How far a stage is: rows by table, and how many there will be where that is known. */
export class StageCounts {
  /** The table that moved last. */
  table: string | null = null;
  readonly tables = new Map<string, TableCounts>();
  private readonly whole = new TableCounts();

  constructor(
    readonly stage: string,
    readonly startedAt: number,
  ) {}

  expect(table: string, rows: number): void {
    this.of(table).total = rows;
  }

  count(table: string, rows: number, now: number): void {
    this.table = table;
    this.of(table).count(rows, now);
    this.whole.count(sum([...this.tables.values()].map((each) => each.rows)), now);
  }

  get rows(): number {
    return this.whole.rows;
  }

  /** Of all tables; null where one that counts has no total. */
  get total(): number | null {
    const expected = [...this.tables.values()].map((each) => each.expected);
    return expected.length === 0 || expected.includes(null) ? null : sum(expected as number[]);
  }

  /** Rows a second; null until there are two counts. */
  rateAt(now: number): number | null {
    return this.whole.rateAt(now);
  }

  private of(table: string): TableCounts {
    const counts = this.tables.get(table) ?? new TableCounts();
    this.tables.set(table, counts);
    return counts;
  }
}

export type { TableCounts };

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
