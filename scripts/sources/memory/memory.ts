import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { Source, SourceTable } from "../source.js";
import { checkColumns, findTable } from "../tableNames.js";

const pageRows = 100;

/** Tables that are already in memory: for tests, and the smallest example of a source. */
export function memorySource(
  tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly rows: readonly Raw[][] }>>,
): Source {
  const described = Object.entries(tables).map(
    ([name, { columns, rows }]): SourceTable & { rows: readonly Raw[][] } => ({
      name,
      columns: columns.map((column) => ({ name: column, type: "unknown", nullable: true })),
      primaryKey: [],
      estimatedRows: rows.length,
      rows,
    }),
  );
  return {
    description: "memory",
    parallel: 1,
    tables: async () => described.map(({ rows: _rows, ...table }) => table),
    async read(wanted, columns) {
      const table = findTable(described, wanted, "memory");
      checkColumns(table.name, table.columns, columns);
      return { columns: table.columns.map((c) => c.name), pages: getPages(table.rows) };
    },
    close: async () => {},
  };
}

async function* getPages(rows: readonly Raw[][]) {
  for (let start = 0; start < rows.length; start += pageRows) yield rows.slice(start, start + pageRows);
}
