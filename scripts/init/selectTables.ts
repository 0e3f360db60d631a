import { findCredentialTable } from "./credentials.js";
import { compileToolRules } from "../rows/validate/toolTables.js";
import type { SourceTable } from "../sources/source.js";

/** Tables, or columns as `table.column`, that are left out for one reason. */
export interface LeftOutGroup {
  readonly reason: string;
  readonly names: readonly string[];
  /** The plan names them: nothing but its word tells that they may stay behind. */
  readonly isNamed: boolean;
}

/** The tables to migrate, and those left out with the reason; both sorted by name. */
export function selectTables(tables: readonly SourceTable[]): { kept: SourceTable[]; leftOut: LeftOutGroup[] } {
  const findTool = compileToolRules(tables);
  const kept: SourceTable[] = [];
  const groups = new Map<string, { reason: string; names: string[]; isNamed: boolean }>();
  for (const table of tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const tool = findTool(table);
    const reason = tool?.reason ?? findCredentialTable(table);
    if (reason === null) {
      kept.push(table);
      continue;
    }
    // Nobody has decided about large objects: check calls them a loss until somebody does.
    const isNamed = tool === null || (tool.kind === "unreadable" && table.origin !== "largeObjects");
    const group = groups.get(reason) ?? { reason, names: [], isNamed };
    groups.set(reason, group);
    group.names.push(table.name);
  }
  return { kept, leftOut: [...groups.values()] };
}
