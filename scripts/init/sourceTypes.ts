import path from "node:path";
import type { Proposal } from "../project/code/proposal.js";
import { docComment, renderKey, renderString } from "../project/code/render.js";
import { compileToolRules } from "../rows/validate/toolTables.js";
import { propose } from "../project/generate.js";
import { matchTable, type Source, type SourceColumn, type SourceTable } from "../sources/source.js";
import { normalizeType } from "./types.js";

/** Words of the package that `planFor` types. */
export const typedWords: readonly string[] = ["computed", "definePlan", "derive", "lookup", "ref", "table", "union"];

export interface SourceTypesOptions {
  /** What it imports `planFor` from. */
  readonly module: string;
  /** The final schema's name in schema.ts; null where it exports none. */
  readonly schemaName: string | null;
  /** Source tables that the plan reads. */
  readonly planned: readonly string[];
}

/** plan.source.ts as it is, and as the source and the schema (with its edits made) want it. */
export async function proposeSourceTypes(
  source: Source,
  planFile: string,
  schema: string | null,
  { planned, module }: Pick<SourceTypesOptions, "planned" | "module">,
): Promise<Proposal> {
  const tables = await source.tables();
  const schemaName = schema === null ? null : findSchemaName(schema);
  return await propose(path.join(path.dirname(planFile), sourceTypesFile), async (before) => {
    const [, own = module] = /import \{ planFor \} from "([^"]+)"/.exec(before ?? "") ?? [];
    return { text: renderSourceTypes(tables, { module: own, schemaName, planned }), pastes: [] };
  });
}

/** Beside plan.ts. Convex deploys no file with two dots as a module of functions. */
export const sourceTypesFile = "plan.source.ts";

/** All of convex/plan.source.ts: the source's tables and columns as types, and the words of a plan for them. */
export function renderSourceTypes(tables: readonly SourceTable[], options: SourceTypesOptions): string {
  const { module, schemaName } = options;
  const type = schemaName === null ? "Source" : `Source, typeof ${schemaName}`;
  return [
    "// Written by `cutover init` and `cutover generate`: the source as types, for plan.ts. Do not edit it.",
    "// A row's values are what rules and computed fields get: booleans as booleans, all others as the source's text (numbers, too).",
    "// A column that the plan reads with `flag()` is a boolean, too, even if it says string here.",
    `import { planFor } from ${renderString(module)};`,
    ...(schemaName === null ? [] : [`import type { ${schemaName} } from "./schema.js";`]),
    "",
    "export interface Source {",
    ...selectTables(tables, options.planned).flatMap(renderTable),
    "}",
    "",
    `export const { ${typedWords.join(", ")} } = planFor<${type}>();`,
    "",
  ].join("\n");
}

/** Tables of tools are none of the app's, unless the plan reads them. */
function selectTables(tables: readonly SourceTable[], planned: readonly string[]): SourceTable[] {
  const findTool = compileToolRules(tables);
  const read = new Set(planned.map((name) => matchTable(tables, name)));
  return tables
    .filter((table) => findTool(table) === null || read.has(table))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function renderTable({ name, columns, comment, primaryKey }: SourceTable): string[] {
  const lines = columns.flatMap((column) => renderColumn(column, primaryKey.includes(column.name)));
  return [...docComment(comment === undefined ? [] : [comment], "  "), `  ${renderKey(name)}: {`, ...lines, "  };"];
}

function renderColumn({ name, type, baseType, nullable, comment }: SourceColumn, isKey: boolean): string[] {
  const kind = normalizeType(baseType ?? type) === "boolean" ? "boolean" : "string";
  const about = `${type}${isKey ? ", primary key" : ""}${comment === undefined ? "" : `: ${comment}`}`;
  return [...docComment([about], "    "), `    ${renderKey(name)}: ${kind}${nullable && !isKey ? " | null" : ""};`];
}

/** The constant that schema.ts relaxes and exports: `schema` in `export default duringCutover(schema, plan)`. */
export function findSchemaName(text: string): string | null {
  const [, name = ""] = /\bduringCutover\(\s*([A-Za-z_$][\w$]*)\s*,/.exec(text) ?? [];
  return name !== "" && new RegExp(`\\bexport const ${name.replaceAll("$", "\\$")}\\b`).test(text) ? name : null;
}
