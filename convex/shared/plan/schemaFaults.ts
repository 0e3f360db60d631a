import { type GenericValidator, type VObject, type Validator, v } from "convex/values";
import type { Absent, Role } from "./field.js";
import type { Plan, PlannedField, PlannedRef, PlannedTable } from "./plan.js";
import { findTypeMismatch } from "./validatorFit.js";

/** What is read of a schema: `defineSchema(…)` has this shape. */
export interface SchemaShape {
  readonly tables: Readonly<Record<string, TableShape>>;
}

export interface TableShape {
  readonly validator: GenericValidator;
  " indexes"(): { indexDescriptor: string; fields: string[] }[];
}

type ObjectValidator = VObject<unknown, Record<string, GenericValidator>>;

/** The objects a table's documents may be: one, or the members of a union; none for other validators. */
export function objectMembers(validator: GenericValidator): ObjectValidator[] {
  const { kind } = validator as Validator<unknown>;
  if (kind === "object") return [validator as ObjectValidator];
  if (kind !== "union") return [];
  return (validator as unknown as { members: GenericValidator[] }).members.flatMap(objectMembers);
}

/**
 * Every mismatch between the plan and the final schema: sentences that name table and field and say what to change.
 * A plan that has faults of its own gives those only.
 */
export function findSchemaFaults(schema: SchemaShape, plan: Plan): string[] {
  if (plan.faults.length > 0) return [...plan.faults];
  return [...plan.tables.values()].flatMap((table) => {
    const target = schema.tables[table.name];
    return target === undefined
      ? [`${table.name}: is in the plan, but not in schema.ts. Define the table there.`]
      : findTableFaults(target, table);
  });
}

/** The same for one table, which is in both. */
export function findTableFaults(target: TableShape, table: PlannedTable): string[] {
  const members = objectMembers(target.validator);
  if (members.length === 0) {
    return [
      `${table.name}: documents must be an object or a union of objects to be migrated; add v.object(…) in schema.ts.`,
    ];
  }
  return [...fieldFaults(table, members), ...requiredFaults(table, members), ...legacyFaults(table, members, target)];
}

/** Of tables that are in both: the mismatches that stay when the schema gets every field that the plan writes. */
export function findConflicts(schema: SchemaShape, plan: Plan): string[] {
  return [...plan.tables.values()].flatMap((table) => {
    const target = schema.tables[table.name];
    if (target === undefined) return [];
    const members = objectMembers(target.validator);
    const isThere = ({ name }: { readonly name: string }) => members.some(({ fields }) => name in fields);
    return findTableFaults(target, {
      ...table,
      fields: table.fields.filter(isThere),
      refs: table.refs.filter(isThere),
    });
  });
}

/** The fields that the schema has with another type than the plan writes. Not the computed ones: their type is not known. */
export function findMisfits(target: TableShape, table: PlannedTable): string[] {
  const members = objectMembers(target.validator);
  const isThere = ({ name }: { readonly name: string }) => members.some(({ fields }) => name in fields);
  const fields = table.fields.filter(({ role }) => role.kind !== "computed").filter(isThere);
  return [
    ...fields.filter((field) => fieldFault(table.name, field, members).length > 0),
    ...table.refs.filter(isThere).filter((ref) => refFault(table.name, ref, members).length > 0),
  ].map(({ name }) => name);
}

function fieldFaults(table: PlannedTable, members: ObjectValidator[]): string[] {
  const values = table.fields.flatMap((field) => fieldFault(table.name, field, members));
  return [...values, ...table.refs.flatMap((ref) => refFault(table.name, ref, members))];
}

function fieldFault(table: string, { name, role, absent }: PlannedField, members: ObjectValidator[]): string[] {
  if (name === "_creationTime") return [];
  return entryFault({ table, name, absent, isComputed: role.kind === "computed" }, members, (target) =>
    valueMismatch(role, target),
  );
}

function refFault(table: string, { name, target: to, absent, list }: PlannedRef, members: ObjectValidator[]): string[] {
  const entry = { table, name, absent, isComputed: false };
  if (list !== null) return entryFault(entry, members, (target) => findTypeMismatch(v.array(v.id(to)), target));
  return entryFault(entry, members, (target) =>
    withoutNull(target).some(({ kind, tableName }) => kind === "any" || (kind === "id" && tableName === to))
      ? null
      : `the plan writes v.id("${to}"), the schema has ${describe(target)}`,
  );
}

