import type { SQLiteValue } from "node-sqlite3-wasm";
import type { BrokenRow, Row } from "../source.js";
import type { CatalogTable } from "./catalog.js";
import { isDamage, type SqliteDatabase } from "./database.js";
import { getSize, quoteName, renderField, renderOriginal, toRow } from "./value.js";

const pageRows = 200;
const pageCharacters = 128 * 1024;

/** Where a scan was stopped by damage. */
export interface Stop {
  readonly problem: string;
  /** The rowid of the last row it delivered. */
  readonly last: bigint | undefined;
}

type Rows<Result> = Generator<Row | BrokenRow, Result>;

/** One table, by walking its own tree and never an index: a row that an index has lost is still here. */
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
        broken: `The database is damaged (${stop.problem}): the rest of the table cannot be read, and how many rows it has is unknown`,
        where: `${this.table.name}, after the last row that was read`,
        original: "",
      };
    }
  }

  /** Delivers rows until the end (undefined) or until damage stops it. */
  *scan(clause: string, values: SQLiteValue[] = []): Rows<Stop | undefined> {
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
    const { name, rowid, view } = this.table;
    const from = `${quoteName(name)}${view === true ? "" : " NOT INDEXED"}`;
    return `SELECT ${[...fields, `${rowid ?? "NULL"} AS id`].join(", ")} FROM ${from} ${clause}`;
  }

  renderWhere(rowid: string): string {
    return `rowid ${rowid} of ${this.table.name}`;
  }

  /** As many fields of one row as can be read each by itself. */
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

/** Rowids, both ends included. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

const minRowid = -(2n ** 63n);
const maxRowid = 2n ** 63n - 1n;
/** About one second of looking between damaged pages. */
const maxProbes = 10_000;

/**
 * What can still be read of a table after a scan met a page it could not read. A range that stops the scan is read from its
 * other end too; what lies between the two stops is halved and tried again until single rowids are left. What nobody can read
 * becomes broken rows that name the rowids.
 */
export function* salvageRanges(scan: SqliteScan, stop: Stop): Generator<Row | BrokenRow, void> {
  const queue: Range[] = [{ first: stop.last === undefined ? minRowid : stop.last + 1n, last: maxRowid }];
  const lost: Range[] = [];
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

/** Delivers what stands before and after the damage; what is between, or undefined where nothing is. */
function* readBothEnds(scan: SqliteScan, { first, last }: Range): Generator<Row | BrokenRow, Range | undefined> {
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
 * Halves, except where no end is known: rowids are small numbers near the start of all that could be, so there a first part
 * of a few thousand is cut off, then larger ones.
 */
function split({ first, last }: Range): Range[] {
  const magnitude = first < 0n ? 1n : first;
  const middle = last === maxRowid && first > minRowid ? first + 4096n + magnitude : (first + last) >> 1n;
  const end = middle < last ? middle : (first + last) >> 1n;
  return [
    { first, last: end },
    { first: end + 1n, last },
  ];
}

function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const previous = merged.at(-1);
    if (previous?.last === range.first - 1n) merged[merged.length - 1] = { first: previous.first, last: range.last };
    else merged.push(range);
  }
  return merged;
}

function describeLost(scan: SqliteScan, range: Range, problem: string): BrokenRow {
  const isOne = range.first === range.last;
  const rows = isOne ? "this row" : "these rows, if they exist,";
  return {
    broken: `The database is damaged (${problem}): ${rows} cannot be read`,
    where: scan.renderWhere(renderRange(range)),
    original: isOne ? scan.renderReadable(range.first) : "",
  };
}

function renderRange({ first, last }: Range): string {
  if (first === last) return String(first);
  if (first === minRowid) return last === maxRowid ? "(all)" : `up to ${String(last)}`;
  return last === maxRowid ? `${String(first)} and above` : `${String(first)} to ${String(last)}`;
}
