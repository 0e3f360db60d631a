import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { CutoverError } from "../../errors.js";
import { AttachmentList } from "../json/attachment.js";
import { type NocodbAddress, parseNocodbLocator } from "./address.js";
import { findBase, type NocodbTable, readCatalog } from "./catalog.js";
import { NocodbHttp, type NocodbHttpOptions } from "./http.js";
import type { PageRow } from "./page.js";
import { readRecords, readRecordsV3 } from "./records.js";
import type { BrokenRow, Row, Source, SourceTable, TableStream } from "../source.js";
import { checkColumns, findTable } from "../tableNames.js";

export interface NocodbOptions extends NocodbAddress {
  readonly token: string;
  readonly http?: NocodbHttpOptions;
}

/** A base of NocoDB over its REST API. It has no snapshots: a table that changes while it is read is noticed and refused. */
export async function openNocodb({ url, token, base, api = "v2", http: options }: NocodbOptions): Promise<Source> {
  const header = token.trim();
  // What cannot stand in a header would come back in the message of fetch.
  if (!/^[\x21-\x7e]+$/.test(header)) throw getNoToken();
  const http = new NocodbHttp(url.replace(/\/+$/, ""), header, options);
  return new NocodbSource(http, base ?? (await findBase(http)), api);
}

/** The same from a locator and the environment. */
export async function openNocodbLocator(locator: string, env: NodeJS.ProcessEnv = process.env): Promise<Source> {
  return openNocodb({ ...parseNocodbLocator(locator), token: env.NOCODB_TOKEN ?? "" });
}

class NocodbSource implements Source {
  readonly description: string;
  /** Servers limit requests per user (the cloud to five a second), so a second table would only wait for the first. */
  readonly parallel = 1;
  readonly #attachments = new AttachmentList();
  #catalog: Promise<NocodbTable[]> | undefined;

  constructor(
    readonly http: NocodbHttp,
    readonly base: string,
    readonly api: "v2" | "v3",
  ) {
    this.description = `nocodb+${http.url}/${base}`;
  }

  async tables(): Promise<readonly SourceTable[]> {
    const tables = await this.#getCatalog();
    return tables.map(({ id: _id, ...table }) => table);
  }

  #getCatalog(): Promise<NocodbTable[]> {
    this.#catalog ??= readCatalog(this.http, this.base, this.api);
    return this.#catalog;
  }

  async read(wanted: string, columns: readonly string[]): Promise<TableStream> {
    const table = findTable(await this.#getCatalog(), wanted, this.description);
    checkColumns(table.name, table.columns, columns);
    return { columns: table.columns.map(({ name }) => name), pages: this.#getPages(table) };
  }

  async *#getPages(table: NocodbTable): AsyncGenerator<(Row | BrokenRow)[]> {
    const { http, base, api } = this;
    const place = { http, base, id: table.id, name: table.name, sort: table.primaryKey };
    const positions = new Map(table.columns.map(({ name }, index) => [name, index]));
    this.#attachments.clear(table.name);
    let offset = 0;
    for await (const rows of api === "v2" ? readRecords(place) : readRecordsV3(place)) {
      yield rows.map((row) => this.#readRow(row, table, positions, ++offset));
    }
  }

  #readRow(page: PageRow, table: NocodbTable, positions: ReadonlyMap<string, number>, number: number): Row | BrokenRow {
    const { fault, text, names, values } = page;
    if (fault !== undefined) {
      return { broken: `The row ${fault}`, where: `row ${String(number)} of ${table.name}`, original: text };
    }
    const row: Raw[] = table.columns.map(() => null);
    for (const [index, name] of names.entries()) {
      const position = positions.get(name);
      if (position === undefined) throw this.#getNewColumn(table.name, name);
      row[position] = values[index] ?? null;
    }
    const key = row[positions.get(table.primaryKey[0] ?? "") ?? -1] ?? null;
    for (const [index, { name }] of table.columns.entries()) {
      this.#attachments.note(table.name, name, row[index] ?? null, key);
    }
    return row;
  }

  #getNewColumn(table: string, column: string): CutoverError {
    return new CutoverError("source", {
      what: `The table got a column while it was read: "${column}"`,
      where: `${table}, ${this.description}`,
      next: "Leave the columns alone and run the same command again",
    });
  }

  files() {
    return this.#attachments.all();
  }

  async close(): Promise<void> {}
}

function getNoToken(): CutoverError {
  return new CutoverError("usage", {
    what: "There is no token for NocoDB, or it holds characters that no token has",
    next: "Make an API token in NocoDB (Account, Tokens) and set it in the environment: NOCODB_TOKEN=…",
  });
}
