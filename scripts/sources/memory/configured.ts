import type { Environment } from "../../../convex/shared/plan/columns.js";
import type { Plan } from "../../../convex/shared/plan/plan.js";
import type { Configured } from "../../../convex/shared/plan/table.js";
import { CutoverError } from "../../errors.js";
import { memorySource } from "./memory.js";
import type { Source } from "../source.js";

/** The source with the tables that the plan makes from configuration, read like all others. */
export function withConfiguredTables(source: Source, plan: Plan, env: Environment): Source {
  const tables = [...plan.tables.values()].flatMap(({ parts }) => parts.flatMap((part) => part.configured ?? []));
  if (tables.length === 0) return source;
  const made = memorySource(Object.fromEntries(tables.map((table) => [table.name, makeRows(table, env)])));
  const names = new Set(tables.map(({ name }) => name));
  return {
    description: source.description,
    snapshotTime: source.snapshotTime,
    parallel: source.parallel,
    tables: async () => [...(await source.tables()), ...(await made.tables())],
    read: async (name, columns) => await (names.has(name) ? made : source).read(name, columns),
    files: () => source.files?.() ?? [],
    findings: async () => (await source.findings?.()) ?? [],
    close: async () => await source.close(),
  };
}

function makeRows({ name, columns, rows }: Configured, env: Environment) {
  try {
    return { columns, rows: rows(env).map((row) => columns.map((column) => row[column] ?? null)) };
  } catch (error) {
    throw new CutoverError("usage", {
      what: `The rows of "${name}" cannot be made from the configuration: ${(error as Error).message}`,
      where: "plan.ts",
      next: "Set the variables it reads (see .env.example), then type the same command again.",
    });
  }
}
