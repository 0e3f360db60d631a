import type { BrokenRow, Row, Source } from "../../scripts/sources/source.js";

export type Field = string | null;

/** All rows of a table as objects; broken rows as they come. */
export async function readAll(source: Source, table: string, columns: readonly string[]) {
  const stream = await source.read(table, columns);
  const rows: Record<string, Field>[] = [];
  const broken: BrokenRow[] = [];
  let pages = 0;
  for await (const page of stream.pages) {
    pages++;
    for (const row of page) {
      if ("broken" in row) broken.push(row);
      else rows.push(toRecord(row, stream.columns, columns));
    }
  }
  return { rows, broken, pages };
}

function toRecord(row: Row, names: readonly string[], columns: readonly string[]): Record<string, Field> {
  if (row.length !== names.length) throw new Error(`${String(row.length)} fields, ${String(names.length)} columns`);
  return Object.fromEntries(columns.map((name) => [name, row[names.indexOf(name)] ?? null]));
}

/** Rows in an order of their own, to compare sources that keep another one. */
export function sortRows(rows: readonly Record<string, Field>[]): Record<string, Field>[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
