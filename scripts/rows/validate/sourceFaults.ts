import type { Plan, PlannedTable, Shape } from "../../../convex/shared/plan/plan.js";
import type { Fault } from "../../errors.js";
import { getNearNames, matchTable, type SourceTable } from "../../sources/source.js";
import { isSupabase } from "./toolTables.js";
import { getColumnsRead, getLookupColumns } from "../lookups/lookups.js";

export interface SourceFault extends Fault {
  readonly code: "wrong_shape" | "secret" | "missing_table" | "missing_column" | "forgotten_column";
  /** The planned tables that it affects. */
  readonly tables: readonly string[];
  readonly column?: string;
}

/** Columns of a source table that one planned table reads. */
interface ColumnsRead {
  readonly planned: string;
  readonly source: string;
  readonly columns: readonly string[];
  readonly omitted: readonly string[];
}

/** Compares the plan with the source: another version of the source, missing tables and columns, and columns that the plan forgets. */
export function findSourceFaults(plan: Plan, tables: readonly SourceTable[]): SourceFault[] {
  const rows = [...plan.tables.values()].flatMap(rowReadings);
  const lookups = [...plan.tables.values()].flatMap(lookupReadings);
  const fromSupabase = isSupabase(tables);
  const sources = new Set(rows.map(({ source }) => matchTable(tables, source)));
  const complete = [...sources].filter(
    (source) => source !== undefined && !(fromSupabase && isSupabaseTable(source.name)),
  );
  // In another version of the source everything else is wrong, too.
  const shape = shapeFaults(plan.shape, tables);
  if (shape.length > 0) return shape;
  return [
    ...[...rows, ...lookups].flatMap((reading) => {
      const source = matchTable(tables, reading.source);
      return source === undefined ? [missingTable(reading, tables)] : missingColumns(reading, source);
    }),
    ...(fromSupabase ? [...rows, ...lookups].flatMap(secretFaults) : []),
    ...complete.flatMap((source) => forgottenColumns(rows, tables, source!)),
  ];
}

function rowReadings({ name, parts }: PlannedTable): ColumnsRead[] {
  return parts.flatMap((part) =>
    part.sources.map((source) => ({
      planned: name,
      source,
      columns: part.columns,
      omitted: part.omitted.map(({ column }) => column),
    })),
  );
}

function lookupReadings(table: PlannedTable): ColumnsRead[] {
  return getLookupColumns(table).map((column) => ({
    planned: table.name,
    source: column.table,
    columns: getColumnsRead(column),
    omitted: [],
  }));
}

/** Everything that shows that the plan is for another version of the source, with the plan's reason. */
function shapeFaults(shape: Shape | null, tables: readonly SourceTable[]): SourceFault[] {
  if (shape === null) return [];
  const unexpected = (shape.absent ?? []).filter((name) => isThere(name, tables));
  const lacking = (shape.present ?? []).filter((name) => !isThere(name, tables));
  if (unexpected.length === 0 && lacking.length === 0) return [];
  const signs = [
    ...(unexpected.length === 0 ? [] : [`it has ${unexpected.join(", ")}`]),
    ...(lacking.length === 0 ? [] : [`it lacks ${lacking.join(", ")}`]),
  ];
  return [
    {
      code: "wrong_shape",
      tables: [],
      what: `The plan is not for this source: ${signs.join("; ")}`,
      next: shape.because,
    },
  ];
}

function isThere(name: string, tables: readonly SourceTable[]): boolean {
  if (matchTable(tables, name) !== undefined) return true;
  const dot = name.lastIndexOf(".");
  const table = matchTable(tables, name.slice(0, Math.max(0, dot)));
  return table?.columns.some((column) => column.name === name.slice(dot + 1)) ?? false;
}

/** Tokens and second factors are never copied, whatever the plan says. */
function secretFaults({ planned, source, columns }: ColumnsRead): SourceFault[] {
  const secret = { code: "secret" as const, tables: [planned], where: `plan.ts, ${planned}` };
  if (isSupabaseSecret(source)) {
    const what = `"${source}" holds sessions, tokens or second factors, which are never copied`;
    return [{ ...secret, what, next: "Take the table out of the plan: users sign in again." }];
  }
  return columns
    .filter((column) => isSupabaseSecret(source, column))
    .map((column) => ({
      ...secret,
      column,
      what: `"${source}"."${column}" is a token, which is never copied`,
      next: "Take the column out of the plan: an unused token is asked for again.",
    }));
}

function missingTable({ planned, source }: ColumnsRead, tables: readonly SourceTable[]): SourceFault {
  const names = tables.map((table) => table.name);
  const near = getNearNames(source, names);
  const shown = names.length > 12 ? `${names.slice(0, 12).join(", ")}, …` : names.join(", ");
  return {
    code: "missing_table",
    tables: [planned],
    what: `The source has no table "${source}"`,
    where: `plan.ts, ${planned}`,
    next: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has: ${shown || "none"}.`,
  };
}

function missingColumns({ planned, columns }: ColumnsRead, source: SourceTable): SourceFault[] {
  const existing = source.columns.map(({ name }) => name);
  return columns
    .filter((column) => !existing.includes(column))
    .map((column) => ({
      code: "missing_column" as const,
      tables: [planned],
      column,
      what: `The source has no column "${column}" in "${source.name}"`,
      where: `plan.ts, ${planned}`,
      next: `${didYouMean(column, existing)}Correct the name, or say which column it is: .from("…"). It has: ${existing.join(", ")}.`,
    }));
}

function didYouMean(name: string, existing: readonly string[]): string {
  const near = getNearNames(name, existing);
  return near.length === 0 ? "" : `Did you mean ${near.join(" or ")}? `;
}

/** Several tables of the plan may read one source table: a column is forgotten if none of them names it. */
function forgottenColumns(
  rows: readonly ColumnsRead[],
  tables: readonly SourceTable[],
  source: SourceTable,
): SourceFault[] {
  const readers = rows.filter((reading) => matchTable(tables, reading.source) === source);
  const named = new Set(readers.flatMap(({ columns, omitted }) => [...columns, ...omitted]));
  const planned = [...new Set(readers.map((reading) => reading.planned))];
  return source.columns
    .filter(({ name }) => !named.has(name))
    .map(({ name }) => ({
      code: "forgotten_column" as const,
      tables: planned,
      column: name,
      what: `The plan does not say what becomes of "${source.name}"."${name}"`,
      where: `plan.ts, ${planned.join(", ")}`,
      next: `Give it a kind, or leave it out: ${JSON.stringify(name)}: omit("…").`,
    }));
}

/** Supabase's own schemas: only the columns that the plan names are copied from their tables. */
const ownSchemas = /^(?:auth|storage)\./;

/** Sessions and second factors: never copied, since all users sign in again. */
const secretTables =
  /^(?:auth\.(?:sessions|refresh_tokens|mfa_\w+|one_time_tokens|flow_state|saml_\w+|oauth_\w+|webauthn_\w+)|vault\.secrets)$/;
const secretColumns = /^auth\.users\.(?:\w+_token|email_change_token_\w+)$/;

/** Whether the table is Supabase's own: columns that the plan does not name are then left out on purpose. */
export function isSupabaseTable(table: string): boolean {
  return ownSchemas.test(table);
}

/** Whether this table, or this column of it, must never be copied. */
function isSupabaseSecret(table: string, column?: string): boolean {
  return column === undefined ? secretTables.test(table) : secretColumns.test(`${table}.${column}`);
}
