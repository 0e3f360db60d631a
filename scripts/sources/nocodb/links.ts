import { z } from "zod";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { splitArray, visitFields } from "../json/text.js";
import type { Row, SourceTable } from "../source.js";
import type { NocodbHttp } from "./http.js";

/** The most a server returns unless its operator raised the limit; it may return fewer. */
const requestedLinks = 1000;

/** One end of a relation of many rows to many. */
export interface LinkEnd {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

/** A link column whose pairs are read as a table of their own. */
export interface Link {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  /** The link column of `from`: its title, and the id that its address needs. */
  readonly title: string;
  readonly column: string;
  /** NocoDB's join table: both ends have a link column of it. */
  readonly join: string;
}

/** The pairs of a link as a table; `taken`: names of other tables. */
export function describeLinkTable({ from, to, title }: Link, taken: ReadonlySet<string>): SourceTable {
  const first = `${from.name} ${from.key}`;
  const second = from.id === to.id ? `${title} ${to.key}` : `${to.name} ${to.key}`;
  const columns = [first, second === first ? `other ${second}` : second];
  let name = `${from.name} ${title}`;
  while (taken.has(name)) name = `${name} links`;
  return {
    name,
    columns: columns.map((column) => ({ name: column, type: "ForeignKey", nullable: false })),
    primaryKey: columns,
    foreignKeys: [
      { columns: [columns[0]!], table: from.name, references: [from.key] },
      { columns: [columns[1]!], table: to.name, references: [to.key] },
    ],
  };
}

const vLinks = z.looseObject({
  list: z.array(z.unknown()),
  pageInfo: z.looseObject({ totalRows: z.coerce.number().optional(), isLastPage: z.boolean().optional() }).optional(),
});

/** The pairs of one row, in pages. `expected`: how many links the row says it has; null where it does not say. */
export async function* readLinksOf(
  http: NocodbHttp,
  link: Link,
  key: string,
  expected: number | null,
): AsyncGenerator<Row[]> {
  let read = 0;
  for (;;) {
    const path = renderLinksPath(link, key, read);
    const text = await http.get(path);
    const { pageInfo } = http.parse(text, vLinks, path);
    const pairs = readKeys(text, link).map((other) => [key, other]);
    read += pairs.length;
    if (pairs.length > 0) yield pairs;
    const isLast = pageInfo?.totalRows === undefined ? pageInfo?.isLastPage !== false : read >= pageInfo.totalRows;
    if (isLast || pairs.length === 0) break;
  }
  if (expected !== null && read !== expected) throw linksChanged(link, key, expected, read);
}

function renderLinksPath({ from, to, column }: Link, key: string, offset: number): string {
  const [table, field, row] = [from.id, column, key].map(encodeURIComponent);
  const query = `limit=${String(requestedLinks)}&offset=${String(offset)}&fields=${encodeURIComponent(to.key)}`;
  return `/api/v2/tables/${table!}/links/${field!}/records/${row!}?${query}`;
}

function readKeys(text: string, { to, title, from }: Link): string[] {
  let list = "[]";
  visitFields(text, (name, raw) => {
    if (name === "list") list = raw ?? "[]";
  });
  return splitArray(list).map((row) => {
    let found: string | null = null;
    visitFields(row, (name, raw) => {
      if (name === to.key) found = raw;
    });
    if (found !== null) return found;
    throw new CutoverError(sourceFailures.nocodbAnswer, {
      what: `A linked row has no "${to.key}"`,
      where: `${from.name}.${title}`,
      next: "Check the NocoDB version, or omit the link by name and export its join table",
    });
  });
}

function linksChanged({ from, title }: Link, key: string, expected: number, read: number): CutoverError {
  return new CutoverError(sourceFailures.changedWhileRead, {
    what: `The links changed while they were read: the row has ${String(expected)}, and ${String(read)} were read`,
    where: `${from.name}.${title} of ${key}`,
    next: "Freeze writes (NocoDB has no snapshots), or run the same command again",
  });
}
