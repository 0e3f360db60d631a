import type { SQLiteValue } from "node-sqlite3-wasm";
import type { BrokenRow, Row } from "../source.js";
import type { CatalogTable } from "./catalog.js";
import { isDamage, type SqliteDatabase } from "./database.js";
import { salvageRanges } from "./salvage.js";
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
