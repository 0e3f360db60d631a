import { createHash } from "node:crypto";
import { z } from "zod";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { flattenRecord } from "../json/nocodb.js";
import { type JsonType, splitArray, visitFields } from "../json/text.js";
import type { NocodbHttp } from "./http.js";

/** The version of the records API; the metadata API is version 2 in both. */
export type NocodbApi = "v2" | "v3";

/** The most a server returns unless its operator raised the limit; it may return fewer. */
const requestedRows = 1000;

/** The table whose records are read. */
export interface RecordsTable {
  readonly http: NocodbHttp;
  readonly base: string;
  readonly id: string;
  readonly name: string;
  /** Titles of the columns to sort by: the key. */
  readonly sort: readonly string[];
}

type PageRequest = Omit<RecordsTable, "name"> & {
  readonly api: NocodbApi;
  readonly limit: number;
  readonly offset: number;
};

/** One row as the server sent it: names and raw values side by side. */
export interface PageRow {
  readonly names: readonly string[];
  readonly values: readonly Raw[];
  readonly types: readonly JsonType[];
  /** Set when the row cannot be read. */
  readonly fault: string | undefined;
  readonly text: string;
}

/** Version 2 answers `list` and `pageInfo`, version 3 `records` and `next`. Rows are read from the text, not from here. */
const vPage = z
  .looseObject({
    list: z.array(z.unknown()).optional(),
    records: z.array(z.unknown()).optional(),
    pageInfo: z
      .looseObject({
        // Some databases behind NocoDB count in strings.
        totalRows: z.coerce.number().optional(),
        isLastPage: z.boolean().optional(),
      })
      .optional(),
    /** Version 3: where the next page is. */
    next: z.string().nullish(),
  })
  .refine(({ list, records }) => list !== undefined || records !== undefined, {
    message: 'expected an array "list" or "records"',
  });

interface Page extends Pick<z.infer<typeof vPage>, "next"> {
  readonly rows: readonly PageRow[];
  readonly totalRows: number | undefined;
  readonly isLastPage: boolean | undefined;
}

const vCount = z.looseObject({ count: z.coerce.number().optional() });

/** Reads one page without losing a digit of any number in it. */
export async function readPage(request: PageRequest): Promise<Page> {
  return await readPageAt(request, renderPagePath(request));
}

async function readPageAt({ http, sort: [key = "Id"] }: Pick<PageRequest, "http" | "sort">, path: string) {
  const text = await http.get(path);
  const { pageInfo, next } = http.parse(text, vPage, path);
  const arrays = new Map<string, Raw>();
  visitFields(text, (name, raw) => void arrays.set(name, raw));
  const list = arrays.get("list");
  const rows = splitArray(list ?? arrays.get("records") ?? "[]").map((row) =>
    readRow(list === undefined ? flattenRecord(row, key) : row),
  );
  return { rows, totalRows: pageInfo?.totalRows, isLastPage: pageInfo?.isLastPage, next };
}

function renderPagePath({ base, id: table, api, limit, offset, sort }: PageRequest, fields?: string): string {
  const id = encodeURIComponent(table);
  if (api === "v2") {
    const order = sort.length > 0 ? `&sort=${encodeURIComponent(sort.join(","))}` : "";
    return `/api/v2/tables/${id}/records?limit=${String(limit)}&offset=${String(offset)}${order}`;
  }
  const order = sort.map((field) => ({ direction: "asc", field }));
  const sorted = order.length > 0 ? `&sort=${encodeURIComponent(JSON.stringify(order))}` : "";
  const chosen = fields === undefined ? "" : `&fields=${encodeURIComponent(fields)}`;
  return `/api/v3/data/${encodeURIComponent(base)}/${id}/records?pageSize=${String(limit)}&page=1${sorted}${chosen}`;
}

function readRow(text: string): PageRow {
  const names: string[] = [];
  const values: Raw[] = [];
  const types: JsonType[] = [];
  const fault = visitFields(text, (name, raw, type) => {
    names.push(name);
    values.push(raw);
    types.push(type);
  });
  return { names, values, types, fault, text };
}

/**
 * All pages of a table, by offset. Advances by the rows received, not by the rows requested, and never asks at or past the end, which is
 * an error. Every page begins with the last row of the previous one: if it does not, rows have moved.
 */
