import { columnsOf, entriesOf, type Entry, fieldNameOf, findIdEntry, findKeyEntry, legacyFieldOf } from "./entries.js";
import { isIdentifier } from "./names.js";
import type { Tables } from "./plan.js";
import type { SpecPart, TableSpec } from "./table.js";

/** What is wrong with one mapping of a table. `where` names it in messages. */
export function findPartFaults(where: string, part: SpecPart, specs: Tables): string[] {
  return [
    ...nameFaults(where, part),
    ...idFaults(where, part),
    ...entriesOf(part).flatMap((entry) => refFaults(where, entry, specs)),
  ];
}

function nameFaults(where: string, part: SpecPart): string[] {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const [key, name] of writtenNames(part)) {
    const owner = owners.get(name);
    if (owner !== undefined) {
      faults.push(
        `${where}: "${owner}" and "${key}" both become the field "${name}". Give one another name: .as("…").`,
      );
    }
    owners.set(name, key);
    if (name !== "_creationTime" && !isIdentifier(name)) {
      faults.push(`${where}: "${key}" becomes "${name}", which is not a field name Convex takes. Use .as("…").`);
    }
  }
  return faults;
}

/** Every field the part writes, with the plan's key for it; a reference writes its legacy field, too. */
export function writtenNames(part: SpecPart): [key: string, name: string][] {
  return entriesOf(part).flatMap((entry): [string, string][] => {
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

function idFaults(where: string, part: SpecPart): string[] {
  const ids = Object.values(part.fields).filter(({ parts }) => parts.role.kind === "id");
  if (ids.length === 1) return [];
  return ids.length === 0
    ? [`${where}: no column is the id. Write id() at the primary key, or id().from("a", "b") for a composite one.`]
    : [`${where}: ${ids.length} columns are ids. Keep one; a composite id is id().from("a", "b").`];
}

function refFaults(where: string, entry: Entry, specs: Tables): string[] {
  const { role } = entry[1].parts;
  if (role.kind !== "ref") return [];
  const place = `${where}.${entry[0]}`;
  const target = specs[role.table];
  if (target === undefined) {
    return [`${place}: refers to "${role.table}", which is not in the plan. Add the table, or omit the column.`];
  }
  if (role.to === null) return idRefFaults(place, entry, role, target);
  const { to } = role;
  const whole = target.parts.some((part) => to.every((column) => findKeyEntry(part, column) !== undefined));
  if (!whole) {
    const unknown = to.filter((column) => target.parts.every((part) => findKeyEntry(part, column) === undefined));
    return [`${place}: refers to ${role.table} by ${unknown.join(", ")}, which the plan does not map there.`];
  }
  return widthFaults(place, entry, to);
}

function idRefFaults(
  place: string,
  entry: Entry,
  { table, source }: { readonly table: string; readonly source: string | null },
  { parts }: TableSpec,
): string[] {
  const meant = source === null ? parts : parts.filter(({ sources }) => sources.includes(source));
  if (meant.length !== 1) {
    const names = parts.map(({ sources }) => JSON.stringify(sources[0])).join(" or ");
    return [`${place}: ${table} has several sources. Say whose id this is: { source: ${names} }.`];
  }
  const idEntry = findIdEntry(meant[0]!);
  return widthFaults(place, entry, idEntry === undefined ? [""] : columnsOf(idEntry));
}

function widthFaults(place: string, entry: Entry, wanted: readonly string[]): string[] {
  const given = columnsOf(entry);
  if (wanted.length === given.length) return [];
  const names = wanted.join(", ");
  return [
    `${place}: reads ${given.length} column(s), but the key it refers to has ${wanted.length} (${names}). Use .from(…).`,
  ];
}
