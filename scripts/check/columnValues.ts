import { type Raw, quote } from "../../convex/shared/kinds/kind.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { RowBytes } from "../rows/direct/rowBytes.js";
import { hashText, isBetween, readPlainNumber, TextMeasure } from "./columnBytes.js";
import type { Examples } from "./finding.js";

/** What one column really holds, over every row read. */
export interface ColumnValues {
  readonly column: string;
  /** What the plan reads it as: a kind, `id`, `→ users`, or `rule` where only a rule or computed field looks at it. */
  readonly kind: string;
  readonly nulls: number;
  readonly values: number;
  /** Lengths in UTF-16 units; null where there is no value. */
  readonly shortest: number | null;
  readonly longest: number | null;
  /** Smallest and largest number, day or time; null for other kinds. */
  readonly smallest: string | null;
  readonly largest: string | null;
  /** About how many different values. */
  readonly distinct: number;
  readonly unconvertible: number;
  readonly unconvertibleKeys: readonly string[];
}

type Compare = (text: string) => string | number | null;

/** Numbers by value; days and times as ISO text, whose order is theirs. What does not look like one has no place in the range. */
const ranges: Readonly<Record<string, Compare>> = {
  integer: toNumber,
  int64: toNumber,
  number: toNumber,
  decimal: toNumber,
  cents: toNumber,
  date: toIso,
  timestamp: toIso,
  time: toIso,
};

const measure = new TextMeasure();

export class ColumnReader {
  private nulls = 0;
  private values = 0;
  private shortest = Infinity;
  private longest = -1;
  private smallest: Bound | null = null;
  private largest: Bound | null = null;
  private last: string | null = null;
  private readonly distinct = new DistinctCounter();
  private readonly compare: Compare | undefined;

  constructor(
    private readonly column: string,
    private readonly kind: string,
  ) {
    this.compare = ranges[kind];
  }

  take(text: Raw): void {
    if (text === null) {
      this.nulls += 1;
      return;
    }
    this.values += 1;
    // Neighbours are often equal (flags, parents): looking once is enough.
    if (text === this.last) return;
    this.last = text;
    if (text.length < this.shortest) this.shortest = text.length;
    if (text.length > this.longest) this.longest = text.length;
    this.distinct.add(text);
    if (this.compare !== undefined) this.widen(text, this.compare(text));
  }

  /** The same for a column that is still bytes. */
  takeBytes(row: RowBytes, column: number): void {
    if (row.isNull(column)) {
      this.nulls += 1;
      return;
    }
    this.values += 1;
    const start = row.starts[column]!;
    const end = row.ends[column]!;
    measure.read(row.from, start, end);
    if (measure.units < this.shortest) this.shortest = measure.units;
    if (measure.units > this.longest) this.longest = measure.units;
    this.distinct.addHash(measure.hash);
    if (this.compare === undefined || (measure.isPlain && this.isWithin(row.from, start, end))) return;
    const text = row.text(column)!;
    this.widen(text, this.compare(text));
  }

  /** Whether the range holds the value for certain. */
  private isWithin(from: Uint8Array, start: number, end: number): boolean {
    const { smallest, largest } = this;
    if (smallest === null || largest === null) return false;
    if (this.compare === toIso) return isBetween(from, start, end, smallest.text, largest.text);
    const number = readPlainNumber(from, start, end);
    return number >= (smallest.at as number) && number <= (largest.at as number);
  }

  result(failed: Examples | undefined): ColumnValues {
    const isEmpty = this.values === 0;
    return {
      column: this.column,
      kind: this.kind,
      nulls: this.nulls,
      values: this.values,
      shortest: isEmpty ? null : this.shortest,
      longest: isEmpty ? null : this.longest,
      smallest: this.smallest === null ? null : shorten(this.smallest.text),
      largest: this.largest === null ? null : shorten(this.largest.text),
      distinct: Math.min(this.values, this.distinct.estimate()),
      unconvertible: failed?.count ?? 0,
      unconvertibleKeys: failed?.keys ?? [],
    };
  }

  private widen(text: string, at: string | number | null): void {
    if (at === null) return;
    if (this.smallest === null || at < this.smallest.at) this.smallest = { text, at };
    if (this.largest === null || at > this.largest.at) this.largest = { text, at };
  }
}

interface Bound {
  readonly text: string;
  readonly at: string | number;
}

/** The kind by which the plan reads a column. */
export function kindOf(table: PlannedTable, column: string): string {
  if (table.id.columns.length === 1 && table.id.columns[0] === column) return "id";
  for (const { columns, role } of table.fields) {
    if (columns[0] === column && (role.kind === "value" || role.kind === "creationTime")) return role.of.name;
  }
  const ref = table.refs.find(({ columns }) => columns.includes(column));
  if (ref !== undefined) return ref.list === null ? `→ ${ref.target}` : `list → ${ref.target}`;
  return table.id.columns.includes(column) ? "id" : "rule";
}

function toNumber(text: string): number | null {
  const number = Number(text);
  return text === "" || Number.isNaN(number) ? null : number;
}

function toIso(text: string): string | null {
  return /^\d{2}(?:\d{2}-\d{2}-\d{2}|:\d{2})/.test(text) && !text.endsWith("BC") ? text : null;
}

/** No range repeats a long value. */
function shorten(text: string): string {
  return text.length <= 40 ? text : quote(text);
}

const registerBits = 12;
const registerCount = 1 << registerBits;
const alpha = 0.7213 / (1 + 1.079 / registerCount);

/**
 * About how many different texts there were: HyperLogLog with 4,096 registers of one byte, off by 1.6 % as a rule, and
 * nearly exact below a few thousand.
 */
export class DistinctCounter {
  private readonly registers = new Uint8Array(registerCount);

  add(text: string): void {
    this.addHash(hashText(text));
  }

  addHash(hash: number): void {
    const register = hash >>> (32 - registerBits);
    const rank = Math.clz32((hash << registerBits) | (1 << (registerBits - 1))) + 1;
    if (rank > this.registers[register]!) this.registers[register] = rank;
  }

  estimate(): number {
    let sum = 0;
    let empty = 0;
    for (const rank of this.registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty += 1;
    }
    const raw = (alpha * registerCount ** 2) / sum;
    if (raw <= 2.5 * registerCount && empty > 0) return Math.round(registerCount * Math.log(registerCount / empty));
    // 32 bits of hash collide among many millions.
    return Math.round(raw <= 2 ** 32 / 30 ? raw : -(2 ** 32) * Math.log(1 - raw / 2 ** 32));
  }
}
