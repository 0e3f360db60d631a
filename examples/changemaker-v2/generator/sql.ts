import type { Cell, Row } from "./values.js";

/** Rows as one INSERT, so that they may refer to each other in any order. */
export function renderInsert(table: string, rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => `  (${columns.map((column) => quote(row[column] ?? null)).join(", ")})`);
  const names = columns.map((column) => `"${column}"`).join(", ");
  return `INSERT INTO ${nameOf(table)} (${names}) VALUES\n${lines.join(",\n")};\n`;
}

function nameOf(table: string): string {
  return table
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
}

/** Needs `standard_conforming_strings`, which is on since PostgreSQL 9.1: a backslash is a backslash. */
export function quote(cell: Cell): string {
  return cell === null ? "NULL" : `'${cell.replaceAll("'", "''")}'`;
}

interface ByHand {
  /** Of the rows that stay, without what they lead to. */
  readonly constraints: readonly { readonly table: string; readonly column: string }[];
  readonly from: string;
  readonly ids: readonly string[];
}

/** What an administrator typed into psql when a DELETE was refused: drop the constraint, delete, put it back unchecked. */
export function renderByHand({ constraints, from, ids }: ByHand): string {
  const named = constraints.map(({ table, column }) => ({ table, column, name: `"${table}_${column}_fkey"` }));
  return [
    ...named.map(({ table, name }) => `ALTER TABLE "${table}" DROP CONSTRAINT ${name};`),
    `DELETE FROM "${from}" WHERE "id" IN (${ids.map(quote).join(", ")});`,
    ...named.map(
      ({ table, column, name }) =>
        `ALTER TABLE "${table}" ADD CONSTRAINT ${name} FOREIGN KEY ("${column}") REFERENCES "${from}"("id") NOT VALID;`,
    ),
    "",
  ].join("\n");
}
