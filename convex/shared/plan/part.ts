import { inputsOf } from "./columns.js";
import { columnsOf, entriesOf, type Entry, fieldNameOf, findIdEntry, findKeyEntry, legacyFieldOf } from "./entries.js";
import { camelCase, capitalize, snakeCase } from "./names.js";
import type { KeyParts, Lookup, PlannedField, PlannedPart, PlannedRef, Tables } from "./plan.js";
import type { SpecPart } from "./table.js";

/** Works out one part of a table of a plan that has no faults. */
export function planPart(table: string, part: SpecPart, specs: Tables): PlannedPart {
  const entries = entriesOf(part);
  const { jq, filter, rejectWhen, columns = {} } = part.options;
  return {
    jq,
    filter,
    rejectWhen,
    sources: part.sources,
    configured: part.configured,
    fields: entries.flatMap(planField),
    id: idLookup(part),
    lookups: alternateLookups(table, part, specs),
    refs: entries.flatMap((entry) => planRef(entry, specs)),
    omitted: entries.flatMap(([column, { parts }]) =>
      parts.role.kind === "omit" ? [{ column, reason: parts.role.reason }] : [],
    ),
    columns: readColumns(part),
    derived: Object.entries(columns),
  };
}

/** Rules may look at any column the plan names, so with rules the omitted ones are read too. */
function readColumns(part: SpecPart): string[] {
  const { filter, rejectWhen, columns: derived = {} } = part.options;
  const hasRules = filter !== undefined || rejectWhen !== undefined;
  const read = entriesOf(part).filter(([, { parts }]) => hasRules || parts.role.kind !== "omit");
  const named = [...read.flatMap(columnsOf), ...Object.values(derived).flatMap(inputsOf)];
  return [...new Set(named)].filter((column) => !Object.hasOwn(derived, column));
}

function planField(entry: Entry): PlannedField[] {
  const { role, absent } = entry[1].parts;
  if (role.kind === "omit" || role.kind === "ref" || role.kind === "id") return [];
  return [{ name: fieldNameOf(entry), columns: columnsOf(entry), role, absent }];
}

function idLookup(part: SpecPart): Lookup {
  const entry = findIdEntry(part)!;
  const columns = columnsOf(entry);
  const { role } = entry[1].parts;
  const parts = role.kind === "id" ? columns.map(() => role.of) : [];
  return { columns, parts, field: "legacyId", index: "by_legacy_id" };
}

/** The keys other than its id by which references of the plan lead to this table, as far as this part has them. */
function alternateLookups(table: string, part: SpecPart, specs: Tables): Lookup[] {
  const lookups = new Map<string, Lookup>();
  const fields = Object.values(specs).flatMap(({ parts }) => parts.flatMap((each) => Object.values(each.fields)));
  for (const { parts } of fields) {
    if (parts.role.kind !== "ref" || parts.role.table !== table || parts.role.to === null) continue;
    const lookup = alternateLookup(parts.role.to, part, specs);
    if (lookup !== null) lookups.set(lookup.field, lookup);
  }
  return [...lookups.values()];
}

/** Null where this part does not read the key's columns. */
function alternateLookup(to: readonly string[], part: SpecPart, specs: Tables): Lookup | null {
  const entries = to.map((column) => findKeyEntry(part, column)).filter((entry) => entry !== undefined);
  if (entries.length < to.length) return null;
  const field = `legacyKey${to.map((column) => capitalize(camelCase(column))).join("")}`;
  return {
    columns: entries.map((entry) => columnsOf(entry)[0]!),
    parts: entries.map((entry) => keyPart(entry, specs)),
    field,
    index: `by_${snakeCase(field)}`,
  };
}

/** The part of its target whose key a reference holds. */
function refLookup({ table, to, source }: RefRole, specs: Tables): Lookup {
  const { parts } = specs[table]!;
  if (to === null)
    return idLookup(parts.find(({ sources }) => source !== null && sources.includes(source)) ?? parts[0]!);
  return parts.flatMap((part) => alternateLookup(to, part, specs) ?? [])[0]!;
}

interface RefRole {
  readonly table: string;
  readonly to: readonly string[] | null;
  readonly source: string | null;
}

function planRef(entry: Entry, specs: Tables): PlannedRef[] {
  const { role, absent } = entry[1].parts;
  if (role.kind !== "ref") return [];
  const lookup = refLookup(role, specs);
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
function keyPart([key, { parts }]: Entry, specs: Tables): KeyParts[number] {
  const { role } = parts;
  if (role.kind === "ref") return refLookup(role, specs).parts[0]!;
  if (role.kind === "value" || role.kind === "creationTime" || role.kind === "id") return role.of;
  throw new Error(`Column "${key}" cannot be part of a key: it is ${role.kind}.`);
}
