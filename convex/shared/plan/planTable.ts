import type { Lookup, PlannedField, PlannedTable, Tables } from "./plan.js";
import { planPart } from "./part.js";

/** Works out one table of a plan that has no faults: its parts, and what all of them together write. */
export function planTable(name: string, specs: Tables): PlannedTable {
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
    allow: { rejected: allow?.rejected ?? 0, issues: allow?.issues ?? 0 },
    legacyFields: [id.field, ...lookups.map(fieldOf), ...refs.map(({ legacyField }) => legacyField)],
  };
}

/** Of the parts that write a field, one with a kind says what its values are; and where one always writes it, it is always there. */
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
