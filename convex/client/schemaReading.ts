import type { AnySchema } from "./environment.js";
import { objectMembers } from "../shared/schemaFaults.js";

/** The name of an index of the table that starts with the field. */
export function findIndexBy(schema: AnySchema, table: string, field: string): string | undefined {
  const indexes = schema.tables[table]?.[" indexes"]() ?? [];
  return indexes.find(({ fields }) => fields[0] === field)?.indexDescriptor;
}

export function hasField(schema: AnySchema, table: string, field: string): boolean {
  const validator = schema.tables[table]?.validator;
  return validator !== undefined && objectMembers(validator).some((member) => field in member.fields);
}
