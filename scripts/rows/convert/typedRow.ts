import { flagKind } from "../../../convex/shared/kinds/flag.js";
import { type Form, type Raw, Reject, reject } from "../../../convex/shared/kinds/kind.js";
import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import type { RowValue, SourceRow } from "../../../convex/shared/plan/row.js";
import { getNearNames, type Row, type TableStream } from "../../sources/source.js";

/** What is known of the rows of one source table before the first of them. */
export type RowShape = Pick<TableStream, "columns" | "booleans">;

const flag = flagKind();

/** The columns that functions of the plan get as booleans: those of the source, and those the plan reads with `flag()`. */
export function findBooleans({ fields }: PlannedPart, { booleans = [] }: RowShape): Set<string> {
  const flags = fields.filter(({ role }) => role.kind === "value" && role.of.name === "flag");
  return new Set([...booleans, ...flags.flatMap(({ columns }) => columns)]);
}

/** What the filter and the rules get: what the plan names and derives, whatever else a source delivers. */
export function columnsOfRules({ columns, derived }: PlannedPart, names: readonly string[]): string[] {
  const known = new Set([...columns, ...derived.map(([name]) => name)]);
  return names.filter((name) => known.has(name));
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
  const refusing = refuseOthers(columns);
  const cells = columns.map((column) => ({ column, at: names.indexOf(column), isBoolean: booleans.has(column) }));
  const refusals = Object.fromEntries(lacking.map((column) => [column, { get: () => refuse(column) }]));
  return (row) => {
    const typed = Object.fromEntries(
      cells.map(({ column, at, isBoolean }) => [column, toTyped(row[at] ?? null, isBoolean, row.forms?.get(at))]),
    );
    // The prototype answers only for what the row itself does not have.
    Object.setPrototypeOf(typed, refusing);
    return lacking.length === 0 ? typed : Object.defineProperties(typed, refusals);
  };
}

/** A function of the plan reads a column that its row does not have: `undefined` would decide about the row unseen. */
export class UnknownColumnError extends Error {
  constructor(
    readonly column: string,
    readonly columns: readonly string[],
  ) {
    super(`no column "${column}"`);
  }
}

/** Asked of every object by the language itself, or by who prints it. */
const ofEveryObject: ReadonlySet<string> = new Set(["toJSON", "then", "asymmetricMatch", "$$typeof", "nodeType"]);

function refuseOthers(columns: readonly string[]): object {
  return new Proxy(
    {},
    {
      get(_target, name) {
        const isOurs = typeof name === "symbol" || name in Object.prototype || ofEveryObject.has(name);
        if (isOurs) return Reflect.get(Object.prototype, name) as unknown;
        throw new UnknownColumnError(name, columns);
      },
    },
  );
}

/** Why a function of the plan gave nothing for a row. `what`: `rule "filter"`. */
export function describeFailure(what: string, error: unknown): Reject {
  if (!(error instanceof UnknownColumnError))
    return reject("rule_failed", `The plan's ${what} threw: ${String(error)}`);
  const { column, columns } = error;
  const near = getNearNames(column, columns);
  const has = near.length > 0 ? `did you mean ${near.join(" or ")}?` : `it gets ${columns.join(", ")}`;
  return reject("unknown_column", `The plan's ${what} reads row.${column}, which it does not get: ${has}`);
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
