import { CutoverError } from "../../errors.js";
import type { NocodbApi } from "./address.js";
import type { NocodbHttp } from "./http.js";
import { type Page, type PageRow, readPage } from "./page.js";

export type { NocodbApi } from "./address.js";

/** The most a server gives unless its operator says otherwise; it answers with as many as it likes. */
const askedRows = 1000;

export interface RecordsRequest {
  readonly base: string;
  readonly table: string;
  readonly api: NocodbApi;
  readonly limit: number;
  readonly offset: number;
  /** Titles of the columns to sort by: the key. */
  readonly sort: readonly string[];
}

export function getRecordsPath({ base, table, api, limit, offset, sort }: RecordsRequest): string {
  const id = encodeURIComponent(table);
  if (api === "v2") {
    const order = sort.length > 0 ? `&sort=${encodeURIComponent(sort.join(","))}` : "";
    return `/api/v2/tables/${id}/records?limit=${String(limit)}&offset=${String(offset)}${order}`;
  }
  const order = sort.map((field) => ({ direction: "asc", field }));
  const sorted = order.length > 0 ? `&sort=${encodeURIComponent(JSON.stringify(order))}` : "";
  return `/api/v3/data/${encodeURIComponent(base)}/${id}/records?pageSize=${String(limit)}&page=1${sorted}`;
}

export interface RecordsPlace {
  readonly http: NocodbHttp;
  readonly base: string;
  readonly id: string;
  readonly name: string;
  readonly sort: readonly string[];
}

/**
 * All pages of a table, by offset. Goes on by what was answered, never by what was asked, and never asks at or past the end, which is
 * an error. Every page begins with the last row of the one before: where it does not, rows have moved.
 */
export async function* readRecords(place: RecordsPlace): AsyncGenerator<readonly PageRow[]> {
  let read = 0;
  let totalRows: number | undefined;
  let last: PageRow | undefined;
  for (;;) {
    const overlap = last === undefined || place.sort.length === 0 ? 0 : 1;
    const page = await getPage(place, read - overlap);
    totalRows ??= page.totalRows;
    if (page.totalRows !== totalRows) throw getChanged(place, `${show(totalRows)} rows became ${show(page.totalRows)}`);
    if (overlap === 1 && !isSameKey(last, page.rows[0], place.sort)) throw getChanged(place, "rows have moved");
    const rows = page.rows.slice(overlap);
    read += rows.length;
    if (rows.length > 0) yield rows;
    last = rows.at(-1) ?? last;
    if (totalRows === undefined ? page.isLastPage !== false : read >= totalRows) break;
    if (rows.length === 0) throw getChanged(place, `row ${String(read + 1)} of ${show(totalRows)} is missing`);
    if (place.sort.length === 0) throw getUnsorted(place);
  }
  if (totalRows !== undefined && read !== totalRows)
    throw getChanged(place, `${show(totalRows)} rows became ${show(read)}`);
}

async function getPage({ http, base, id, sort }: RecordsPlace, offset: number): Promise<Page> {
  const path = getRecordsPath({ base, table: id, api: "v2", limit: askedRows, offset, sort });
  return readPage(await http.get(path), sort[0]);
}

/** The same with version 3, which says where the next page is. Counted before and after, where the server can count. */
export async function* readRecordsV3(place: RecordsPlace): AsyncGenerator<readonly PageRow[]> {
  const { http, base, id, sort } = place;
  const before = await getCount(place);
  const seen = new Set<string>();
  let read = 0;
  let last: PageRow | undefined;
  let path: string | undefined = getRecordsPath({ base, table: id, api: "v3", limit: askedRows, offset: 0, sort });
  while (path !== undefined) {
    seen.add(path);
    const page = readPage(await http.get(path), sort[0]);
    if (last !== undefined && sort.length > 0 && page.rows.some((row) => isSameKey(last, row, sort))) {
      throw getChanged(place, "rows have moved");
    }
    read += page.rows.length;
    if (page.rows.length > 0) yield page.rows;
    last = page.rows.at(-1);
    path = page.next === undefined ? undefined : toPath(http.url, page.next);
    if (path !== undefined && seen.has(path)) throw getChanged(place, "the server gives the same page again");
    if (path !== undefined && sort.length === 0) throw getUnsorted(place);
  }
  const after = await getCount(place);
  if (after === before && (before === undefined || read === before)) return;
  throw getChanged(place, `${show(before)} rows became ${show(after)}, ${String(read)} were read`);
}

async function getCount({ http, base, id }: RecordsPlace): Promise<number | undefined> {
  const text = await http.find(`/api/v3/data/${encodeURIComponent(base)}/${encodeURIComponent(id)}/count`);
  if (text === undefined) return undefined;
  const { count } = JSON.parse(text) as { count?: unknown };
  return count === undefined ? undefined : Number(count);
}

/** Behind a proxy a server may call itself by another name; the token goes only where the user said. */
function toPath(root: string, next: string): string {
  const url = new URL(next, `${root}/`);
  const at = url.pathname.indexOf("/api/");
  return (at === -1 ? url.pathname : url.pathname.slice(at)) + url.search;
}

function isSameKey(a: PageRow | undefined, b: PageRow | undefined, key: readonly string[]): boolean {
  if (a === undefined || b === undefined) return false;
  return key.every((name) => a.values[a.names.indexOf(name)] === b.values[b.names.indexOf(name)]);
}

function show(count: number | undefined): string {
  return count === undefined ? "an unknown number of" : String(count);
}

function getChanged({ name, http }: RecordsPlace, how: string): CutoverError {
  return new CutoverError("source", {
    what: `The table changed while it was read: ${how}`,
    where: `${name}, ${http.url}`,
    next: "Freeze writes (NocoDB has no snapshots), or run the same command again",
  });
}

function getUnsorted({ name, http }: RecordsPlace): CutoverError {
  return new CutoverError("source", {
    what: "The table has no primary key, so its pages have no stable order and rows could be read twice or never",
    where: `${name}, ${http.url}`,
    next: "Give the table a key in NocoDB, or export it and read the file",
  });
}
