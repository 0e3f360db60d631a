import { defaultInvalid, findFileFaults } from "./files.js";
import { findOmitFaults, findPlanFaults } from "./faults.js";
import { findUnknownOptions, type PlanOptions } from "./options.js";
import type { KeyParts, Lookup, Plan, PlannedField, PlannedPart, PlannedRef, PlannedTable } from "./plan.js";
import type { SpecPart, Tables } from "./table.js";
import { findTaskFaults, planTasks } from "./tasks.js";
import { findChecklistFaults } from "./window.js";
import { listKind } from "../kinds/list.js";
import { inputsOf } from "./columns.js";
import {
  type Entry,
  camelCase,
  capitalize,
  columnsOf,
  entriesOf,
  fieldNameOf,
  findIdEntry,
  findKeyEntry,
  legacyFieldOf,
  snakeCase,
} from "./names.js";

/**
 * The plan: what is migrated and how. Keys are the Convex tables. `shape` refuses sources of another version, `omit` leaves tables
 * out by name, `window` says what `cutover go` does around the migration, `tasks` what runs after it, `files` where the files lie that rows name. Never throws: `faults` lists every error of the plan, so that
 * one run can print them together with all other errors of the configuration.
 *
 * @example
 * ```ts
 * import { definePlan, email, id, ref, table, text } from "convex-cutover";
 *
 * export default definePlan(
 *   {
 *     users: table("public.users", { id: id(), email: email() }, { match: "email" }),
 *     cases: table("public.cases", { id: id(), user_id: ref("users"), title: text() }),
 *   },
 *   {
 *     omit: { "public.audit_log": "kept in the archive" },
 *     window: { rollbackWindow: "14d", hooks: { notify: "./notify.sh" } },
 *     tasks: { tidyUp: { after: "24h", run: "tidyUp:run" } },
 *   },
 * );
 * ```
 */
export function definePlan<const T extends Tables>(specs: T, options: PlanOptions = {}): Plan<T> {
  const { shape = null, omit = {}, unmatchedUsers = null, window = {}, tasks = {}, files = {} } = options;
  const faults = [
    ...findUnknownOptions(specs, options),
    ...findPlanFaults(specs),
    ...findOmitFaults(specs, omit),
    ...findTaskFaults(tasks, window),
    ...findChecklistFaults(window),
    ...findFileFaults(specs, files),
  ];
  const tables = new Map<string, PlannedTable>();
  if (faults.length === 0) {
    for (const name of Object.keys(specs)) tables.set(name, planTable(name, specs));
  }
  return { specs, tables, shape, omit, unmatchedUsers, window, tasks: planTasks(tasks, window), files, faults };
}

/** Plans one table: its parts, and what all of them together write. The plan has no faults. */
function planTable(name: string, specs: Tables): PlannedTable {
  const spec = specs[name]!;
  const parts = spec.parts.map((part) => planPart(name, part, specs));
  const { allow, ...options } = spec.options;
  const id = parts[0]!.id;
  const lookups = oneOfEach(
    parts.flatMap((part) => part.lookups),
    fieldOf,
  );
  const refs = oneOfEach(
    parts.flatMap((part) => part.refs),
    nameOf,
  );
  return {
    ...options,
    name,
    parts,
    sources: parts.flatMap(({ sources }) => sources),
    columns: [...new Set(parts.flatMap(({ columns }) => columns))],
    fields: oneOfEach(
      parts.flatMap(({ fields }) => fields),
      nameOf,
      rank,
    ),
    id,
    lookups,
    refs,
    allow: { rejected: allow?.rejected ?? 0, issues: allow?.issues ?? 0, files: allow?.files ?? 0 },
    legacyFields: [id.field, ...lookups.map(fieldOf), ...refs.map(({ legacyField }) => legacyField)],
  };
}

/** Of the parts that write a field, one with a kind decides its values, and one that always writes it makes it required. */
function rank({ role, absent }: PlannedField): number {
  return (role.kind === "value" || role.kind === "creationTime" ? 0 : 2) + (absent.kind === "leaveOut" ? 1 : 0);
}

/** One item for each key, in the order in which the keys came first: the one of least rank. */
function oneOfEach<T>(items: readonly T[], keyOf: (item: T) => string, rankOf: (item: T) => number = () => 0): T[] {
  const chosen = new Map<string, T>();
  for (const item of items) {
    const known = chosen.get(keyOf(item));
    if (known === undefined || rankOf(item) < rankOf(known)) chosen.set(keyOf(item), item);
  }
  return [...chosen.values()];
}

const fieldOf = ({ field }: Pick<Lookup, "field">) => field;
const nameOf = ({ name }: { readonly name: string }) => name;

/** Plans one part of a table. The plan has no faults. */
function planPart(table: string, part: SpecPart, specs: Tables): PlannedPart {
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
  const { role, absent, invalid = defaultInvalid(entry[1].parts) } = entry[1].parts;
  if (role.kind === "omit" || role.kind === "ref" || role.kind === "id") return [];
  return [{ name: fieldNameOf(entry), columns: columnsOf(entry), role, absent, invalid }];
}

function idLookup(part: SpecPart): Lookup {
  const entry = findIdEntry(part)!;
  const columns = columnsOf(entry);
  const { role } = entry[1].parts;
  const parts = role.kind === "id" ? columns.map(() => role.of) : [];
  return { columns, parts, field: "legacyId", index: "by_legacy_id" };
}

/** The keys other than its id that references of the plan use for this table, as far as this part has them. */
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
      list: role.list === null ? null : listKind(lookup.parts[0]!, role.list),
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
