import { defineSchema, type GenericSchema, type SchemaDefinition } from "convex/server";
import type { Plan } from "../../shared/plan/plan.js";
import type { Tables } from "../../shared/plan/table.js";
import { findSchemaFaults } from "../../shared/plan/schemaFaults.js";
import type { DuringCutover, FitsSchema } from "./fits.js";
import { openTable, refuseMisfits } from "./withLegacyFields.js";

/**
 * The schema while data moves. At run time the planned tables get the optional legacy fields and their indexes, and
 * planned references may be missing, so that documents can be loaded before they are resolved. The types stay those of
 * the final schema, plus the optional legacy fields: the app's code compiles unchanged. `withLegacyFields` does the same for
 * one table.
 *
 * Take it away after the clean-up and deploy: Convex then checks every document against the final schema.
 *
 * Tables whose documents are a union of objects get the fields in every member; other unions and `v.any()` are refused.
 * Fields of keys other than the id (`legacyKeyEmail`) exist at run time only. Throws every misfit at once.
 */
export function duringCutover<S extends GenericSchema, Strict extends boolean, T extends Tables>(
  schema: SchemaDefinition<S, Strict>,
  plan: Plan<T> & FitsSchema<S, T>,
): SchemaDefinition<DuringCutover<S, T>, Strict> {
  const planned: Plan = plan;
  refuseMisfits(findSchemaFaults(schema, planned));
  const tables = Object.entries(schema.tables).map(([name, table]) => {
    const moving = planned.tables.get(name);
    return [name, moving === undefined ? table : openTable(table, moving)];
  });
  const { schemaValidation, strictTableNameTypes } = schema as typeof schema & { strictTableNameTypes: Strict };
  const options = { schemaValidation, strictTableNameTypes };
  return defineSchema(Object.fromEntries(tables) as DuringCutover<S, T>, options);
}
