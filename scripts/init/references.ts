import type { ForeignKey, Source, SourceTable } from "../sources/source.js";
import type { RefDraft, SurveyedTable } from "./draft.js";
import { foreignKeysOf } from "./keys.js";
import { Reject } from "../../convex/shared/kinds/kind.js";
import { idKind } from "../../convex/shared/kinds/index.js";
import { count, findMissing } from "./possibleReferences.js";
import type { Sample } from "./sample.js";

/** Foreign keys → references, and notes about those to tables that are not migrated. */
export function addForeignKeys(tables: ReadonlyMap<string, SurveyedTable>, all: readonly SourceTable[]): void {
  for (const table of tables.values()) {
    const keys = foreignKeysOf(table.source, all).toSorted((a, b) => a.columns.length - b.columns.length);
    for (const key of keys) addForeignKey(table, key, tables);
  }
}

function addForeignKey(table: SurveyedTable, key: ForeignKey, tables: ReadonlyMap<string, SurveyedTable>): void {
  const target = tables.get(key.table);
  const where = `${key.table} (${key.references.join(", ")})`;
  if (target === undefined || target.key.columns.length === 0) {
    const why = target === undefined ? "is not migrated" : "has no key to refer to";
    for (const column of key.columns) table.notes.set(column, `refers to ${where}, which ${why}`);
    return;
  }
  const taken = table.refs.find((ref) => key.columns.length === 1 && sameColumns(ref.columns, key.columns));
  if (taken !== undefined) {
    if (taken.target !== key.table) table.notes.set(key.columns[0]!, `refers to ${where} as well`);
    return;
  }
  const ref = readTarget(key, target);
  if (ref !== null) table.refs.push({ ...ref, target: key.table, mayDangle: false, missing: "issue", comment: null });
}

/** By the target's id, in the id's order of columns, or by another unique key of it. */
function readTarget(key: ForeignKey, target: SurveyedTable): Pick<RefDraft, "columns" | "to"> | null {
  // A dump may leave the columns out, which means the primary key.
  const references = key.references.length > 0 ? key.references : target.source.primaryKey;
  const own = target.key.columns;
  if (references.length !== key.columns.length) return null;
  const isId = own.length === references.length && own.every((column) => references.includes(column));
  if (!isId) return { columns: key.columns, to: references };
  return { columns: own.map((column) => key.columns[references.indexOf(column)]!), to: null };
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((column, at) => column === b[at]);
}

/** Columns that references of other tables need to find mapped. */
export function referredColumns(tables: ReadonlyMap<string, SurveyedTable>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { refs } of tables.values()) {
    for (const { target, to } of refs) {
      const columns = found.get(target) ?? new Set();
      for (const column of to ?? []) columns.add(column);
      found.set(target, columns);
    }
  }
  return found;
}

/**
 * The columns only a composite reference carries. A column stays a field of its own where the reference may be absent while the
 * column has a value.
 */
export function carriedColumns({ source, refs }: SurveyedTable): Set<string> {
  const carried = new Set<string>();
  const nullable = new Set(source.columns.filter((column) => column.nullable).map(({ name }) => name));
  for (const { columns } of refs) {
    const open = columns.filter((column) => nullable.has(column));
    if (columns.length === 1 || open.length === 0) for (const column of columns) carried.add(column);
    else if (open.length === 1) carried.add(open[0]!);
  }
  return carried;
}

/** A larger table is not read for this: there the foreign key is believed. */
const mostTargetRows = 1_000_000;

/** A foreign key of one column, and the values the rows read hold. */
export interface ForeignKeyValues {
  readonly table: SurveyedTable;
  readonly ref: RefDraft;
  readonly values: readonly string[];
}

/** Copies the values of a table's foreign keys: the sample is forgotten before all targets are known. */
export function collectForeignKeyValues(table: SurveyedTable, { values }: Sample): ForeignKeyValues[] {
  return table.refs
    .filter(({ columns }) => columns.length === 1)
    .map((ref) => ({ table, ref, values: [...(values.get(ref.columns[0]!) ?? [])] }));
}

/**
 * A foreign key may be broken: NOT VALID, or rows changed while triggers were off. References without a target are then left
 * out, which the plan says, instead of stopping the first rehearsal.
 */
export async function markBrokenForeignKeys(
  source: Source,
  claims: readonly ForeignKeyValues[],
  tables: ReadonlyMap<string, SurveyedTable>,
): Promise<void> {
  for (const target of tables.values()) {
    if ((target.source.estimatedRows ?? 0) > mostTargetRows) continue;
    const own = claims.filter(({ ref }) => ref.target === target.source.name);
    for (const compared of new Set(own.map(({ ref }) => comparedColumn(ref, target)))) {
      const group = own.filter(({ ref, values }) => comparedColumn(ref, target) === compared && values.length > 0);
      if (group.length === 0) continue;
      const asKey = keyReader(target, compared);
      const wanted = new Set(group.flatMap(({ values }) => values.map(asKey)));
      const missing = await findMissing(source, target, compared, wanted, asKey);
      for (const claim of group)
        markBroken(claim, (value) => missing.has(asKey(value)), `${target.source.name}.${compared}`);
    }
  }
}

function comparedColumn({ to }: RefDraft, { key }: SurveyedTable): string {
  return (to ?? key.columns)[0]!;
}

/** The same UUID may be written in several ways. */
function keyReader({ key }: SurveyedTable, compared: string): (text: string) => string {
  const kind = idKind({ form: key.columns[0] === compared ? key.form : "text" });
  return (text) => {
    const value = kind.convert(text);
    return value instanceof Reject ? text : value;
  };
}

function markBroken(
  { table, ref, values }: ForeignKeyValues,
  isMissing: (value: string) => boolean,
  where: string,
): void {
  const lost = values.filter(isMissing).length;
  if (lost === 0) return;
  const comment = `the foreign key is broken: ${count(lost)} of ${count(values.length)} values do not exist in ${where} and are left out`;
  table.refs[table.refs.indexOf(ref)] = { ...ref, mayDangle: true, missing: "clear", comment };
}
