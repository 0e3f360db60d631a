/** A field as text, or null for SQL NULL. */
export type Cell = string | null;
export type Row = Readonly<Record<string, Cell>>;
/** Table → rows, in the order in which foreign keys let them in. */
export type Rows = ReadonlyMap<string, readonly Row[]>;

const rowsPerInsert = 200;

/** One INSERT per 200 rows, then the sequences where the app left them. */
export function renderSql(rows: Rows): string {
  return [...rows].flatMap(([table, all]) => renderTable(table, all)).join("\n");
}

function renderTable(table: string, rows: readonly Row[]): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first);
  const statements: string[] = [];
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const values = rows.slice(start, start + rowsPerInsert).map((row) => renderValues(row, columns));
    statements.push(`INSERT INTO "${table}" (${columns.join(", ")}) VALUES\n${values.join(",\n")};`);
  }
  return "id" in first ? [...statements, renderSequence(table)] : statements;
}

function renderValues(row: Row, columns: readonly string[]): string {
  return `(${columns.map((column) => renderCell(row[column] ?? null)).join(", ")})`;
}

/** With standard_conforming_strings a backslash is a backslash. */
function renderCell(cell: Cell): string {
  return cell === null ? "NULL" : `'${cell.replaceAll("'", "''")}'`;
}

function renderSequence(table: string): string {
  return `SELECT setval(pg_get_serial_sequence('"${table}"', 'id'), (SELECT max(id) FROM "${table}"));`;
}
