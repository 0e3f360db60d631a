import { flagKind } from "../../../convex/shared/kinds/flag.js";
import { type Form, type Raw, Reject } from "../../../convex/shared/kinds/kind.js";
import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import type { RowValue, SourceRow } from "../../../convex/shared/plan/row.js";
import type { Row, TableStream } from "../../sources/source.js";

/** What is known of the rows of one source table before the first of them. */
export type RowShape = Pick<TableStream, "columns" | "booleans">;

const flag = flagKind();

/** The columns that functions of the plan get as booleans: those of the source, and those the plan reads with `flag()`. */
export function findBooleans({ fields }: PlannedPart, { booleans = [] }: RowShape): Set<string> {
  const flags = fields.filter(({ role }) => role.kind === "value" && role.of.name === "flag");
  return new Set([...booleans, ...flags.flatMap(({ columns }) => columns)]);
}

/**
 * Makes the row that a function of the plan gets from these columns. `names`: all columns of a row, in its order. `lacking`: columns
 * that this source does not have and others do: reading one throws, since nobody knows its value.
 */
export function compileTypedRow(
  columns: readonly string[],
  names: readonly string[],
  booleans: ReadonlySet<string>,
  lacking: readonly string[] = [],
): (row: Row) => SourceRow {
  const cells = columns.map((column) => ({ column, at: names.indexOf(column), isBoolean: booleans.has(column) }));
  const refusals = Object.fromEntries(lacking.map((column) => [column, { get: () => refuse(column) }]));
  return (row) => {
    const typed = Object.fromEntries(
      cells.map(({ column, at, isBoolean }) => [column, toTyped(row[at] ?? null, isBoolean, row.forms?.get(at))]),
    );
    return lacking.length === 0 ? typed : Object.defineProperties(typed, refusals);
  };
}

function refuse(column: string): never {
  throw new Error(`a dump does not hold "${column}", which the database computes: read the live database`);
}

/** A text that is no boolean stays as it is, in a column of booleans too. */
function toTyped(text: Raw, isBoolean: boolean, form: Form | undefined): RowValue {
  if (text === null || !(isBoolean || form === "boolean")) return text;
  const value = flag.convert(text);
  return value instanceof Reject ? text : value;
}
