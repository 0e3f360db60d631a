import type { Form, Raw } from "../../../convex/shared/kinds/kind.js";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { AttachmentList } from "../json/nocodb.js";
import { formOf } from "../json/text.js";
import {
  type BrokenRow,
  booleansOf,
  checkColumns,
  findTable,
  type Row,
  type Source,
  type SourceTable,
  type TableStream,
  withForms,
} from "../source.js";
import { findBase, type NocodbTable, readCatalog } from "./catalog.js";
import { NocodbHttp, type NocodbHttpOptions } from "./http.js";
import { type Link, readLinksOf } from "./links.js";
import { type NocodbApi, type PageRow, readRecords, readRecordsV3 } from "./records.js";

export interface NocodbOptions extends NocodbAddress {
  readonly token: string;
  readonly http?: NocodbHttpOptions;
}

/** A base of NocoDB over its REST API. NocoDB has no snapshots: a table that changes while it is read is detected and refused. */
export async function openNocodb({ url, token, base, api = "v2", http: options }: NocodbOptions): Promise<Source> {
  const header = token.trim();
  // fetch repeats an invalid header value in its error message.
  if (!/^[\x21-\x7e]+$/.test(header)) throw missingToken();
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
    readonly api: NocodbApi,
  ) {
    this.description = `nocodb+${http.url}/${base}`;
  }

  async tables(): Promise<readonly SourceTable[]> {
    const tables = await this.#getCatalog();
    return tables.map(({ id: _id, link: _link, ...table }) => table);
  }

  #getCatalog(): Promise<NocodbTable[]> {
    this.#catalog ??= readCatalog(this.http, this.base, this.api);
    return this.#catalog;
  }

  async read(wanted: string, columns: readonly string[]): Promise<TableStream> {
    const table = findTable(await this.#getCatalog(), wanted, this.description);
    checkColumns(table.name, table.columns, columns);
    const pages = table.link === undefined ? this.#getPages(table) : this.#getPairs(table.link);
    const names = table.columns.map(({ name }) => name);
    return { columns: names, booleans: booleansOf(table.columns), pages };
  }

  /** Row by row, since NocoDB lists links so: a row that says it has none is not asked for them. */
  async *#getPairs(link: Link): AsyncGenerator<Row[]> {
    const { http, base } = this;
    const { id, name, key } = link.from;
    for await (const rows of readRecords({ http, base, id, name, sort: [key] })) {
      for (const { names, values, fault } of rows) {
        const own = fault === undefined ? values[names.indexOf(key)] : null;
        if (own == null) continue;
        const counted = values[names.indexOf(link.title)] ?? null;
        const expected = counted !== null && /^\d+$/.test(counted) ? Number(counted) : null;
        if (expected !== 0) yield* readLinksOf(http, link, own, expected);
      }
    }
  }

  async *#getPages(table: NocodbTable): AsyncGenerator<(Row | BrokenRow)[]> {
    const { http, base, api } = this;
    const records = { http, base, id: table.id, name: table.name, sort: table.primaryKey };
    const positions = new Map(table.columns.map(({ name }, index) => [name, index]));
    this.#attachments.clear(table.name);
    let offset = 0;
    for await (const rows of api === "v2" ? readRecords(records) : readRecordsV3(records)) {
      yield rows.map((row) => this.#readRow(row, table, positions, ++offset));
    }
  }

  #readRow(page: PageRow, table: NocodbTable, positions: ReadonlyMap<string, number>, number: number): Row | BrokenRow {
    const { fault, text, names, values, types } = page;
    if (fault !== undefined) {
      return { broken: `The row ${fault}`, where: `row ${String(number)} of ${table.name}`, original: text };
    }
    const row: Raw[] = table.columns.map(() => null);
    const forms = new Map<number, Form>();
    for (const [index, name] of names.entries()) {
      const position = positions.get(name);
      if (position === undefined) throw this.#columnAdded(table.name, name);
      row[position] = values[index] ?? null;
      const form = formOf(types[index]!);
      if (form !== undefined) forms.set(position, form);
    }
    const key = row[positions.get(table.primaryKey[0] ?? "") ?? -1] ?? null;
    for (const [index, { name }] of table.columns.entries()) {
      this.#attachments.add(table.name, name, row[index] ?? null, key);
    }
    return withForms(row, forms);
  }

  #columnAdded(table: string, column: string): CutoverError {
    return new CutoverError(sourceFailures.changedWhileRead, {
      what: `A column was added while the table was read: "${column}"`,
      where: `${table}, ${this.description}`,
      next: "Do not change columns during the migration; run the same command again",
    });
  }

  files() {
    return this.#attachments.all();
  }

  async close(): Promise<void> {}
}

function missingToken(): CutoverError {
  return new CutoverError(sourceFailures.nocodbAddress, {
    what: "The NocoDB token is missing or contains invalid characters",
    next: "Create an API token in NocoDB (Account, Tokens) and set it in the environment: NOCODB_TOKEN=…",
  });
}

export interface NocodbAddress {
  /** Without a trailing slash; may contain a path. */
  readonly url: string;
  readonly base?: string;
  readonly api?: NocodbApi;
}

/** `nocodb+https://host/baseId`, with `?api=v3` if the server only has version 3. */
export function parseNocodbLocator(locator: string): NocodbAddress {
  const text = locator.replace(/^nocodb\+/i, "");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw invalidLocator("The address is not a valid URL");
  if (url.username !== "" || url.password !== "") throw invalidLocator("The address contains a user name or password");
  const api = url.searchParams.get("api") ?? undefined;
  if (api !== undefined && api !== "v2" && api !== "v3") throw invalidLocator("api must be v2 or v3");
  const others = [...url.searchParams.keys()].filter((name) => name !== "api");
  if (others.length > 0) throw invalidLocator(`The address has an unknown parameter: ${others.join(", ")}`);
  const parts = url.pathname.split("/").filter((part) => part !== "");
  const base = parts.pop();
  const root = [url.origin, ...parts].join("/");
  return { url: root, ...(base === undefined ? {} : { base }), ...(api === undefined ? {} : { api }) };
}

function invalidLocator(what: string): CutoverError {
  return new CutoverError(sourceFailures.nocodbAddress, {
    what,
    next: "Write nocodb+https://host/baseId and set the token in the environment: NOCODB_TOKEN",
  });
}
