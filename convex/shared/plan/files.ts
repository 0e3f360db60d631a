import type { FindFile } from "../kinds/kind.js";
import type { Field, Invalid } from "./field.js";
import { entriesOf, fieldNameOf } from "./names.js";
import type { FilesPlan } from "./places.js";
import type { Plan, PlannedField, PlannedPart, PlannedTable } from "./plan.js";
import type { Tables } from "./table.js";

/** Places that are named and not described, and the reverse. */
export function findFileFaults(specs: Tables, files: FilesPlan): string[] {
  const named = Object.entries(specs).flatMap(([table, { parts }]) =>
    parts.flatMap(entriesOf).flatMap((entry) => {
      const place = placeOf(entry[1].parts.role);
      return place === undefined ? [] : [{ place, field: `${table}.${fieldNameOf(entry)}` }];
    }),
  );
  const unknown = named.filter(({ place }) => !Object.hasOwn(files, place));
  const unused = Object.keys(files).filter((place) => named.every((each) => each.place !== place));
  return [
    ...unknown.map(
      ({ place, field }) =>
        `${field}: the plan's files have no "${place}". Add { files: { ${JSON.stringify(place)}: folder("./…") } }.`,
    ),
    ...unused.map(
      (place) => `files: no field of the plan has files of "${place}". Remove it, or write file("${place}").`,
    ),
  ];
}

function placeOf(role: Field["parts"]["role"] | PlannedField["role"]): string | undefined {
  return role.kind === "value" ? role.of.files?.place : undefined;
}

/** A file that is not there leaves out what may be left out, unless the plan says otherwise. */
export function defaultInvalid({ role, absent }: Field["parts"]): Invalid {
  const mayLack = placeOf(role) !== undefined && absent.kind !== "reject";
  return { kind: mayLack ? "clear" : "reject" };
}

/** The tables whose rows name files. */
export function tablesWithFiles({ tables }: Plan): PlannedTable[] {
  return [...tables.values()].filter((table) => table.parts.some(hasFiles));
}

function hasFiles({ fields }: PlannedPart): boolean {
  return fields.some(({ role }) => placeOf(role) !== undefined);
}

/** The same plan, whose files are looked up so. */
export function withFiles(plan: Plan, find: FindFile): Plan {
  const bind = (field: PlannedField): PlannedField => {
    const { role } = field;
    const files = role.kind === "value" ? role.of.files : undefined;
    return files === undefined ? field : { ...field, role: { kind: "value", of: files.withFiles(find) } };
  };
  const tables = [...plan.tables.values()].map((table): [string, PlannedTable] => {
    if (!table.parts.some(hasFiles)) return [table.name, table];
    const parts = table.parts.map((part) => ({ ...part, fields: part.fields.map(bind) }));
    return [table.name, { ...table, parts, fields: table.fields.map(bind) }];
  });
  return { ...plan, tables: new Map(tables) };
}
