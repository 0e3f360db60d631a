import type { TableShape } from "../../convex/shared/plan/schemaFaults.js";
import type { ListOptions } from "../../convex/shared/kinds/list.js";
import type { SourceTable } from "../sources/source.js";
import type { FieldChoice } from "./fieldRules.js";

/** One entry of a table of the plan, before it is printed. */
export interface FieldDraft {
  /** The key in the plan: a column, or with `columns` a field's name. */
  readonly key: string;
  readonly role: "id" | "ref" | "value" | "creationTime" | "omit";
  /** The columns it reads when they are not the key. */
  readonly columns: readonly string[];
  /** Its name in Convex. */
  readonly name: string;
  /** `text()`, `ref("users")`: without `.from`, `.optional` and `.as`. */
  readonly code: string;
  readonly isOptional: boolean;
  /** Values that do not convert are left out. */
  readonly clearsInvalid?: boolean;
  /** `v.string()`; null for what no document of the final schema holds. */
  readonly validator: string | null;
  /** Of a reference: the field holds a list of ids. */
  readonly isList?: true;
  /** The schema lets it be missing although every row has it. */
  readonly mayBeMissing: boolean;
  readonly comments: readonly string[];
  /** Why no document holds the column. */
  readonly omitted?: string;
  /** What the schema says about the field: the source's comment, its default. */
  readonly about: readonly string[];
  /** The words of a `oneOf`, and their validators: a long list of them is broken over lines. */
  readonly words?: readonly string[];
  readonly literals?: readonly string[];
}

/** A column that the plan computes. */
export interface DerivedDraft {
  readonly name: string;
  /** `derive(["a", "b"], (row) => …)` */
  readonly code: string;
}

/** Rows that the plan rejects by a name. */
export interface RuleDraft {
  readonly name: string;
  /** `(row) => …` */
  readonly code: string;
  readonly comment: string;
}

/** One of the tables that a pair of columns refers to. */
export interface PairTarget {
  /** What the type column holds where it means this table. */
  readonly words: readonly string[];
  /** As the source names it. */
  readonly target: string;
  /** Of how many ids how many exist there. */
  readonly found: number;
  readonly of: number;
}

/** A reference whose table another column names. */
export interface PairDraft {
  readonly type: string;
  readonly id: string;
  /** The ids stand in a column of fixed width, which pads them. */
  readonly isPadded: boolean;
  readonly targets: readonly PairTarget[];
  /** What the type column holds besides: no migrated table, or one whose rows are not those. */
  readonly others: readonly string[];
}

export interface TableDraft {
  readonly source: SourceTable;
  /** Its name in Convex. */
  readonly name: string;
  readonly comments: readonly string[];
  readonly fields: readonly FieldDraft[];
  /** Columns the source does not have, which references read. */
  readonly derived: readonly DerivedDraft[];
  readonly rules: readonly RuleDraft[];
  /** Whether it is the table of users. */
  readonly isUsers: boolean;
  /** The field users are matched by. */
  readonly match: string | null;
  /** Fields of an index each. */
  readonly indexes: readonly (readonly string[])[];
}

/** The columns a table's documents are known by; none: by all of a row (`rowKey()`). */
export interface KeyDraft {
  readonly columns: readonly string[];
  readonly form: "text" | "integer" | "uuid";
  readonly comment: string | null;
}

/** A reference between two migrated tables. */
export interface RefDraft {
  readonly columns: readonly string[];
  /** The target as the source names it. */
  readonly target: string;
  /** The target's columns when they are not its id. */
  readonly to: readonly string[] | null;
  /** Some rows may have no target: neither a foreign key nor a look at all rows rules it out. */
  readonly mayDangle: boolean;
  readonly missing: "issue" | "clear";
  readonly comment: string | null;
  /** The column holds a list of them. */
  readonly isList?: true;
  /** What `list` has to be told to read all of the sample's lists. */
  readonly listOptions?: ListOptions;
}

/** A table on its way to its draft. */
export interface SurveyedTable {
  readonly source: SourceTable;
  readonly name: string;
  readonly nameComment: string | null;
  /** What the app's schema.ts has under this name. */
  readonly declared: TableShape | undefined;
  key: KeyDraft;
  readonly refs: RefDraft[];
  /** What a sample of the rows says each column is, by column. */
  readonly choices: Map<string, FieldChoice>;
  readonly pairs: PairDraft[];
  /** Columns that may be NULL and are not in any row of the sample, where schema.ts requires their field. */
  readonly filled: Set<string>;
  /** The column that becomes `_creationTime`. */
  creation: string | null;
  /** Notes about columns that are no references although they look like some. */
  readonly notes: Map<string, string>;
}
