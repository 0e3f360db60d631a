import { defineTable, type TableDefinition } from "convex/server";
import { type GenericValidator, v, type VObject } from "convex/values";
import { findTableFaults, objectMembers, rememberFinalTable } from "../../shared/plan/schemaFaults.js";
import { type Plan, type PlannedTable, getTable, matchFields, matchIndexName } from "../../shared/plan/plan.js";
import type { Tables } from "../../shared/plan/table.js";
import type { FitsTable, OpenTable } from "./fits.js";

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
 * Throws every misfit of the table at once.
 */
export function withLegacyFields<Table extends TableDefinition, T extends Tables, Name extends keyof T & string>(
  table: Table,
  plan: Plan<T> & FitsTable<Table, T, Name>,
  name: Name,
): OpenTable<Table, T[Name]> {
  const { faults }: Plan = plan;
  refuseMisfits(faults);
  const planned = getTable(plan, name);
  refuseMisfits(findTableFaults(table, planned));
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
  for (const field of legacyFields) open[field] = v.optional(v.string());
  return v.object(open as never);
}

export function refuseMisfits(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new Error(`The plan does not fit schema.ts:\n${faults.map((each) => `- ${each}`).join("\n")}`);
}
