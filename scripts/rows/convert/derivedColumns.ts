import { quote, type Raw, Reject, reject } from "../../../convex/shared/kinds/kind.js";
import type { DerivedColumn, Environment, LookupColumn } from "../../../convex/shared/plan/columns.js";
import { type PlannedPart, rawRow } from "../../../convex/shared/plan/plan.js";
import { type Row, withForms } from "../../sources/source.js";
import { joinKeyParts, type Lookups } from "../lookups/lookups.js";
import { type RejectReason, toRejectReason } from "./rejectReason.js";

/** Appends the derived columns to a row of the source's columns; null if one of them rejects the row. */
type AddDerivedColumns = (row: Row, reasons: RejectReason[]) => Row | null;

/** `columns`: the source's, in the order of its rows. Derived columns follow them in the plan's order. */
export function compileDerivedColumns(
  { derived }: PlannedPart,
  columns: readonly string[],
  lookups: Lookups,
  env: Environment,
): AddDerivedColumns {
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
        reasons.push(toRejectReason(name, value));
        return null;
      }
      extended.push(value);
    }
    return withForms(extended, row.forms);
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
  const indexes = columns.map((name) => names.indexOf(name));
  return (row) => {
    const values = indexes.map((index) => row[index] ?? null);
    try {
      return compute(rawRow(columns, values), env);
    } catch (error) {
      return reject("rule_failed", `The plan's derived column threw: ${String(error)}`);
    }
  };
}

function compileLookup(column: LookupColumn, names: readonly string[], lookups: Lookups): (row: Row) => Raw | Reject {
  const { index, resolveMerged } = lookups.get(column)!;
  const keyIndexes = Object.values(column.where).map((name) => names.indexOf(name));
  const notAfterIndex = column.latest === null ? -1 : names.indexOf(column.latest.notAfter);
  return (row) => {
    const key = joinKeyParts(keyIndexes.map((position) => row[position] ?? null));
    const notAfter = row[notAfterIndex] ?? null;
    if (key === null || (column.latest !== null && notAfter === null)) return null;
    const match = index.find(key, notAfter ?? undefined);
    if (match.kind === "one") return match.value;
    if (match.kind === "several") {
      const different = new Set(match.values.map(resolveMerged));
      return different.size === 1 ? match.values[0]! : ambiguous(column, key, different.size);
    }
    return column.missing === "null" ? null : noMatch(column, key);
  };
}

function ambiguous({ table, where, latest }: LookupColumn, key: string, count: number): Reject {
  const sameTime = latest === null ? "" : ` with the same ${latest.of}`;
  return reject(
    "ambiguous_lookup",
    `${table} has ${count} rows${sameTime} whose ${renderColumns(where)} is ${quote(key)}.`,
  );
}

function noMatch({ table, where, latest }: LookupColumn, key: string): Reject {
  const notAfter = latest === null ? "" : ` that is not after this row's ${latest.notAfter}`;
  return reject("no_match", `${table} has no row whose ${renderColumns(where)} is ${quote(key)}${notAfter}.`);
}

function renderColumns(where: Readonly<Record<string, string>>): string {
  return Object.keys(where).join(", ");
}