export async function* readRecords(table: RecordsTable): AsyncGenerator<readonly PageRow[]> {
  let read = 0;
  let totalRows: number | undefined;
  let last: PageRow | undefined;
  for (;;) {
    const overlap = last === undefined || table.sort.length === 0 ? 0 : 1;
    const page = await readPage({ ...table, api: "v2", limit: requestedRows, offset: read - overlap });
    totalRows ??= page.totalRows;
    if (page.totalRows !== totalRows) {
      throw tableChanged(table, `${renderCount(totalRows)} rows became ${renderCount(page.totalRows)}`);
    }
    if (overlap === 1 && !isSameKey(last, page.rows[0], table.sort)) throw tableChanged(table, "rows have moved");
    const rows = page.rows.slice(overlap);
    read += rows.length;
    if (rows.length > 0) yield rows;
    last = rows.at(-1) ?? last;
    if (totalRows === undefined ? page.isLastPage !== false : read >= totalRows) break;
    if (rows.length === 0) throw tableChanged(table, `row ${String(read + 1)} of ${String(totalRows)} is missing`);
    if (table.sort.length === 0) throw noStableOrder(table);
  }
  if (totalRows !== undefined && read !== totalRows) {
    throw tableChanged(table, `${String(totalRows)} rows became ${String(read)}`);
  }
}

/**
 * The same with version 3, which says where the next page is, and cannot begin a page with the last row of the one before. Counts before
 * and after, where the server can count; and lists the keys again, since a row deleted and one added leave the count as it was.
 */
export async function* readRecordsV3(table: RecordsTable): AsyncGenerator<readonly PageRow[]> {
  const before = await readCount(table);
  const keys = createHash("sha256");
  let [read, pages] = [0, 0];
  for await (const rows of readPagesV3(table)) {
    for (const row of rows) keys.update(renderKey(row, table.sort));
    read += rows.length;
    pages += 1;
    yield rows;
  }
  const after = await readCount(table);
  if (after !== before || (before !== undefined && read !== before))
    throw tableChanged(table, `${renderCount(before)} rows became ${renderCount(after)}, ${String(read)} were read`);
  if (pages <= 1) return;
  const again = createHash("sha256");
  for await (const rows of readPagesV3(table, table.sort.join(",")))
    for (const row of rows) again.update(renderKey(row, table.sort));
  if (again.digest("hex") !== keys.digest("hex")) throw tableChanged(table, "rows were deleted and others added");
}

function renderKey({ names, values }: PageRow, sort: readonly string[]): string {
  return `${JSON.stringify(sort.map((name) => values[names.indexOf(name)] ?? null))}\n`;
}

async function* readPagesV3(table: RecordsTable, fields?: string): AsyncGenerator<readonly PageRow[]> {
  const { http, sort } = table;
  const seen = new Set<string>();
  let last: PageRow | undefined;
  let path: string | undefined = renderPagePath({ ...table, api: "v3", limit: requestedRows, offset: 0 }, fields);
  while (path !== undefined) {
    seen.add(path);
    const page: Page = await readPageAt(table, path);
    if (last !== undefined && sort.length > 0 && page.rows.some((row) => isSameKey(last, row, sort))) {
      throw tableChanged(table, "rows have moved");
    }
    if (page.rows.length > 0) yield page.rows;
    last = page.rows.at(-1);
    path = typeof page.next === "string" ? toPath(http.url, page.next) : undefined;
    if (path !== undefined && seen.has(path)) throw tableChanged(table, "the server returns the same page again");
    if (path !== undefined && sort.length === 0) throw noStableOrder(table);
  }
}

async function readCount({ http, base, id }: RecordsTable): Promise<number | undefined> {
  const path = `/api/v3/data/${encodeURIComponent(base)}/${encodeURIComponent(id)}/count`;
  const text = await http.find(path);
  return text === undefined ? undefined : http.parse(text, vCount, path).count;
}

/** Behind a proxy a server may use another host name for itself; the token goes only to the user's address. */
function toPath(root: string, next: string): string {
  const url = new URL(next, `${root}/`);
  // Some servers forget the size in the next address, and would then count its pages by another one.
  if (!url.searchParams.has("pageSize")) url.searchParams.set("pageSize", String(requestedRows));
  const at = url.pathname.indexOf("/api/");
  return (at === -1 ? url.pathname : url.pathname.slice(at)) + url.search;
}

function isSameKey(a: PageRow | undefined, b: PageRow | undefined, key: readonly string[]): boolean {
  if (a === undefined || b === undefined) return false;
  return key.every((name) => a.values[a.names.indexOf(name)] === b.values[b.names.indexOf(name)]);
}

function renderCount(count: number | undefined): string {
  return count === undefined ? "an unknown number of" : String(count);
}

function tableChanged({ name, http }: RecordsTable, change: string): CutoverError {
  return new CutoverError(sourceFailures.changedWhileRead, {
    what: `The table changed while it was read: ${change}`,
    where: `${name}, ${http.url}`,
    next: "Freeze writes (NocoDB has no snapshots), or run the same command again",
  });
}

function noStableOrder({ name, http }: RecordsTable): CutoverError {
  return new CutoverError(sourceFailures.noPrimaryKey, {
    what: "The table has no primary key, so its pages have no stable order and rows could be read twice or skipped",
    where: `${name}, ${http.url}`,
    next: "Add a primary key in NocoDB, or export the table and read the file",
  });
}
