import {
  type Entry,
  columnsOf,
  entriesOf,
  fieldNameOf,
  findIdEntry,
  findKeyEntry,
  isIdentifier,
  legacyFieldOf,
} from "./names.js";
import type { SpecPart, TableSpec, Tables } from "./table.js";

/** Everything wrong with a plan by itself: sentences that name table and column and say what to write. */
export function findPlanFaults(specs: Tables): string[] {
  return Object.entries(specs).flatMap(([name, spec]) => [
    ...tableNameFaults(name),
    ...spec.parts.flatMap((part) => findPartFaults(name, part, specs)),
    ...rowKeyFaults(name, spec),
    ...targetFaults(name, spec),
    ...optionFaults(name, spec),
    ...matchFaults(name, spec),
    ...mergeFaults(name, spec),
    ...cycleFaults(name, specs, rejectingParents, orphanCycle),
    ...cycleFaults(name, specs, mergedParents, mergeCycle),
  ]);
}

const plain = (name: string) => name.replace(/^public\./, "");

/** Tables left out by name need a reason, and cannot be migrated as well. */
export function findOmitFaults(specs: Tables, omit: Readonly<Record<string, string>>): string[] {
  return Object.entries(omit).flatMap(([name, reason]) => {
    const reader = Object.entries(specs).find(([, { parts }]) =>
      parts.some(({ sources }) => sources.some((source) => plain(source) === plain(name))),
    );
    return [
      ...(reason.trim() === "" ? [`omit: "${name}" is left out without a reason. Write it: { "${name}": "…" }.`] : []),
      ...(reader === undefined
        ? []
        : [`omit: "${name}" is left out, but ${reader[0]} reads it. Remove one of the two.`]),
    ];
  });
}

function tableNameFaults(table: string): string[] {
  return isIdentifier(table) ? [] : [`"${table}" is not a valid Convex table name: use letters, digits and _.`];
}

/** Equal rows of two sources would have one key. */
function rowKeyFaults(table: string, { parts }: TableSpec): string[] {
  const isByContent = parts.some((part) => {
    const entry = findIdEntry(part);
    return entry !== undefined && columnsOf(entry).length === 0;
  });
  if (!isByContent || parts.flatMap(({ sources }) => sources).length === 1) return [];
  return [
    `${table}: rowKey() tells the rows of one source apart, but the table has several. Give each a table of its own.`,
  ];
}

/** Parts of a union may write the same reference if it has the same target table. */
function targetFaults(table: string, spec: TableSpec): string[] {
  const targets = new Map<string, string>();
  return spec.parts.flatMap(entriesOf).flatMap((entry) => {
    const { role } = entry[1].parts;
    if (role.kind !== "ref") return [];
    const name = fieldNameOf(entry);
    const key = role.to === null ? "" : ` by ${role.to.join(", ")}`;
    const target = `${role.list === null ? "" : "a list of "}${role.table}${key}`;
    const other = targets.get(name) ?? target;
    targets.set(name, other);
    return other === target ? [] : [`${table}.${name}: refers to ${other} in one part and to ${target} in another.`];
  });
}

function optionFaults(table: string, spec: TableSpec): string[] {
  const names = new Set(spec.parts.flatMap(writtenNames).map(([, name]) => name));
  const { match, formerly, wins, unique = [], merge } = spec.options;
  const derived = new Set(spec.parts.flatMap(({ options }) => Object.keys(options.columns ?? {})));
  const fields = [
    ...(match === undefined ? [] : [match].flat()),
    ...(formerly === undefined ? [] : [formerly]),
    ...Object.keys(wins ?? {}),
    ...unique.flat(),
    ...(merge?.by.filter((name) => !derived.has(name)) ?? []),
    ...(merge?.keep === undefined ? [] : [merge.keep]),
    ...Object.keys(merge?.combine ?? {}),
  ];
  return fields
    .filter((name) => !names.has(name))
    .map((name) => `${table}: the options name the field "${name}", which the table does not have.`);
}

function matchFaults(table: string, { options: { match, formerly, wins } }: TableSpec): string[] {
  const faults: string[] = [];
  const isAddress = typeof match === "string";
  if (match !== undefined && !isAddress && match.length === 0) {
    faults.push(`${table}: match names no field. Write { match: "email" }.`);
  }
  if (formerly !== undefined && (!isAddress || formerly === match)) {
    faults.push(
      `${table}: formerly names the field with the users' previous address, beside a match by one other field. Write { match: "email", formerly: "oldEmail" }.`,
    );
  }
  if (wins !== undefined && match === undefined) {
    faults.push(
      `${table}: wins decides whose value is kept when a row merges into an account, but the table has no match.`,
    );
  }
  for (const name of Object.keys(wins ?? {})) {
    const isKey = isAddress ? name === match : match?.includes(name);
    if (isKey === true)
      faults.push(
        `${table}: wins names "${name}", which accounts are matched by and users sign in with: the account's value always stays.`,
      );
    if (name === "_creationTime")
      faults.push(`${table}: wins names _creationTime, which cannot change on an existing account.`);
  }
  return faults;
}

