import type { Value } from "convex/values";
import type { Engine } from "./engine/engine.js";
import { isUserTable, type TableNumbers } from "./import/tableNumbers.js";
import type { Exports } from "./exports.js";
import { canonicalPath, listFunctions } from "./functions.js";
import type { Imports } from "./import/imports.js";

export interface SystemQuery {
  componentPath: string;
  path: string;
  args: Record<string, Value>;
}

export interface SystemParts {
  engine: Engine;
  imports: Imports;
  exports: Exports;
  numbers: TableNumbers;
}

/** The queries of the `convex` command that no app exports, or undefined when this is not one of them. */
export function answerSystemQuery(parts: SystemParts, query: SystemQuery): Promise<Value> | undefined {
  if (!query.path.startsWith("_system/")) return undefined;
  const { engine, imports, exports, numbers } = parts;
  const { componentPath, args } = query;
  switch (canonicalPath(query.path)) {
    case "_system/cli/queryImport:default":
      return Promise.resolve(imports.get(args["importId"]));
    case "_system/cli/queryImport:list":
      return Promise.resolve(imports.list());
    case "_system/cli/exports:getLatest":
      return Promise.resolve(exports.getLatest());
    case "_system/cli/modules:apiSpec":
      return listFunctions(engine, componentPath);
    case "_system/cli/tables:default":
      return Promise.resolve(lastPage(numbers.list(componentPath).map(([name]) => ({ name }))));
    case "_system/cli/tableData:default":
      return Promise.resolve(readTable(engine, componentPath, args));
    case "_system/frontend/components:list":
      return Promise.resolve([...engine.components.keys()].map((path) => ({ id: path, path })));
    default:
      return undefined;
  }
}

function lastPage(page: Value[]): Value {
  return { page, isDone: true, continueCursor: "" };
}

/** The cursor is how many documents the pages before held. */
function readTable(engine: Engine, componentPath: string, args: Record<string, Value>): Value {
  const table = typeof args["table"] === "string" ? args["table"] : "";
  const { cursor, numItems } = args["paginationOpts"] as { cursor: string | null; numItems: number };
  const component = engine.components.get(componentPath);
  const isKnown = isUserTable(table) || table === "_storage" || table === "_scheduled_functions";
  const documents = isKnown ? (component?.index.documents(table) ?? []) : [];
  const ordered = args["order"] === "asc" ? documents : documents.toReversed();
  const start = Number(cursor ?? 0);
  const end = start + numItems;
  return { page: ordered.slice(start, end), isDone: end >= ordered.length, continueCursor: String(end) };
}
