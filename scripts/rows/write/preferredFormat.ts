import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { validatorJson } from "../../../convex/shared/document/validate.js";
import type { Format } from "../../run/manifest.js";

/** ZIP where the schema has an int64 or bytes in a field the plan writes: JSON lines cannot carry those. */
export function preferredFormat(schema: SchemaDefinition<GenericSchema, boolean>, table: PlannedTable): Format {
  const written = new Set(table.fields.map(({ name }) => name));
  return objectsOf(validatorJson(schema.tables[table.name]!.validator)).some((fields) =>
    Object.entries(fields).some(([name, field]) => written.has(name) && needsZip(field)),
  )
    ? "zip"
    : "jsonl";
}

/** The field maps of a document validator: one for an object, several for a union of objects. */
function objectsOf(json: unknown): Record<string, unknown>[] {
  const { type, value } = json as { type: string; value?: unknown };
  if (type === "object") return [value as Record<string, unknown>];
  return type === "union" ? (value as unknown[]).flatMap(objectsOf) : [];
}

function needsZip(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  const { type } = json as { type?: unknown };
  return type === "bigint" || type === "bytes" || Object.values(json).some(needsZip);
}
