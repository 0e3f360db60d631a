import type { SchemaDefinition, TableDefinition } from "convex/server";
import type { GenericId, Validator } from "convex/values";
import type { Typed } from "./field.js";
import type { CamelCase } from "./names.js";

export type ValueOf<F> = F extends Typed<infer Value, unknown, unknown> ? Value : never;

/** The name a field has in Convex; never for what is not one of the schema's: omitted columns, the id, `_creationTime`. */
export type NameOf<Key extends string, F> =
  F extends Typed<unknown, infer Name, infer Role>
    ? Role extends "omit" | "id" | "creationTime"
      ? never
      : Name extends string
        ? Name
        : CamelCase<Key>
    : never;

/** Names of every field a table writes. `F` is a union where several sources form one table. */
export type NamesOf<F> = F extends unknown
  ? { [Key in keyof F & string]: NameOf<Key, F[Key]> }[keyof F & string]
  : never;

/** The columns an entry of a table reads or leaves out: those of `from`, else its key. */
export type ColumnsRead<Key extends string, F> = F extends { readonly types: { readonly columns: infer Columns } }
  ? Columns extends readonly string[]
    ? Columns[number]
    : Key
  : never;

export type Documents<Table> =
  Table extends TableDefinition<infer V extends Validator<unknown, "required", string>> ? V["type"] : never;

/** The documents of each table of a schema, by table. */
export type DocumentsOf<Schema> =
  Schema extends SchemaDefinition<infer S, boolean>
    ? { readonly [Name in keyof S & string]: Documents<S[Name]> }
    : never;

export type AllKeys<D> = D extends unknown ? keyof D & string : never;
export type ValueAt<D, Name extends string> = D extends unknown ? (Name extends keyof D ? D[Name] : never) : never;

/** Keys that every kind of document must have. */
export type RequiredKeys<D> = { [Key in keyof D & string]: undefined extends D[Key] ? never : Key }[keyof D & string];

/** A type as a validator names it, for a sentence. */
export type Word<T> = undefined extends T
  ? `v.optional(${Plain<Exclude<T, undefined>>})`
  : null extends T
    ? `v.union(${Plain<Exclude<T, null>>}, v.null())`
    : Plain<T>;

type Plain<T> = [T] extends [null]
  ? "v.null()"
  : [T] extends [GenericId<infer Table>]
    ? `v.id("${Table}")`
    : [T] extends [string]
      ? string extends T
        ? "v.string()"
        : "other literals"
      : [T] extends [number]
        ? "v.number()"
        : [T] extends [bigint]
          ? "v.int64()"
          : [T] extends [boolean]
            ? "v.boolean()"
            : [T] extends [ArrayBuffer]
              ? "v.bytes()"
              : [T] extends [readonly (infer Element)[]]
                ? `v.array(${Word<Element>})`
                : [T] extends [object]
                  ? "v.object(…) of another shape"
                  : "another type";
