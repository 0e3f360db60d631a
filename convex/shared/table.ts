import type { Field, RawRow } from "./field.js";

export type Fields = Readonly<Record<string, Field>>;

export interface TableOptions {
  /** The field people are matched by to accounts that exist already, such as `email`. */
  readonly match?: string;
  /** File sources: the jq filter that makes one object per row of the source's file, such as `.list[]`. */
  readonly jq?: string;
  /** Rows for which this is false stay behind; they are counted as filtered. */
  readonly filter?: (row: RawRow) => boolean;
  /** Rows for which a rule is true are rejected under the rule's name: `{ "known-bad-id": (row) => row.id === "0" }`. */
  readonly rejectWhen?: Readonly<Record<string, (row: RawRow) => boolean>>;
  /** Fields that together must be unique; a later row with the same values is rejected as `duplicate`. */
  readonly unique?: readonly (readonly string[])[];
  /** How many rejected rows and open issues the plan expects. Default none: one more stops the run. */
  readonly allow?: { readonly rejected?: number; readonly issues?: number };
}

/** One table of the plan as it is written; `definePlan` works out the rest. */
export class TableSpec<F extends Fields = Fields> {
  constructor(
    readonly sources: readonly string[],
    readonly fields: F,
    readonly options: TableOptions,
  ) {}
}

/**
 * A table to move: the source's name (`schema.table`, or several whose rows form one table), what each column becomes,
 * and the table's rules. Every column is either mapped or omitted by name.
 */
export function table<const F extends Fields>(
  source: string | readonly string[],
  fields: F,
  options: TableOptions = {},
): TableSpec<F> {
  return new TableSpec([source].flat(), fields, options);
}
