import type { GenericSchema, TableDefinition } from "convex/server";
import type { VObject, VUnion } from "convex/values";
import type {
  AllKeys,
  Documents,
  NameOf,
  NamesOf,
  RequiredKeys,
  ValueAt,
  ValueOf,
  Word,
} from "../../shared/plan/fieldTypes.js";
import type { Typed } from "../../shared/plan/field.js";
import type { FieldsOf, IsCompared } from "../../shared/plan/planTypes.js";
import type { Tables } from "../../shared/plan/table.js";

/**
 * What TypeScript can say about a plan and a schema: the tables exist, each written field exists with that name and takes
 * that value, and every required field is written. What it cannot say, `findSchemaFaults` says at run time.
 */
export type FitsSchema<S extends GenericSchema, T extends Tables> = [SchemaMismatches<S, T>] extends [never]
  ? unknown
  : DoesNotFit<SchemaMismatches<S, T>>;

/** Prints as the sentences: which field of which table, and what is wrong with it. */
export interface DoesNotFit<Sentences> {
  readonly "does not fit schema.ts": Sentences;
}

/** The same for one table of the plan. */
export type FitsTable<Table, T extends Tables, Name extends keyof T & string> = [
  TableMismatches<Name, Documents<Table>, FieldsOf<T[Name]>>,
] extends [never]
  ? unknown
  : DoesNotFit<TableMismatches<Name, Documents<Table>, FieldsOf<T[Name]>>>;

/**
 * A sentence per mismatch, so that the compiler's message names table and field. Nothing about tables that were compared with the
 * schema where they are written (`planFor`).
 */
export type SchemaMismatches<S extends GenericSchema, T extends Tables> = {
  [Name in keyof T & string]: Name extends keyof S
    ? IsCompared<T[Name], Name> extends true
      ? never
      : TableMismatches<Name, Documents<S[Name]>, FieldsOf<T[Name]>>
    : `${Name}: not in schema.ts`;
}[keyof T & string];

type TableMismatches<Name extends string, D, F> = FieldMismatches<Name, D, F> | MissingFields<Name, D, NamesOf<F>>;

/** `F` is a union where several sources form one table, and each of its members is looked at. */
type FieldMismatches<Name extends string, D, F> = F extends unknown
  ? { [Key in keyof F & string]: FieldMismatch<Name, D, NameOf<Key, F[Key]>, ValueOf<F[Key]>> }[keyof F & string]
  : never;

type FieldMismatch<Table extends string, D, Name extends string, Value> = [Name] extends [never]
  ? never
  : Name extends AllKeys<D>
    ? [Value] extends [ValueAt<D, Name>]
      ? never
      : `${Table}.${Name}: schema.ts has ${Word<ValueAt<D, Name>>}, the plan writes ${Word<Value>}`
    : `${Table}.${Name}: schema.ts has no such field`;

type MissingFields<Table extends string, D, Written extends string> =
  Exclude<RequiredKeys<D>, Written> extends infer Missing extends string
    ? `${Table}.${Missing}: required by schema.ts, but the plan does not write it`
    : never;

/** The schema's types while data moves: those of the final schema, plus the optional legacy fields and the index by old key. */
export type DuringCutover<S extends GenericSchema, T extends Tables> = {
  [Name in keyof S]: Name extends keyof T ? OpenTable<S[Name], T[Name]> : S[Name];
};

/** A table while data moves. `Spec` is its entry in the plan. */
export type OpenTable<Table, Spec> = WithLegacy<Table, LegacyFields<FieldsOf<Spec>>>;

/** The legacy fields of a table: old keys are text, and a list of references has a list of them. */
type LegacyFields<F> = { [Key in "legacyId" | RefNames<F, "one">]?: string } & {
  [Key in RefNames<F, "list">]?: string[];
};

/** Names of the legacy fields of references; never for a table without. */
export type RefNames<F, Width extends "one" | "list" = "one" | "list"> = F extends unknown
  ? {
      [Key in keyof F & string]: F[Key] extends Typed<infer T, unknown, "ref">
        ? WidthOf<T> extends Width
          ? `legacy${Capitalize<NameOf<Key, F[Key]>>}`
          : never
        : never;
    }[keyof F & string]
  : never;

type WidthOf<T> = [Exclude<T, null | undefined>] extends [readonly unknown[]] ? "list" : "one";

type WithLegacy<Table, Legacy> =
  Table extends TableDefinition<infer V, infer Indexes, infer Search, infer Vector>
    ? TableDefinition<
        OpenValidator<V, Legacy>,
        Indexes & { by_legacy_id: ["legacyId", "_creationTime"] },
        Search,
        Vector
      >
    : never;

type OpenDocument<D, Legacy> = D extends unknown ? { [Key in keyof D]: D[Key] } & Legacy : never;

type OpenValidator<V, Legacy> =
  V extends VObject<infer Type, infer Fields, infer Optional, infer Paths>
    ? VObject<OpenDocument<Type, Legacy>, Fields, Optional, Paths | (keyof Legacy & string)>
    : V extends VUnion<infer Type, infer Members, infer Optional, infer Paths>
      ? VUnion<OpenDocument<Type, Legacy>, Members, Optional, Paths | (keyof Legacy & string)>
      : V;
