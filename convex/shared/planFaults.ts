import type { Field } from "./field.js";
import { isIdentifier } from "./names.js";
import type { Tables } from "./plan.js";
import { columnsOf, fieldNameOf, findColumn, findIdEntry, legacyFieldOf } from "./planTable.js";
import type { TableSpec } from "./table.js";

/** Everything that is wrong with a plan by itself, as sentences that name table and column and say what to write. */
export function findPlanFaults(specs: Tables): string[] {
  return Object.entries(specs).flatMap(([name, spec]) => [
    ...nameFaults(name, spec),
    ...idFaults(name, spec),
    ...refFaults(name, spec, specs),
    ...optionFaults(name, spec),
    ...orphanCycleFaults(name, specs),
  ]);
}

function nameFaults(table: string, spec: TableSpec): string[] {
  const faults: string[] = [];
  if (!isIdentifier(table)) faults.push(`"${table}" is not a table name Convex takes: use letters, digits and _.`);
  const owners = new Map<string, string>();
  for (const [key, name] of writtenNames(spec)) {
    const owner = owners.get(name);
    if (owner !== undefined) {
      faults.push(
        `${table}: "${owner}" and "${key}" both become the field "${name}". Give one another name: .as("…").`,
      );
    }
    owners.set(name, key);
    if (name !== "_creationTime" && !isIdentifier(name)) {
      faults.push(`${table}: "${key}" becomes "${name}", which is not a field name Convex takes. Use .as("…").`);
    }
  }
  return faults;
}

function writtenNames(spec: TableSpec): [key: string, name: string][] {
  return Object.entries(spec.fields).flatMap((entry): [string, string][] => {
    const [key, { parts }] = entry;
    if (parts.role.kind === "omit") return [];
    const name = fieldNameOf(entry);
    return parts.role.kind === "ref"
      ? [
          [key, name],
          [key, legacyFieldOf(name)],
        ]
      : [[key, name]];
  });
}

function idFaults(table: string, spec: TableSpec): string[] {
  const ids = Object.values(spec.fields).filter(({ parts }) => parts.role.kind === "id");
  if (ids.length === 1) return [];
  return ids.length === 0
    ? [`${table}: no column is the id. Write id() at the primary key, or id().from("a", "b") for a composite one.`]
    : [`${table}: ${ids.length} columns are ids. Keep one; a composite id is id().from("a", "b").`];
}

function refFaults(table: string, spec: TableSpec, specs: Tables): string[] {
  return Object.entries(spec.fields).flatMap(([key, field]) => {
    const { role } = field.parts;
    if (role.kind !== "ref") return [];
    const target = specs[role.table];
    if (target === undefined) {
      return [
        `${table}.${key}: refers to "${role.table}", which is not in the plan. Add the table, or omit the column.`,
      ];
    }
    const unknown = (role.to ?? []).filter((column) => findColumn(target, column) === undefined);
    if (unknown.length > 0) {
      return [`${table}.${key}: refers to ${role.table} by ${unknown.join(", ")}, which the plan does not map there.`];
    }
    return widthFaults(table, [key, field], target, role.to);
  });
}

function widthFaults(
  table: string,
  entry: readonly [string, Field],
  target: TableSpec,
  to: readonly string[] | null,
): string[] {
  const idEntry = findIdEntry(target);
  const wanted = to ?? (idEntry === undefined ? [""] : columnsOf(idEntry));
  const given = columnsOf(entry);
  if (wanted.length === given.length) return [];
  const names = wanted.join(", ");
  return [
    `${table}.${entry[0]}: reads ${given.length} column(s), but the key it refers to has ${wanted.length} (${names}). Use .from(…).`,
  ];
}

function optionFaults(table: string, spec: TableSpec): string[] {
  const names = new Set(writtenNames(spec).map(([, name]) => name));
  const { match, unique = [] } = spec.options;
  const named = [...(match === undefined ? [] : [match]), ...unique.flat()];
  return named
    .filter((name) => !names.has(name))
    .map((name) => `${table}: the options name the field "${name}", which the table does not have.`);
}

/** A table whose orphans are rejected is read after the tables it refers to: so it cannot wait for itself. */
function orphanCycleFaults(table: string, specs: Tables): string[] {
  const seen = new Set<string>();
  const waiting = parentsOf(table, specs);
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    if (parent === table) {
      return [
        `${table}: { missing: "reject" } leads back to ${table}. Use "issue" or "clear" for one reference of the circle.`,
      ];
    }
    if (!seen.has(parent)) waiting.push(...parentsOf(parent, specs));
    seen.add(parent);
  }
  return [];
}

function parentsOf(table: string, specs: Tables): string[] {
  return Object.values(specs[table]?.fields ?? {}).flatMap(({ parts: { role } }) =>
    role.kind === "ref" && role.missing === "reject" ? [role.table] : [],
  );
}
