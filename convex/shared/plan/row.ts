/** A value of the source as a function of the plan gets it. */
export type RowValue = string | boolean | null;

/**
 * The columns that a function of the plan reads, by name. A boolean of the source is `true` or `false`, and so is a column that the
 * plan reads with `flag()`; NULL is `null`; everything else is the exact text that PostgreSQL prints, so that no digit is lost:
 * `Number(row.age)`, `BigInt(row.views)`, `JSON.parse(row.settings)`.
 */
export type SourceRow = Readonly<Record<string, RowValue>>;

/**
 * A row of which a function reads only columns of text, as `derive` and `computed` take it: none of them is a boolean in the source, or
 * read with `flag()`.
 *
 * @example
 * ```ts
 * import { type TextRow, derive } from "convex-cutover";
 *
 * export const domain = derive(["email"], (row: TextRow) => row.email?.split("@")[1] ?? null);
 * ```
 */
export type TextRow = Readonly<Record<string, string | null>>;

/** A function of the plan. It may say what it reads of the row: `(row: { banned: boolean | null }) => …`. */
export type RowFunction<Row, Result> = { call(row: Row): Result }["call"];