function mergeFaults(table: string, { options: { merge } }: TableSpec): string[] {
  if (merge === undefined || merge.by.length > 0) return [];
  return [`${table}: merge names no field to compare rows by. Name one: { merge: { by: ["email"] } }.`];
}

/** The tables a table cannot be read before. */
type Parents = (table: string, specs: Tables) => string[];

function cycleFaults(table: string, specs: Tables, parentsOf: Parents, sentence: (table: string) => string): string[] {
  const seen = new Set<string>();
  const waiting = parentsOf(table, specs);
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    if (parent === table) return [sentence(table)];
    if (!seen.has(parent)) waiting.push(...parentsOf(parent, specs));
    seen.add(parent);
  }
  return [];
}

/** A table whose orphans are rejected is read after the tables it refers to: so it cannot wait for itself. */
function rejectingParents(table: string, specs: Tables): string[] {
  return refsOf(table, specs).flatMap(({ role }) => (role.missing === "reject" ? [role.table] : []));
}

const orphanCycle = (table: string) =>
  `${table}: { missing: "reject" } makes a cycle through ${table}. Use "issue" or "clear" for one reference of the cycle.`;

/** Rows that are equal by a reference can only be merged after its target table is. */
function mergedParents(table: string, specs: Tables): string[] {
  const by = specs[table]?.options.merge?.by ?? [];
  return refsOf(table, specs).flatMap(({ name, role }) => (by.includes(name) ? [role.table] : []));
}

const mergeCycle = (table: string) =>
  `${table}: merge compares a reference that points back to ${table}, which would have to be merged first. Compare by another field.`;

function refsOf(table: string, specs: Tables) {
  return (specs[table]?.parts ?? []).flatMap(entriesOf).flatMap((entry) => {
    const { role } = entry[1].parts;
    return role.kind === "ref" ? [{ name: fieldNameOf(entry), role }] : [];
  });
}

/** What is wrong with one mapping of a table. `where` names it in messages. */
function findPartFaults(where: string, part: SpecPart, specs: Tables): string[] {
  return [
    ...nameFaults(where, part),
    ...idFaults(where, part),
    ...entriesOf(part).flatMap((entry) => [...refFaults(where, entry, specs), ...invalidFaults(where, entry)]),
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
      faults.push(`${where}: "${key}" becomes "${name}", which is not a valid Convex field name. Use .as("…").`);
    }
  }
  return faults;
}

/** Every field the part writes, with the plan's key for it; a reference writes its legacy field, too. */
function writtenNames(part: SpecPart): [key: string, name: string][] {
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
    ? [
        `${where}: no column is the id. Write id() at the primary key, id().from("a", "b") for a composite one, or legacyId: rowKey() where there is none.`,
      ]
    : [`${where}: ${ids.length} columns are ids. Keep one; a composite id is id().from("a", "b").`];
}

/** A cleared value becomes what NULL becomes. */
function invalidFaults(where: string, [key, { parts }]: Entry): string[] {
  const { role, absent, invalid } = parts;
  if (invalid === undefined || invalid.kind === "reject") return [];
  if (role.kind !== "value" && role.kind !== "creationTime") {
    return [`${where}.${key}: .invalid(…) is for values: a ${role.kind} has none that could be replaced.`];
  }
  if (invalid.kind === "replace" || absent.kind !== "reject") return [];
  return [
    `${where}.${key}: .invalid("clear") makes a value NULL. Say what NULL becomes: .optional(), .nullable() or .or(…).`,
  ];
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
  if (idEntry !== undefined && columnsOf(idEntry).length === 0) {
    return [
      `${place}: refers to ${table}, whose rows have no key but rowKey(). Give ${table} an id(), or name another column: { to: "…" }.`,
    ];
  }
  return widthFaults(place, entry, idEntry === undefined ? [""] : columnsOf(idEntry));
}

function widthFaults(place: string, entry: Entry, wanted: readonly string[]): string[] {
  const given = columnsOf(entry);
  const { role } = entry[1].parts;
  if (role.kind === "ref" && role.list !== null && wanted.length > 1) {
    return [
      `${place}: is a list of keys, but the key it refers to has ${wanted.length} columns (${wanted.join(", ")}). Name a single column that is unique: list(ref("${role.table}", { to: "…" })).`,
    ];
  }
  if (wanted.length === given.length) return [];
  const names = wanted.join(", ");
  return [
    `${place}: reads ${given.length} column(s), but the key it refers to has ${wanted.length} (${names}). Use .from(…).`,
  ];
}
