import { type Property, docComment, renderKey, renderProperty, renderString } from "../project/code/render.js";
import type { FieldAddition, TableAddition } from "../project/code/schemaFile.js";
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

/** The same tables, for a schema that is there already; what Convex Auth writes only where the app uses it. */
export function listAdditions(tables: readonly TableDraft[], usesAuth: boolean): TableAddition[] {
  return tables.map((table) => ({
    table: table.name,
    about: docComment([...aboutTable(table)], "  ").map((line) => line.slice(2)),
    fields: [
      ...table.fields.filter(({ validator }) => validator !== null).map((field) => toAddition(field, table.isUsers)),
      ...(usesAuth ? listAuthFields(table) : []).map(([name, validator]) => {
        const lines = [`${name}: v.optional(${validator}),`];
        return { name, lines, optional: lines };
      }),
    ],
    indexes: nameIndexes(usesAuth ? table : { ...table, isUsers: false }),
  }));
}

function toAddition(field: FieldDraft, isUsers: boolean): FieldAddition {
  const lines = (isOptional: boolean) => renderField(field, isOptional).map((line) => line.slice(4));
  return { name: field.name, lines: lines(isUsers), optional: lines(true) };
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
  return [
    ...lines,
    ...listAuthFields({ fields, isUsers }).map(([name, validator]) => `    ${name}: v.optional(${validator}),`),
  ];
}

/** What Convex Auth writes besides the migrated columns. */
function listAuthFields({
  fields,
  isUsers,
}: Pick<TableDraft, "fields" | "isUsers">): [name: string, validator: string][] {
  const names = new Set(fields.filter(({ validator }) => validator !== null).map(({ name }) => name));
  return isUsers ? Object.entries(authFields).filter(([name]) => !names.has(name)) : [];
}

function renderField(field: FieldDraft, isUsers: boolean): string[] {
  const { name, validator, isOptional, mayBeMissing, literals, about } = field;
  const value = isOptional || mayBeMissing || isUsers ? `v.optional(${validator!})` : validator!;
  const property = { head: `${renderKey(name)}: `, code: value, tail: ",", items: literals ?? [] };
  return [...docComment(about, "    "), ...renderProperty(property, "    ")];
}

function renderIndexes(table: TableDraft): Omit<Property, "tail">[] {
  return nameIndexes(table).map(({ name, fields }) => {
    const items = fields.map(renderString);
    return { head: "", code: `.index(${renderString(name)}, [${items.join(", ")}`, items };
  });
}

/** Convex Auth looks users up by its indexes `email` and `phone`. */
function nameIndexes({ indexes, match, isUsers }: TableDraft): TableAddition["indexes"] {
  const taken = new Set(["by_id", "by_creation_time", "by_legacy_id"]);
  const named = indexes.map((fields) => {
    const isMatch = match !== null && fields.length === 1 && fields[0] === match;
    const name = takeName(isMatch && match === "email" ? "email" : indexName(fields), taken);
    return { name, fields };
  });
  const auth = isUsers ? ["email", "phone"].filter((name) => !taken.has(name)) : [];
  return [...named, ...auth.map((name) => ({ name, fields: [name] }))];
}
