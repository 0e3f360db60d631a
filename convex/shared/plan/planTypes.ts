import type { IsFlag } from "./field.js";
import type { AllKeys, ColumnsRead, NameOf, NamesOf, RequiredKeys, ValueAt, ValueOf, Word } from "./fieldTypes.js";
import type { Configured, Reading, Tables, TableSpec, Fields } from "./table.js";
import type { Raw } from "../kinds/kind.js";

/** Tables of a source as a plan may call them: `users` also means `public.users`. */
export type TableName<S> = (keyof S & string) | Short<keyof S & string>;
type Short<Name extends string> = Name extends `public.${infer Relation}` ? Relation : never;

/** The name the source has for a table. */
export type FullName<S, Name extends string> = Name extends keyof S
  ? Name
  : `public.${Name}` extends keyof S
    ? `public.${Name}`
    : never;

/** A row of a table, or of several that have the same columns. */
export type CommonRow<S, Name extends string> = S[FullName<S, Name> & keyof S];

export type RowOf<S, From> =
  From extends Configured<infer Column>
    ? { readonly [Key in Column]: Raw }
    : From extends readonly (infer Name extends string)[]
      ? CommonRow<S, Name>
      : From extends string
        ? CommonRow<S, From>
        : never;

/** The row as rules get it: a column that the plan reads with `flag()` is a boolean, whatever the source keeps it as. */
export type WithFlags<Row, F> = {
  readonly [Column in keyof Row]: Column extends FlagColumns<F> ? boolean | null : Row[Column];
};

type FlagColumns<F> = {
  [Key in keyof F & string]: IsFlag<F[Key]> extends true ? ColumnsRead<Key, F[Key]> : never;
}[keyof F & string];

/** Every column of the source with every type it has anywhere: a computed field does not know which table it is in. */
export type AnyRow<S> = { readonly [Column in ColumnName<S>]: ValueAt<S[keyof S], Column> };
export type ColumnName<S> = AllKeys<S[keyof S]>;

/** Whose rows they are, for a sentence. */
type Label<From> = From extends Configured
  ? "its configured rows"
  : From extends readonly (infer Name extends string)[]
    ? Name
    : From & string;

/**
 * A sentence for each entry of a table that cannot be: a column that the source does not have, a field that does not fit schema.ts.
 * An object with nothing to say has `unknown` for each.
 */
export type EntryFaults<S, D, From, F, Target extends string, Derived extends string> = {
  readonly [Key in keyof F & string]: EntryFault<
    D,
    From,
    Exclude<ColumnsRead<Key, F[Key]>, (keyof RowOf<S, From> & string) | Derived>,
    Target,
    Key,
    F[Key]
  >;
};

/** A column that is not there says more than what would become of it. */
type EntryFault<D, From, Unknown extends string, Target extends string, Key extends string, F> = [Unknown] extends [
  never,
]
  ? Said<FieldFault<D, Target, NameOf<Key, F>, F, `column ${ColumnsRead<Key, F>} of ${Label<From>}`>>
  : UnknownColumn<From, Unknown>;

/** Nothing to say is `unknown`, which any entry fits. */
type Said<Text> = [Text] extends [never] ? unknown : Text;

type UnknownColumn<From, Column extends string> = Column extends string
  ? `${Label<From>} has no column "${Column}"`
  : never;

/** Not where the compiler does not know the table's name in Convex: `duringCutover` compares it then. */
type FieldFault<D, Target extends string, Name extends string, F, Where extends string> = [Name] extends [never]
  ? never
  : string extends Target
    ? never
    : Target extends keyof D
      ? DocumentFault<D[Target], `${Target}.${Name}`, Name, F, Where>
      : never;

type DocumentFault<Document, Place extends string, Name extends string, F, Where extends string> = [Document] extends [
  never,
]
  ? never
  : Name extends AllKeys<Document>
    ? [ValueOf<F>] extends [ValueAt<Document, Name>]
      ? never
      : `${Place}: schema.ts has ${Word<ValueAt<Document, Name>>}, the plan writes ${Word<ValueOf<F>>} (${Where})`
    : `${Place}: schema.ts has no such field (${Where})`;

/** What a table reads of the source. */
export type ReadingOf<S, From, F> = Configured extends From
  ? never
  : {
      readonly source: FullName<S, (From extends readonly (infer Name)[] ? Name : From) & string>;
      readonly columns: { [Key in keyof F & string]: ColumnsRead<Key, F[Key]> }[keyof F & string];
    };

/** Tells each table its name in Convex, before it is compared with schema.ts. */
export type TargetsOf<D> = { readonly [Name in keyof D & string]?: TableSpec<Fields, Name> };

/** Prints as its sentence, beside what it is an error of. */
export interface Fault<Text extends string> {
  readonly fault: Text;
}

type FaultOf<Text> = [Text] extends [never] ? unknown : Text extends string ? Fault<Text> : never;

/**
 * An error for each table that cannot be: not in schema.ts, without a field that it requires, or with columns of its source that no
 * table names.
 */
export type TableFaults<S, D, T extends Tables> = {
  readonly [Name in keyof T & string]: FaultOf<
    | (Name extends keyof D ? MissingField<Name, D[Name], T[Name]> : NotInSchema<D, Name>)
    | Forgotten<S, T, T[Name]["types"]["reads"]>
  >;
};

/** Without a schema any table will do. */
type NotInSchema<D, Name extends string> = string extends keyof D ? never : `${Name}: not in schema.ts`;

/** Not where the table does not know its name: `duringCutover` compares it then. */
type MissingField<Name extends string, Document, Spec> = [Document] extends [never]
  ? never
  : IsCompared<Spec, Name> extends true
    ? Exclude<RequiredKeys<Document>, NamesOf<FieldsOf<Spec>>> extends infer Missing extends string
      ? `${Name}.${Missing}: schema.ts requires it, and the plan does not write it`
      : never
    : never;

/** Whether a table was compared with this one of the schema where it is written. */
export type IsCompared<Spec, Name extends string> = Spec extends {
  readonly types: { readonly target: (name: infer Target) => void };
}
  ? string extends Target
    ? false
    : Target extends Name
      ? true
      : false
  : false;

export type FieldsOf<Spec> = Spec extends { readonly types: { readonly fields: infer F } } ? F : never;

/** Of Supabase's own tables the plan names what it takes. */
type Named = `auth.${string}` | `storage.${string}`;

/** Several tables may read one source: a column is forgotten if none of them names it. */
type Forgotten<S, T extends Tables, Reads> = Reads extends Reading
  ? Reads["source"] extends Named
    ? never
    : ForgottenColumn<
        Reads["source"],
        Exclude<keyof S[Reads["source"] & keyof S] & string, ColumnsOf<T, Reads["source"]>>
      >
  : never;

type ColumnsOf<T extends Tables, Source> =
  Extract<{ [Name in keyof T]: T[Name]["types"]["reads"] }[keyof T], { readonly source: Source }> extends {
    readonly columns: infer Columns;
  }
    ? Columns
    : never;

type ForgottenColumn<Source extends string, Column extends string> = Column extends string
  ? `${Source}: the plan does not say what becomes of column "${Column}"`
  : never;
