import type { Plan } from "../../convex/shared/plan/plan.js";
import { matchTable, type SourceTable } from "../sources/source.js";
import type { Finding } from "./finding.js";

/** Columns of which the source delivers only a part, such as NocoDB's links: read as values they would be data that is not there. */
export function findIncompleteColumns(plan: Plan, tables: readonly SourceTable[]): Finding[] {
  return [...plan.tables.values()].flatMap(({ name, parts }) =>
    parts.flatMap(({ sources, columns, omitted }) =>
      sources.flatMap((source) =>
        (matchTable(tables, source)?.columns ?? []).flatMap(({ name: column, incomplete }) => {
          if (incomplete === undefined) return [];
          if (columns.includes(column)) return [makeFinding(name, column, "loss", incomplete)];
          return omitted.some((each) => each.column === column) ? [makeFinding(name, column, "info", incomplete)] : [];
        }),
      ),
    ),
  );
}

function makeFinding(table: string, column: string, level: "loss" | "info", incomplete: string): Finding {
  return {
    code: "incomplete_column",
    level,
    table,
    column,
    count: 1,
    examples: [],
    message: `The source does not deliver what ${column} shows: it is ${incomplete}.`,
    remedy:
      level === "loss"
        ? `Leave it out by name, ${JSON.stringify(column)}: omit("…"), or read the links from their own table.`
        : "Nothing to do, if it may stay behind.",
  };
}
