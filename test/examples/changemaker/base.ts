import { makeRows } from "../../../examples/changemaker/generate.js";
import type { Row } from "../../../examples/changemaker/generator/values.js";

const base = makeRows();

/** The rows of one table, as the server holds them. */
export function rowsOf(table: string): readonly Row[] {
  const rows = base.get(table);
  if (rows === undefined) throw new Error(`the base has no table ${table}`);
  return rows;
}

export const count = <T>(rows: readonly T[], holds: (row: T, index: number) => boolean) => rows.filter(holds).length;

/** An address as two spellings of it compare; "" for NULL. */
export function tidy(email: unknown): string {
  return typeof email === "string" ? email.trim().toLowerCase() : "";
}

export const isAddress = (email: unknown) => tidy(email).includes("@");

export const isHash = (password: unknown): password is string =>
  typeof password === "string" && password.startsWith("$2");

/** All rows of one person in the two user tables. */
export interface Rows {
  readonly influence: readonly Row[];
  readonly login: readonly Row[];
}

/** Tidy address → that person's rows. */
export const personRows: ReadonlyMap<string, Rows> = new Map(
  [...rowsOf("influence_users"), ...rowsOf("login")]
    .filter((row) => isAddress(row["Email"]))
    .map((row) => {
      const isTheirs = (other: Row) => tidy(other["Email"]) === tidy(row["Email"]);
      const [influence, login] = [rowsOf("influence_users").filter(isTheirs), rowsOf("login").filter(isTheirs)];
      return [tidy(row["Email"]), { influence, login }];
    }),
);

export const isStranger = (email: unknown) => isAddress(email) && !personRows.has(tidy(email));

/** True for rows that are equal, in what `keyOf` gives, to an earlier one. */
export function isRepeated<T>(keyOf: (row: T) => string): (row: T, index: number, rows: readonly T[]) => boolean {
  return (row, index, rows) => rows.slice(0, index).some((earlier) => keyOf(earlier) === keyOf(row));
}

/** Ids that stand in a table. */
export function idsOf(table: string): ReadonlySet<unknown> {
  return new Set(rowsOf(table).map((row) => row["Id"]));
}

/** A field as text; "" for NULL. */
export function textOf(row: Row, column: string): string {
  const value = row[column] ?? "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
