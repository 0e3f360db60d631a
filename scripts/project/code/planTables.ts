import type { Plan, PlannedField, PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { matchFields } from "../../../convex/shared/plan/plan.js";
import { snakeCase } from "../../../convex/shared/plan/names.js";
import { renderKey, renderString, renderValidator } from "./render.js";
import { findMisfits, type SchemaShape } from "../../../convex/shared/plan/schemaFaults.js";
import type { FieldAddition, TableAddition } from "./schemaFile.js";

/** What schema.ts has to hold for this plan. `existing` is the final schema as it is now. */
export function listTables(plan: Plan, existing: SchemaShape): TableAddition[] {
  return [...plan.tables.values()].map((table) => ({
    table: table.name,
    about: [],
    fields: [
      ...table.fields.filter(({ name }) => name !== "_creationTime").map(toField),
      ...table.refs.map(toReference),
    ],
    indexes: listIndexes(table),
    misfits: table.name in existing.tables ? findMisfits(existing.tables[table.name]!, table) : [],
  }));
}

function toField({ name, role, absent }: PlannedField): FieldAddition {
  const isComputed = role.kind === "computed";
  const comments = isComputed ? ["// A computed field: give it the type of what it returns."] : [];
  const plain =
    role.kind === "constant"
      ? constantValidator(role.value)
      : role.kind === "computed"
        ? "v.any()"
        : renderValidator(role.of.validator);
  const code = absent.kind === "null" ? `v.union(${plain}, v.null())` : plain;
  return toAddition(name, code, isComputed || absent.kind === "leaveOut", comments);
}

/** A list goes without the items that are cleared, and is there. */
function toReference({ name, target, absent, missing, list }: PlannedRef): FieldAddition {
  const id = `v.id(${renderString(target)})`;
  if (list !== null) return toAddition(name, `v.array(${id})`, absent.kind === "leaveOut", []);
  return toAddition(name, id, absent.kind === "leaveOut" || missing === "clear", []);
}

function toAddition(name: string, code: string, isOptional: boolean, comments: readonly string[]): FieldAddition {
  const optional = [...comments, `${renderKey(name)}: v.optional(${code}),`];
  return { name, optional, lines: isOptional ? optional : [...comments, `${renderKey(name)}: ${code},`] };
}

function constantValidator(value: unknown): string {
  if (value === null) return "v.null()";
  if (Array.isArray(value)) return "v.array(v.any())";
  const byType: Readonly<Record<string, string>> = {
    string: "string",
    number: "number",
    bigint: "int64",
    boolean: "boolean",
  };
  return `v.${byType[typeof value] ?? "any"}()`;
}

/** For what apps look documents up by: each reference, and the address of users. */
function listIndexes(table: PlannedTable): TableAddition["indexes"] {
  const match = matchFields(table);
  const name = match.length === 1 && match[0] === "email" ? "email" : `by_${match.map(snakeCase).join("_and_")}`;
  const byMatch = match.length === 0 ? [] : [{ name, fields: match }];
  // Convex has no index into a list.
  const single = table.refs.filter(({ list }) => list === null);
  return [...byMatch, ...single.map((ref) => ({ name: `by_${snakeCase(ref.name)}`, fields: [ref.name] }))];
}