interface Entry {
  readonly table: string;
  readonly name: string;
  readonly absent: Absent;
  readonly isComputed: boolean;
}

/** A field fits when it fits one of the objects a document may be. */
function entryFault(
  { table, name, absent, isComputed }: Entry,
  members: ObjectValidator[],
  mismatch: (target: GenericValidator) => string | null,
): string[] {
  const targets = members.flatMap(({ fields }) => fields[name] ?? []);
  if (targets.length === 0) return [`${table}.${name}: the plan writes it, but schema.ts has no such field.`];
  const faults = targets.map((target) => mismatch(target) ?? absentMismatch(absent, isComputed, target));
  if (faults.includes(null)) return [];
  return [`${table}.${name}: ${faults[0]}.`];
}

function valueMismatch(role: Role, target: GenericValidator): string | null {
  if (role.kind === "value" || role.kind === "creationTime") return findTypeMismatch(role.of.validator, target);
  return null;
}

function absentMismatch(absent: Absent, isComputed: boolean, target: GenericValidator): string | null {
  if (absent.kind === "leaveOut" && !isComputed && target.isOptional === "required") {
    return "the plan leaves it out when it is NULL (.optional()), but the schema requires it; use .or(…) or v.optional(…)";
  }
  if (absent.kind === "null" && !acceptsNull(target)) {
    return "the plan keeps null (.nullable()), but the schema does not accept null; use .optional() or v.union(…, v.null())";
  }
  return null;
}

/** Whether a field of the schema takes what NULL would become in one of the objects a document may be. */
export function takesAbsent({ validator }: TableShape, name: string, absent: Absent): boolean {
  const targets = objectMembers(validator).flatMap(({ fields }) => fields[name] ?? []);
  return targets.some((target) => absentMismatch(absent, false, target) === null);
}

function requiredFaults(table: PlannedTable, members: ObjectValidator[]): string[] {
  const written = new Set([...table.fields, ...table.refs].map(({ name }) => name));
  const [first, ...others] = members;
  return Object.keys(first!.fields)
    .filter((name) => !written.has(name) && members.every(({ fields }) => fields[name]?.isOptional === "required"))
    .filter((name) => others.every(({ fields }) => name in fields))
    .map(
      (name) =>
        `${table.name}.${name}: schema.ts requires it, but the plan never writes it. Map a column, constant(…), or v.optional(…).`,
    );
}

function legacyFaults(table: PlannedTable, members: ObjectValidator[], target: TableShape): string[] {
  const taken = table.legacyFields.filter((field) => members.some(({ fields }) => field in fields));
  const own = new Map(target[" indexes"]().map(({ indexDescriptor, fields }) => [indexDescriptor, fields]));
  const indexes = [table.id, ...table.lookups].filter(({ index, field }) => {
    const fields = own.get(index);
    return fields !== undefined && !(fields.length === 1 && fields[0] === field);
  });
  return [
    ...taken.map(
      (field) => `${table.name}.${field}: is a legacy field that duringCutover adds; remove it from schema.ts.`,
    ),
    ...indexes.map(
      ({ index }) =>
        `${table.name}: has an index ${index} of its own, and duringCutover adds one of that name; rename it in schema.ts.`,
    ),
  ];
}

interface Described {
  readonly kind: string;
  readonly tableName?: string;
  readonly members?: readonly GenericValidator[];
}

function withoutNull(target: GenericValidator): Described[] {
  const described = target as unknown as Described;
  return described.kind === "union" ? (described.members ?? []).flatMap(withoutNull) : [described];
}

function acceptsNull(target: GenericValidator): boolean {
  return withoutNull(target).some(({ kind }) => kind === "null" || kind === "any");
}

function describe(target: GenericValidator): string {
  const kinds = withoutNull(target).map(({ kind, tableName }) =>
    tableName === undefined ? `v.${kind}()` : `v.id("${tableName}")`,
  );
  return kinds.join(" or ");
}

/** Under this key a relaxed table carries its final form. A registered symbol, since the command may load another copy of this module. */
const key = Symbol.for("convex-cutover.finalTable");

/** Remembers the final form of a table that was relaxed for the migration. */
export function rememberFinalTable<Table extends object>(open: Table, final: object): Table {
  return Object.defineProperty(open, key, { value: final });
}

/** The table as the final schema has it; itself if it was never relaxed. */
export function finalTableOf<Table extends object>(table: Table): Table {
  return (table as { readonly [key]?: Table })[key] ?? table;
}
