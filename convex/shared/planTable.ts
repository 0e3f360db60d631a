import type { Field } from "./field.js";
import { camelCase, capitalize, snakeCase } from "./names.js";
import type { KeyParts, Lookup, PlannedField, PlannedRef, PlannedTable, Tables } from "./plan.js";
import type { TableSpec } from "./table.js";

type Entry = readonly [key: string, field: Field];

/** Works out one table of a plan that has no faults. */
export function planTable(name: string, specs: Tables): PlannedTable {
  const spec = specs[name]!;
  const entries = Object.entries(spec.fields);
  const id = idLookup(spec);
  const lookups = alternateLookups(name, specs);
  const refs = entries.flatMap((entry) => planRef(entry, specs));
  const { allow, ...options } = spec.options;
  return {
    ...options,
    name,
    sources: spec.sources,
    fields: entries.flatMap(planField),
    id,
    lookups,
    refs,
    omitted: entries.flatMap(([column, { parts }]) =>
      parts.role.kind === "omit" ? [{ column, reason: parts.role.reason }] : [],
    ),
    columns: readColumns(spec),
    allow: { rejected: allow?.rejected ?? 0, issues: allow?.issues ?? 0 },
    legacyFields: [id.field, ...lookups.map(({ field }) => field), ...refs.map(({ legacyField }) => legacyField)],
  };
}

/** The columns an entry reads. A constant reads none; an omitted column is named but not read. */
export function columnsOf([key, { parts }]: Entry): readonly string[] {
  return parts.columns ?? [key];
}

/** The name an entry has in Convex. */
export function fieldNameOf([key, { parts }]: Entry): string {
  if (parts.role.kind === "creationTime") return "_creationTime";
  if (parts.role.kind === "id") return "legacyId";
  return parts.name ?? camelCase(key);
}

export function legacyFieldOf(refName: string): string {
  return `legacy${capitalize(refName)}`;
}

function planField(entry: Entry): PlannedField[] {
  const { role, absent } = entry[1].parts;
  if (role.kind === "omit" || role.kind === "ref" || role.kind === "id") return [];
  return [{ name: fieldNameOf(entry), columns: columnsOf(entry), role, absent }];
}

/** Rules may look at any column the plan names, so with rules the omitted ones are read too. */
function readColumns(spec: TableSpec): string[] {
  const hasRules = spec.options.filter !== undefined || spec.options.rejectWhen !== undefined;
  const read = Object.entries(spec.fields).filter(([, { parts }]) => hasRules || parts.role.kind !== "omit");
  return [...new Set(read.flatMap(columnsOf))];
}

export function findIdEntry(spec: TableSpec): Entry | undefined {
  return Object.entries(spec.fields).find(([, { parts }]) => parts.role.kind === "id");
}

function idLookup(spec: TableSpec): Lookup {
  const entry = findIdEntry(spec)!;
  const columns = columnsOf(entry);
  const { role } = entry[1].parts;
  const parts = role.kind === "id" ? columns.map(() => role.of) : [];
  return { columns, parts, field: "legacyId", index: "by_legacy_id" };
}

/** The keys other than its id by which references of the plan lead to this table. */
function alternateLookups(name: string, specs: Tables): Lookup[] {
  const lookups = new Map<string, Lookup>();
  for (const spec of Object.values(specs)) {
    for (const { parts } of Object.values(spec.fields)) {
      if (parts.role.kind !== "ref" || parts.role.table !== name || parts.role.to === null) continue;
      const lookup = alternateLookup(parts.role.to, name, specs);
      lookups.set(lookup.field, lookup);
    }
  }
  return [...lookups.values()];
}

function alternateLookup(columns: readonly string[], target: string, specs: Tables): Lookup {
  const field = `legacyKey${columns.map((column) => capitalize(camelCase(column))).join("")}`;
  const parts = columns.map((column) => keyPart(column, target, specs));
  return { columns, parts, field, index: `by_${snakeCase(field)}` };
}

function planRef(entry: Entry, specs: Tables): PlannedRef[] {
  const { role, absent } = entry[1].parts;
  if (role.kind !== "ref") return [];
  const target = specs[role.table]!;
  const lookup = role.to === null ? idLookup(target) : alternateLookup(role.to, role.table, specs);
  const name = fieldNameOf(entry);
  return [
    {
      name,
      legacyField: legacyFieldOf(name),
      columns: columnsOf(entry),
      parts: lookup.parts,
      target: role.table,
      lookup,
      missing: role.missing,
      absent,
    },
  ];
}

/** The kind that reads one column of a key. A column that is itself a reference is read as its target's key is. */
function keyPart(column: string, table: string, specs: Tables): KeyParts[number] {
  const spec = specs[table]!;
  const entry = findColumn(spec, column)!;
  const { role } = entry[1].parts;
  if (role.kind === "ref")
    return role.to === null ? idLookup(specs[role.table]!).parts[0]! : keyPart(role.to[0]!, role.table, specs);
  if (role.kind === "value" || role.kind === "creationTime" || role.kind === "id") return role.of;
  throw new Error(`Column "${column}" of "${table}" cannot be part of a key: it is ${role.kind}.`);
}

/** The entry that reads exactly this column and has a kind. */
export function findColumn(spec: TableSpec, column: string): Entry | undefined {
  return Object.entries(spec.fields).find((entry) => {
    const columns = columnsOf(entry);
    const keyed = ["value", "creationTime", "id", "ref"].includes(entry[1].parts.role.kind);
    return keyed && columns.length === 1 && columns[0] === column;
  });
}
