import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { Environment } from "../../../convex/shared/plan/columns.js";
import type { Plan } from "../../../convex/shared/plan/plan.js";
import type { Configured } from "../../../convex/shared/plan/table.js";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { checkColumns, findTable, type Source, type SourceTable } from "../source.js";

const pageRows = 100;

/** Tables in memory: for tests, and the smallest example of a source. */
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

/** Adds the tables that the plan makes from configuration to the source. */
export function withConfiguredTables(source: Source, plan: Plan, env: Environment): Source {
  const tables = [...plan.tables.values()].flatMap(({ parts }) => parts.flatMap((part) => part.configured ?? []));
  if (tables.length === 0) return source;
  const configured = memorySource(Object.fromEntries(tables.map((table) => [table.name, makeRows(table, env)])));
  const names = new Set(tables.map(({ name }) => name));
  return {
    description: source.description,
    snapshotTime: source.snapshotTime,
    lacksGenerated: source.lacksGenerated,
    parallel: source.parallel,
    tables: async () => [...(await source.tables()), ...(await configured.tables())],
    read: async (name, columns) => await (names.has(name) ? configured : source).read(name, columns),
    ...(source.query === undefined ? {} : { query: source.query }),
    files: () => source.files?.() ?? [],
    findings: async () => (await source.findings?.()) ?? [],
    close: async () => await source.close(),
  };
}

function makeRows({ name, columns, rows }: Configured, env: Environment) {
  try {
    return { columns, rows: rows(env).map((row) => columns.map((column) => row[column] ?? null)) };
  } catch (error) {
    throw new CutoverError(sourceFailures.configuredRows, {
      what: `The rows of "${name}" cannot be generated from the configuration: ${(error as Error).message}`,
      where: "plan.ts",
      next: "Set the variables it reads (see .env.example), then run the same command again.",
    });
  }
}
