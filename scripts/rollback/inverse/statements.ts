import { quoteName } from "./dialect.js";
import { findColumn, type InverseTable } from "./inverseTable.js";
import type { Cells } from "./inverseValue.js";

/** A new row; again it is written over itself. */
export function insertSql(inverse: InverseTable, cells: Cells): string {
  const key = inverse.part.id.columns;
  const columns = [...cells.keys()];
  const updates = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quoteName(column)} = excluded.${quoteName(column)}`);
  const action = updates.length === 0 ? "DO NOTHING" : `DO UPDATE SET ${updates.join(", ")}`;
  return (
    `INSERT INTO ${tableOf(inverse)} (${columns.map(quoteName).join(", ")})\n` +
    `  VALUES (${columns.map((column) => literal(inverse, column, cells)).join(", ")})\n` +
    `  ON CONFLICT (${key.map(quoteName).join(", ")}) ${action};`
  );
}

/** An insert would need every column of the row, also those that the plan leaves out: the old row is there, so it is changed. */
export function updateSql(inverse: InverseTable, key: Cells, cells: Cells): string {
  const changes = [...cells.keys()].map((column) => `${quoteName(column)} = ${literal(inverse, column, cells)}`);
  return `UPDATE ${tableOf(inverse)} SET ${changes.join(", ")}\n  WHERE ${whereSql(inverse, key)};`;
}

export function deleteSql(inverse: InverseTable, key: Cells): string {
  return `DELETE FROM ${tableOf(inverse)} WHERE ${whereSql(inverse, key)};`;
}

function whereSql(inverse: InverseTable, key: Cells): string {
  return [...key.keys()].map((column) => `${quoteName(column)} = ${literal(inverse, column, key)}`).join(" AND ");
}

function tableOf({ dialect, source }: InverseTable): string {
  return dialect.table(source.name);
}

function literal(inverse: InverseTable, column: string, cells: Cells): string {
  return inverse.dialect.literal(cells.get(column) ?? null, findColumn(inverse, column)?.type ?? "");
}
