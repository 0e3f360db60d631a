import type { DerivedColumn, Environment, LookupColumn } from "../../../convex/shared/plan/columns.js";
import { quote, type Raw, Reject, reject } from "../../../convex/shared/kinds/kind.js";
import { type PlannedPart, rawRow } from "../../../convex/shared/plan/plan.js";
import type { Reason } from "./convertRow.js";
import { keyText, type Lookups } from "../lookups/lookups.js";

type Row = readonly Raw[];

/** Adds the derived columns to a row whose columns are the source's; null where one of them is a reason against it. */
export type Extend = (row: Row, reasons: Reason[]) => Row | null;

/** `columns`: the source's, in the order of its rows. Derived ones follow them, in the plan's order. */
export function compileDerived(
  { derived }: PlannedPart,
  columns: readonly string[],
  lookups: Lookups,
  env: Environment,
): Extend {
  if (derived.length === 0) return (row) => row;
  const names = [...columns];
  const steps = derived.map(([name, column]) => {
    const compute = compileColumn(column, [...names], lookups, env);
    names.push(name);
    return { name, compute };
  });
  return (row, reasons) => {
    const extended: Raw[] = row.slice(0, columns.length);
    for (const { name, compute } of steps) {
      const value = compute(extended);
      if (value instanceof Reject) {
        reasons.push({ column: name, code: value.code, message: value.message });
        return null;
      }
      extended.push(value);
    }
    return extended;
  };
}

function compileColumn(
  column: DerivedColumn,
  names: readonly string[],
  lookups: Lookups,
  env: Environment,
): (row: Row) => Raw | Reject {
  if (column.kind === "lookup") return compileLookup(column, names, lookups);
  const { columns, compute } = column;
  const at = columns.map((name) => names.indexOf(name));
  return (row) => {
    const read = rawRow(
      columns,
      at.map((index) => row[index] ?? null),
    );
    try {
      return compute(read, env);
    } catch (error) {
      return reject("rule_failed", `The plan's derived column threw: ${String(error)}`);
    }
  };
}

function compileLookup(column: LookupColumn, names: readonly string[], lookups: Lookups): (row: Row) => Raw | Reject {
  const { index, identity } = lookups.get(column)!;
  const at = Object.values(column.where).map((name) => names.indexOf(name));
  const upTo = column.latest === null ? -1 : names.indexOf(column.latest.notAfter);
  return (row) => {
    const key = keyText(at.map((position) => row[position] ?? null));
    const notAfter = row[upTo] ?? null;
    if (key === null || (column.latest !== null && notAfter === null)) return null;
    const found = index.find(key, notAfter ?? undefined);
    if (found.kind === "one") return found.taken;
    if (found.kind === "several") {
      const different = new Set(found.taken.map(identity));
      return different.size === 1 ? found.taken[0]! : ambiguous(column, key, different.size);
    }
    return column.missing === "null" ? null : noMatch(column, key);
  };
}

function ambiguous({ table, where, latest }: LookupColumn, key: string, count: number): Reject {
  const why = latest === null ? "" : ` of the same ${latest.of}`;
  return reject("ambiguous_lookup", `${table} has ${count} rows${why} whose ${columnsOf(where)} is ${quote(key)}.`);
}

function noMatch({ table, where, latest }: LookupColumn, key: string): Reject {
  const when = latest === null ? "" : ` that is not after this row's ${latest.notAfter}`;
  return reject("no_match", `${table} has no row whose ${columnsOf(where)} is ${quote(key)}${when}.`);
}

function columnsOf(where: Readonly<Record<string, string>>): string {
  return Object.keys(where).join(", ");
}
