import {
  defineSchema,
  defineTable,
  type GenericSchema,
  type SchemaDefinition,
  type TableDefinition,
} from "convex/server";
import { type GenericValidator, v, type VObject } from "convex/values";
import { matchFields } from "../shared/matchKey.js";
import { snakeCase } from "../shared/names.js";
import type { Plan, PlannedTable, Tables } from "../shared/plan.js";
import { findSchemaFaults, objectMembers } from "../shared/schemaFaults.js";
import type { DuringCutover, FitsSchema } from "./fits.js";

type Members = VObject<unknown, Record<string, GenericValidator>>;

/** What is used of a table definition that belongs to no schema's types any more. */
type RuntimeTable = TableDefinition & { index(name: string, fields: readonly string[]): unknown };

/**
 * The schema while data moves. At run time the planned tables get the optional legacy fields and their indexes, and
 * planned references may be missing, so that documents can be loaded before they are resolved. The types stay those of
 * the final schema, plus the optional legacy fields: the app's code compiles unchanged.
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
  const faults = findSchemaFaults(schema, planned);
  if (faults.length > 0) {
    throw new Error(`The plan does not fit schema.ts:\n${faults.map((each) => `- ${each}`).join("\n")}`);
  }
  const tables = Object.entries(schema.tables).map(([name, table]) => {
    const moving = planned.tables.get(name);
    return [name, moving === undefined ? table : openTable(table, moving)];
  });
  const { schemaValidation, strictTableNameTypes } = schema as typeof schema & { strictTableNameTypes: Strict };
  const options = { schemaValidation, strictTableNameTypes };
  return defineSchema(Object.fromEntries(tables) as DuringCutover<S, T>, options);
}

/** The same table with another validator and more indexes. Copied whole, so that search, vector and staged parts come along. */
function openTable(table: TableDefinition, planned: PlannedTable): RuntimeTable {
  const indexes = [...table[" indexes"]()];
  const validator = openValidator(table.validator as GenericValidator, planned);
  const open = Object.assign<object, object, object>(defineTable({}), table, { validator, indexes }) as RuntimeTable;
  const have = new Set(indexes.map(({ indexDescriptor }) => indexDescriptor));
  for (const { index, field } of [planned.id, ...planned.lookups]) {
    if (!have.has(index)) open.index(index, [field]);
  }
  const match = matchFields(planned);
  const isIndexed = indexes.some(({ fields }) => match.every((field, at) => fields[at] === field));
  if (match.length > 0 && !isIndexed) {
    open.index(`by_match_${match.map(snakeCase).join("_and_")}`, match);
  }
  return open;
}

function openValidator(validator: GenericValidator, planned: PlannedTable): GenericValidator {
  const members = objectMembers(validator).map((member) => openObject(member, planned));
  return members.length === 1 ? members[0]! : v.union(...members);
}

function openObject({ fields }: Members, { refs, legacyFields }: PlannedTable): Members {
  const open: Record<string, GenericValidator> = { ...fields };
  for (const { name } of refs) {
    const field = fields[name];
    if (field !== undefined) open[name] = v.optional(field as never);
  }
  for (const field of legacyFields) open[field] = v.optional(v.string());
  return v.object(open as never);
}
