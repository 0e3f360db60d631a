import type { SQLiteValue } from "node-sqlite3-wasm";
import type { BrokenRow, Row } from "../source.js";
import type { CatalogTable } from "./catalog.js";
import { isDamage, type SqliteDatabase } from "./database.js";
import { getSize, quoteName, renderField, renderOriginal, toRow } from "./value.js";

const pageRows = 200;
const pageCharacters = 128 * 1024;

/** Where damage stopped a scan. */
export interface ScanStop {
  readonly problem: string;
  /** The rowid of the last row that was read. */
  readonly last: bigint | undefined;
}

type Rows<Result> = Generator<Row | BrokenRow, Result>;

/** Reads one table by its own tree, never by an index: rows that a damaged index has lost are still read. */
export class SqliteScan {
  constructor(
    readonly database: SqliteDatabase,
    readonly table: CatalogTable,
    readonly columns: readonly string[],
  ) {}

  *pages(): Generator<(Row | BrokenRow)[]> {
    let page: (Row | BrokenRow)[] = [];
    let size = 0;
    for (const row of this.#rows()) {
      page.push(row);
      size += getSize(row);
      if (page.length < pageRows && size < pageCharacters) continue;
      this.database.file.checkUnchanged();
      yield page;
      page = [];
      size = 0;
    }
    this.database.file.checkUnchanged();
    if (page.length > 0) yield page;
  }

  *#rows(): Rows<void> {
    const stop = yield* this.scan("");
    if (stop === undefined) return;
    if (this.table.rowid !== undefined) yield* salvageRanges(this, stop);
    else {
      yield {
        broken: `The database is damaged (${stop.problem}): the rest of the table cannot be read; how many rows are lost is unknown`,
        where: `${this.table.name}, after the last row that was read`,
        original: "",
      };
    }
  }

  /** Yields rows until the end (returns undefined) or until damage stops it. */
  *scan(clause: string, values: SQLiteValue[] = []): Rows<ScanStop | undefined> {
    let last: SQLiteValue | undefined;
    let count = 0;
    const where = () =>
      last === undefined ? `row ${String(count)} of ${this.table.name}` : this.renderWhere(String(last));
    const hasRowid = this.table.rowid !== undefined;
    const fields = this.columns.map((name, i) => `${renderField(name)} AS c${String(i)}`);
    try {
      for (const record of this.database.iterate(this.#renderSelect(fields, clause), values)) {
        count++;
        const id = record.pop();
        if (hasRowid) last = id;
        yield toRow(record, this.columns, where);
      }
      return undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return { problem: error.message, last: last === undefined || last === null ? undefined : BigInt(String(last)) };
    }
  }

  #renderSelect(fields: readonly string[], clause: string): string {
    const { name, rowid, view, isVirtual } = this.table;
    const from = `${quoteName(name)}${view === true || isVirtual === true ? "" : " NOT INDEXED"}`;
    return `SELECT ${[...fields, `${rowid ?? "NULL"} AS id`].join(", ")} FROM ${from} ${clause}`;
  }

  renderWhere(rowid: string): string {
    return `rowid ${rowid} of ${this.table.name}`;
  }

  /** The fields of one row that can be read individually. */
  renderReadable(rowid: bigint): string {
    const read = this.columns.flatMap((name) => {
      const sql = this.#renderSelect([`${renderField(name)} AS c`], `WHERE ${this.table.rowid ?? "rowid"} = ?`);
      try {
        return [...this.database.iterate(sql, [rowid])].map(([value]) => ({ name, value: value ?? null }));
      } catch {
        return [];
      }
    });
    if (read.length === 0) return "";
    return renderOriginal(
      read.map(({ value }) => value),
      read.map(({ name }) => name),
    );
  }
}

/** Rowids, inclusive. */
interface RowidRange {
  readonly first: bigint;
  readonly last: bigint;
}

const minRowid = -(2n ** 63n);
const maxRowid = 2n ** 63n - 1n;
/** About one second of searching between damaged pages. */
const maxProbes = 10_000;

/**
 * Reads what can still be read of a table after damage has stopped a scan. A range is read from both ends; what lies between
 * the two stops is halved and tried again, down to single rowids. Unreadable ranges become broken rows that name the rowids.
 */
export function* salvageRanges(scan: SqliteScan, stop: ScanStop): Generator<Row | BrokenRow, void> {
  const queue: RowidRange[] = [{ first: stop.last === undefined ? minRowid : stop.last + 1n, last: maxRowid }];
  const lost: RowidRange[] = [];
  let probes = 0;
  for (let range = queue.shift(); range !== undefined; range = queue.shift()) {
    const between = probes < maxProbes ? yield* readBothEnds(scan, range) : range;
    probes++;
    if (between === undefined) continue;
    if (probes >= maxProbes || between.first === between.last) lost.push(between);
    else queue.push(...split(between));
  }
  for (const range of mergeRanges(lost)) yield describeLost(scan, range, stop.problem);
}

/** Yields the rows before and after the damage; returns the range between them, or undefined if it is empty. */
function* readBothEnds(
  scan: SqliteScan,
  { first, last }: RowidRange,
): Generator<Row | BrokenRow, RowidRange | undefined> {
  const rowid = scan.table.rowid ?? "rowid";
  const forward = yield* scan.scan(`WHERE ${rowid} BETWEEN ? AND ? ORDER BY ${rowid}`, [first, last]);
  if (forward === undefined) return undefined;
  const start = forward.last === undefined ? first : forward.last + 1n;
  if (start > last) return undefined;
  const backward = yield* scan.scan(`WHERE ${rowid} BETWEEN ? AND ? ORDER BY ${rowid} DESC`, [start, last]);
  if (backward === undefined) return undefined;
  const end = backward.last === undefined ? last : backward.last - 1n;
  return start > end ? undefined : { first: start, last: end };
}

/**
 * Halves a range, unless its end is unknown: rowids are mostly small, so it then splits off a few thousand at the start, and
 * larger parts later.
 */
function split({ first, last }: RowidRange): RowidRange[] {
  const magnitude = first < 0n ? 1n : first;
  const middle = last === maxRowid && first > minRowid ? first + 4096n + magnitude : (first + last) >> 1n;
  const end = middle < last ? middle : (first + last) >> 1n;
  return [
    { first, last: end },
    { first: end + 1n, last },
  ];
}

function mergeRanges(ranges: readonly RowidRange[]): RowidRange[] {
  const merged: RowidRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const previous = merged.at(-1);
    if (previous?.last === range.first - 1n) merged[merged.length - 1] = { first: previous.first, last: range.last };
    else merged.push(range);
  }
  return merged;
}

function describeLost(scan: SqliteScan, range: RowidRange, problem: string): BrokenRow {
  const isOne = range.first === range.last;
  const rows = isOne ? "this row" : "these rows, if they exist,";
  return {
    broken: `The database is damaged (${problem}): ${rows} cannot be read`,
    where: scan.renderWhere(renderRange(range)),
    original: isOne ? scan.renderReadable(range.first) : "",
  };
}

function renderRange({ first, last }: RowidRange): string {
  if (first === last) return String(first);
  if (first === minRowid) return last === maxRowid ? "(all)" : `up to ${String(last)}`;
  return last === maxRowid ? `${String(first)} and above` : `${String(first)} to ${String(last)}`;
}
