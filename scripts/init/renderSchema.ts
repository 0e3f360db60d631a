import { type Property, docComment, renderKey, renderProperty, renderString } from "../project/code/render.js";
import type { FieldDraft, TableDraft } from "./draft.js";
import { indexName, takeName } from "./names.js";
import { authFields } from "./users.js";

/** All of convex/schema.ts. */
export function renderSchema(tables: readonly TableDraft[], module: string): string {
  return [
    'import { defineSchema, defineTable } from "convex/server";',
    ...valueImport(tables),
    `import { duringCutover } from ${renderString(module)};`,
    'import plan from "./plan.js";',
    "",
    "/** Written by `cutover init`: the final tables. Edit them freely. */",
    "export const schema = defineSchema({",
    ...renderTables(tables),
    "});",
    "",
    "/** During the migration: the final schema plus the legacy fields. After cleanup: `export default schema`. */",
    "export default duringCutover(schema, plan);",
    "",
  ].join("\n");
}

/** What an app that has a schema already adds to it. */
export function renderSchemaAdditions(tables: readonly TableDraft[], module: string): string {
  return [
    "// Written by `cutover init`, since there is a schema.ts already. Paste these tables into it (or spread migratedTables in",
    "// defineSchema), remove duplicates, and relax the schema for the migration:",
    "//",
    `//   import { duringCutover } from ${renderString(module)};`,
    '//   import plan from "./plan.js";',
    "//   export const schema = defineSchema({ …, ...migratedTables });",
    "//   export default duringCutover(schema, plan);",
    'import { defineTable } from "convex/server";',
    ...valueImport(tables),
    "",
    "export const migratedTables = {",
    ...renderTables(tables),
    "};",
    "",
  ].join("\n");
}

function valueImport(tables: readonly TableDraft[]): string[] {
  const isUsed = tables.some(({ fields, isUsers }) => isUsers || fields.some(({ validator }) => validator !== null));
  return isUsed ? ['import { v } from "convex/values";'] : [];
}

function renderTables(tables: readonly TableDraft[]): string[] {
  return tables.flatMap((table) => [...docComment([...aboutTable(table)], "  "), ...renderTable(table)]);
}

function aboutTable({ source, isUsers }: TableDraft): string[] {
  const auth =
    "With Convex Auth, spread `authTables` before it. It writes to users at sign-in, so every field is optional.";
  return [...(source.comment === undefined ? [] : [source.comment]), ...(isUsers ? [auth] : [])];
}

function renderTable(table: TableDraft): string[] {
  const fields = renderFields(table);
  const indexes = renderIndexes(table);
  const start = `  ${table.name}: defineTable({`;
  if (fields.length === 0 && indexes.length === 0) return [`${start}}),`];
  if (indexes.length === 0) return [start, ...fields, "  }),"];
  const [only, second] = indexes;
  if (second === undefined) return [start, ...fields, ...renderProperty({ ...only!, head: "})", tail: "])," }, "  ")];
  const chain = indexes.flatMap((index, at) => {
    const tail = at === indexes.length - 1 ? "])," : "])";
    return renderProperty({ ...index, tail }, "    ");
  });
  return [start, ...fields, "  })", ...chain];
}

function renderFields({ fields, isUsers }: TableDraft): string[] {
  const own = fields.filter(({ validator }) => validator !== null);
  const lines = own.flatMap((field) => renderField(field, isUsers));
  if (!isUsers) return lines;
  const names = new Set(own.map(({ name }) => name));
  const missing = Object.entries(authFields).filter(([name]) => !names.has(name));
  return [...lines, ...missing.map(([name, validator]) => `    ${name}: v.optional(${validator}),`)];
}

function renderField(field: FieldDraft, isUsers: boolean): string[] {
  const { name, validator, isOptional, mayBeMissing, literals, about } = field;
  const value = isOptional || mayBeMissing || isUsers ? `v.optional(${validator!})` : validator!;
  const property = { head: `${renderKey(name)}: `, code: value, tail: ",", items: literals ?? [] };
  return [...docComment(about, "    "), ...renderProperty(property, "    ")];
}

function renderIndexes({ indexes, match }: TableDraft): Omit<Property, "tail">[] {
  const taken = new Set(["by_id", "by_creation_time", "by_legacy_id"]);
  return indexes.map((fields) => {
    const isMatch = match !== null && fields.length === 1 && fields[0] === match;
    const name = takeName(isMatch && match === "email" ? "email" : indexName(fields), taken);
    const items = fields.map(renderString);
    return { head: "", code: `.index(${renderString(name)}, [${items.join(", ")}`, items };
  });
}
