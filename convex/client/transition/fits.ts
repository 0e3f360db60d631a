import type { GenericSchema, TableDefinition } from "convex/server";
import type { Validator, VObject, VUnion } from "convex/values";
import type { CamelCase } from "../../shared/plan/names.js";
import type { Tables } from "../../shared/plan/table.js";

/**
 * What TypeScript can say about a plan and a schema: the tables exist, each written field exists with that name and takes
 * that value, and every required field is written. What it cannot say, `findSchemaFaults` says at run time.
 */
export type FitsSchema<S extends GenericSchema, T extends Tables> = [SchemaMismatches<S, T>] extends [never]
  ? unknown
  : { readonly "does not fit schema.ts": SchemaMismatches<S, T> };

/** The same for one table of the plan. */
export type FitsTable<Table, T extends Tables, Name extends keyof T & string> = [
  TableMismatches<Name, Documents<Table>, FieldsOf<T[Name]>>,
] extends [never]
  ? unknown
  : { readonly "does not fit schema.ts": TableMismatches<Name, Documents<Table>, FieldsOf<T[Name]>> };

/** A sentence per mismatch, so that the compiler's message names table and field. */
export type SchemaMismatches<S extends GenericSchema, T extends Tables> = {
  [Name in keyof T & string]: Name extends keyof S
    ? TableMismatches<Name, Documents<S[Name]>, FieldsOf<T[Name]>>
    : `${Name}: not in schema.ts`;
}[keyof T & string];

type TableMismatches<Name extends string, D, F> = FieldMismatches<Name, D, F> | MissingFields<Name, D, WrittenNames<F>>;

/** `F` is a union where several sources form one table, and each of its members is looked at. */
type FieldMismatches<Name extends string, D, F> = F extends unknown
  ? { [Key in keyof F & string]: FieldMismatch<Name, D, NameOf<Key, F[Key]>, ValueOf<F[Key]>> }[keyof F & string]
  : never;

type WrittenNames<F> = F extends unknown ? { [Key in keyof F & string]: NameOf<Key, F[Key]> }[keyof F & string] : never;

type FieldMismatch<Table extends string, D, Name extends string, Value> = [Name] extends [never]
  ? never
  : Name extends AllKeys<D>
    ? [Value] extends [ValueAt<D, Name>]
      ? never
      : `${Table}.${Name}: the schema has another type`
    : `${Table}.${Name}: schema.ts has no such field`;

type MissingFields<Table extends string, D, Written extends string> =
  Exclude<RequiredKeys<D>, Written> extends infer Missing extends string
    ? `${Table}.${Missing}: required by schema.ts, but the plan does not write it`
    : never;

type Documents<Table> =
  Table extends TableDefinition<infer V extends Validator<unknown, "required", string>> ? V["type"] : never;
export type FieldsOf<Spec> = Spec extends { readonly types: { readonly fields: infer F } } ? F : never;

/** Read off `types` alone: inferring from the whole class would take its methods' results into account. */
type Typed<Value, Name, Role> = { readonly types: { readonly value: Value; readonly name: Name; readonly role: Role } };
type ValueOf<F> = F extends Typed<infer Value, unknown, unknown> ? Value : never;

/** The name a field has in Convex; never for what is not one of the schema's: omitted columns, the id, `_creationTime`. */
type NameOf<Key extends string, F> =
  F extends Typed<unknown, infer Name, infer Role>
    ? Role extends "omit" | "id" | "creationTime"
      ? never
      : Name extends string
        ? Name
        : CamelCase<Key>
    : never;

type AllKeys<D> = D extends unknown ? keyof D & string : never;
type ValueAt<D, Name extends string> = D extends unknown ? (Name extends keyof D ? D[Name] : never) : never;

/** Keys that every kind of document must have. */
type RequiredKeys<D> = { [Key in keyof D & string]: undefined extends D[Key] ? never : Key }[keyof D & string];

/** The schema's types while data moves: those of the final schema, plus the optional legacy fields and the index by old key. */
export type DuringCutover<S extends GenericSchema, T extends Tables> = {
  [Name in keyof S]: Name extends keyof T ? OpenTable<S[Name], T[Name]> : S[Name];
};

/** A table while data moves. `Spec` is its entry in the plan. */
export type OpenTable<Table, Spec> = WithLegacy<Table, LegacyNames<FieldsOf<Spec>>>;

type LegacyNames<F> = "legacyId" | RefNames<F>;

/** Names of the references in Convex; never for a table without. */
export type RefNames<F> = F extends unknown
  ? {
      [Key in keyof F & string]: F[Key] extends Typed<unknown, unknown, "ref">
        ? `legacy${Capitalize<NameOf<Key, F[Key]>>}`
        : never;
    }[keyof F & string]
  : never;

type WithLegacy<Table, Legacy extends string> =
  Table extends TableDefinition<infer V, infer Indexes, infer Search, infer Vector>
    ? TableDefinition<
        OpenValidator<V, Legacy>,
        Indexes & { by_legacy_id: ["legacyId", "_creationTime"] },
        Search,
        Vector
      >
    : never;

type OpenDocument<D, Legacy extends string> = D extends unknown
  ? { [Key in keyof D]: D[Key] } & { [Key in Legacy]?: string }
  : never;

type OpenValidator<V, Legacy extends string> =
  V extends VObject<infer Type, infer Fields, infer Optional, infer Paths>
    ? VObject<OpenDocument<Type, Legacy>, Fields, Optional, Paths | Legacy>
    : V extends VUnion<infer Type, infer Members, infer Optional, infer Paths>
      ? VUnion<OpenDocument<Type, Legacy>, Members, Optional, Paths | Legacy>
      : V;
