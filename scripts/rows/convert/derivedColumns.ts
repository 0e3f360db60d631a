import { type Form, quote, type Raw, Reject, reject } from "../../../convex/shared/kinds/kind.js";
import type { DerivedColumn, Environment, LookupColumn } from "../../../convex/shared/plan/columns.js";
import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import type { RowValue } from "../../../convex/shared/plan/row.js";
import { type Row, withForms } from "../../sources/source.js";
import { joinKeyParts, type Lookups } from "../lookups/lookups.js";
import { type RejectReason, toRejectReason } from "./rejectReason.js";
import { compileTypedRow, describeFailure } from "./typedRow.js";

type Extended = Raw[] & { forms?: Map<number, Form> };

interface DerivationInputs {
  readonly lookups: Lookups;
  readonly env: Environment;
}

/** Appends the derived columns to a row of the source's columns; null if one of them rejects the row. */
type AddDerivedColumns = (row: Row, reasons: RejectReason[]) => Row | null;

/**
 * `columns`: the source's, in the order of its rows. Derived columns follow them in the plan's order. `booleans` gains the columns that
 * lookups take from columns of booleans.
 */
export function compileDerivedColumns(
  { derived }: PlannedPart,
  columns: readonly string[],
  booleans: Set<string>,
  { lookups, env }: DerivationInputs,
): AddDerivedColumns {
  if (derived.length === 0) return (row) => row;
  const names = [...columns];
  const steps = derived.map(([name, column]) => {
    const compute = compileColumn(column, [...names], booleans, { lookups, env });
    if (column.kind === "lookup" && lookups.get(column)!.isBoolean) booleans.add(name);
    names.push(name);
    return { name, compute };
  });
  return (row, reasons) => {
    const extended = withForms(row.slice(0, columns.length), row.forms && new Map(row.forms)) as Extended;
    for (const { name, compute } of steps) {
      const value = compute(extended);
      if (value instanceof Reject) {
        reasons.push(toRejectReason(name, value));
        return null;
      }
      if (typeof value === "boolean") (extended.forms ??= new Map()).set(extended.length, "boolean");
      extended.push(typeof value === "boolean" ? String(value) : value);
    }
    return extended;
  };
}

function compileColumn(
  column: DerivedColumn,
  names: readonly string[],
  booleans: ReadonlySet<string>,
  { lookups, env }: DerivationInputs,
): (row: Row) => RowValue | Reject {
  if (column.kind === "lookup") return compileLookup(column, names, lookups);
  const { columns, compute } = column;
  const getRow = compileTypedRow(columns, names, booleans);
  return (row) => {
    try {
      return checkDerived(compute(getRow(row), env));
    } catch (error) {
      return describeFailure("derived column", error);
    }
  };
}

/** A plan need not have been checked by TypeScript. */
function checkDerived(value: RowValue): RowValue | Reject {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  const what = value === undefined ? "undefined" : `a value of the type ${typeof value}`;
  return reject("rule_failed", `The plan's derived column gave ${what}: give text, true, false or null.`);
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
