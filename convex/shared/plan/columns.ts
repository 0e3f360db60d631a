import type { RowValue, SourceRow, TextRow } from "./row.js";

/** Configuration by name, as `process.env` holds it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Chooses among several matches: the greatest `of` that is not after this row's `notAfter`. */
export interface Latest {
  /** Column of the looked-up table. */
  readonly of: string;
  /** Column of this row. */
  readonly notAfter: string;
}

/**
 * A column the source does not have. It is derived row by row, before rules and fields, and read like any other.
 * `where` maps columns of the looked-up table to columns of this row.
 */
export type DerivedColumn =
  | {
      readonly kind: "derive";
      readonly columns: readonly string[];
      readonly compute: Compute<SourceRow>;
    }
  | {
      readonly kind: "lookup";
      readonly table: string;
      readonly where: Readonly<Record<string, string>>;
      readonly take: string;
      readonly latest: Latest | null;
      readonly missing: "reject" | "null";
    };

export type LookupColumn = Extract<DerivedColumn, { kind: "lookup" }>;

/** A function of the plan that reads configuration too. */
type Compute<Row> = { call(row: Row, env: Environment): RowValue }["call"];

/**
 * A column the source does not have: text, a boolean or null (for NULL) that `compute` works out from these columns. It must be
 * pure; an exception rejects the row as `rule_failed`.
 *
 * @example
 * ```ts
 * import { derive, email, id, table } from "convex-cutover";
 *
 * export const users = table(
 *   "public.users",
 *   { id: id(), address: email().as("email") },
 *   { columns: { address: derive(["email", "backup_email"], (row) => row.email ?? row.backup_email ?? null) } },
 * );
 * ```
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- so the function may say of the row what it reads
export function derive<Row extends SourceRow = TextRow>(
  columns: readonly string[],
  compute: Compute<Row>,
): DerivedColumn {
  return { kind: "derive", columns, compute };
}

/**
 * A column the source does not have: one column of another source table's row, whose columns equal this row's as `where` says.
 * Among several such rows `latest` chooses by time; several that remain reject the row as `ambiguous_lookup`, none as
 * `no_match` (or NULL with `missing: "null"`). NULL in a compared column of this row gives NULL.
 *
 * @example
 * ```ts
 * import { cents, id, lookup, table } from "convex-cutover";
 *
 * export const invoices = table(
 *   "public.invoices",
 *   { id: id(), price: cents() },
 *   {
 *     columns: {
 *       price: lookup("public.prices", {
 *         where: { product_id: "product_id" },
 *         take: "amount",
 *         latest: { of: "valid_from", notAfter: "issued_at" },
 *       }),
 *     },
 *   },
 * );
 * ```
 */
export function lookup(
  table: string,
  options: {
    where: Readonly<Record<string, string>>;
    take: string;
    latest?: Latest;
    missing?: "reject" | "null";
  },
): DerivedColumn {
  return { latest: null, missing: "reject", ...options, kind: "lookup", table };
}

/** The columns of this row that a derived column reads. */
export function inputsOf(column: DerivedColumn): readonly string[] {
  if (column.kind === "derive") return column.columns;
  const { where, latest } = column;
  return [...Object.values(where), ...(latest === null ? [] : [latest.notAfter])];
}
