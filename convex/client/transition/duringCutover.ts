import {
  defineSchema,
  type GenericSchema,
  type SchemaDefinition,
  defineTable,
  type TableDefinition,
} from "convex/server";
import { type GenericValidator, v, type VObject } from "convex/values";
import {
  rememberFinalTable,
  findSchemaFaults,
  findTableFaults,
  objectMembers,
} from "../../shared/plan/schemaFaults.js";
import { matchFields, matchIndexName, type Plan, getTable, type PlannedTable } from "../../shared/plan/plan.js";
import { type Tables } from "../../shared/plan/table.js";
import type { DuringCutover, FitsSchema, FitsTable, OpenTable } from "./fits.js";

/**
 * The schema during the migration. At run time the planned tables get the optional legacy fields and their indexes, and
 * planned references may be missing, so that documents can be loaded before they are resolved. The types stay those of
 * the final schema, plus the optional legacy fields: the app's code compiles unchanged. `withLegacyFields` does the same for
 * one table.
 *
 * Remove it after the clean-up and deploy: with schema validation on, Convex then checks every document against the final schema.
 *
 * Tables whose documents are a union of objects get the fields in every member; other unions and `v.any()` are refused.
 * Fields of keys other than the id (`legacyKeyEmail`) exist at run time only. Throws when plan and schema do not fit, with
 * every difference at once.
 *
 * @example
 * ```ts
 * import { defineSchema, defineTable } from "convex/server";
 * import { v } from "convex/values";
 * import { definePlan, duringCutover, email, id, table } from "convex-cutover";
 *
 * const plan = definePlan({ users: table("public.users", { id: id(), email: email() }) });
 * const schema = defineSchema({ users: defineTable({ email: v.string() }).index("email", ["email"]) });
 *
 * export default duringCutover(schema, plan);
 * ```
 */
export function duringCutover<S extends GenericSchema, Strict extends boolean, T extends Tables>(
  schema: SchemaDefinition<S, Strict>,
  plan: FitsSchema<S, T> & Plan<T>,
): SchemaDefinition<DuringCutover<S, T>, Strict> {
  const planned: Plan = plan;
  refuseMismatches(findSchemaFaults(schema, planned));
  const tables = Object.entries(schema.tables).map(([name, table]) => {
    const moving = planned.tables.get(name);
    return [name, moving === undefined ? table : openTable(table, moving)];
  });
  const { schemaValidation, strictTableNameTypes } = schema as typeof schema & { strictTableNameTypes: Strict };
  const options = { schemaValidation, strictTableNameTypes };
  return defineSchema(Object.fromEntries(tables) as DuringCutover<S, T>, options);
}

type Members = VObject<unknown, Record<string, GenericValidator>>;

/** What is used of a table definition that belongs to no schema's types any more. */
type RuntimeTable = TableDefinition & { index(name: string, fields: string[]): unknown };

export interface LegacyIndex {
  readonly index: string;
  readonly fields: readonly string[];
}

/**
 * One table while data moves, for schemas that are not wrapped as a whole by `duringCutover`, which does the same for every
 * planned table: optional legacy fields and their indexes, references that may be missing. The types stay those of the final
 * table, plus the legacy fields.
 *
 * ```ts
 * export default defineSchema({ cases: withLegacyFields(cases, plan, "cases"), … });
 * ```
 *
 * Throws every mismatch of the table at once.
 */
export function withLegacyFields<Table extends TableDefinition, T extends Tables, Name extends keyof T & string>(
  table: Table,
  plan: FitsTable<Table, T, Name> & Plan<T>,
  name: Name,
): OpenTable<Table, T[Name]> {
  const { faults }: Plan = plan;
  refuseMismatches(faults);
  const planned = getTable(plan, name);
  refuseMismatches(findTableFaults(table, planned));
  return openTable(table, planned) as unknown as OpenTable<Table, T[Name]>;
}

/** The indexes that `withLegacyFields` adds to this table of the plan: those by old keys, and the one people are matched by. */
export function legacyIndexes(table: TableDefinition, plan: Plan, name: string): LegacyIndex[] {
  return missingIndexes(table, getTable(plan, name));
}

/** The same table with another validator and more indexes. Copied whole, so that search, vector and staged parts come along. */
export function openTable(table: TableDefinition, planned: PlannedTable): TableDefinition {
  const indexes = [...table[" indexes"]()];
  const validator = openValidator(table.validator as GenericValidator, planned);
  const open = Object.assign<object, object, object>(defineTable({}), table, { validator, indexes }) as RuntimeTable;
  for (const { index, fields } of missingIndexes(table, planned)) open.index(index, [...fields]);
  return rememberFinalTable(open, table);
}

function missingIndexes(table: TableDefinition, planned: PlannedTable): LegacyIndex[] {
  const own = table[" indexes"]();
  const { id, lookups } = planned;
  const byKey = [id, ...lookups].map(({ index, field }): LegacyIndex => ({ index, fields: [field] }));
  const match = matchFields(planned);
  const isMatched = own.some(({ fields }) => match.every((field, at) => fields[at] === field));
  const byMatch: LegacyIndex[] =
    match.length === 0 || isMatched ? [] : [{ index: matchIndexName(planned), fields: match }];
  const have = new Set(own.map(({ indexDescriptor }) => indexDescriptor));
  return [...byKey.filter(({ index }) => !have.has(index)), ...byMatch];
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
  const lists = new Set(refs.flatMap(({ legacyField, list }) => (list === null ? [] : legacyField)));
  for (const field of legacyFields) open[field] = v.optional(lists.has(field) ? v.array(v.string()) : v.string());
  return v.object(open as never);
}

/** While the command loads schema.ts it lists the mismatches itself, each with the line to add. */
const listedByCommand = Symbol.for("convex-cutover.listedByCommand");

export function refuseMismatches(faults: readonly string[]): void {
  if (faults.length === 0 || (globalThis as { [listedByCommand]?: true })[listedByCommand] === true) return;
  throw new Error(`The plan does not fit schema.ts:\n${faults.map((each) => `- ${each}`).join("\n")}`);
}
