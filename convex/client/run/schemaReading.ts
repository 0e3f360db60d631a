import type { IndexRange } from "convex/server";
import type { AnySchema } from "./environment.js";
import { objectMembers } from "../../shared/plan/schemaFaults.js";

/** The name of an index of the table that starts with these fields. */
export function findIndexBy(schema: AnySchema, table: string, ...wanted: readonly string[]): string | undefined {
  const indexes = schema.tables[table]?.[" indexes"]() ?? [];
  return indexes.find(({ fields }) => wanted.every((field, at) => fields[at] === field))?.indexDescriptor;
}

/** A range of an index whose fields have these values. Indexes of tables known by name only have no types. */
export function equals(query: unknown, values: readonly (readonly [field: string, value: unknown])[]): IndexRange {
  type Range = IndexRange & { eq(field: string, value: unknown): Range };
  return values.reduce((range, [field, value]) => range.eq(field, value), query as Range);
}

export function hasField(schema: AnySchema, table: string, field: string): boolean {
  const validator = schema.tables[table]?.validator;
  return validator !== undefined && objectMembers(validator).some((member) => field in member.fields);
}
