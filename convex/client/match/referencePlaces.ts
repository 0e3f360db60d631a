import type { GenericId } from "convex/values";
import {
  type AnySchema,
  type Environment,
  type MutationCtx,
  type StoredDocument,
  findIndexBy,
  hasField,
} from "../run/environment.js";
import { signInMethods } from "../../shared/users/setAside.js";
import { joinSignInMethod } from "./signInMethods.js";

/** A field of a table that refers to documents of another. */
export interface ReferencePlace {
  readonly table: string;
  readonly field: string;
  /** An index that starts with the field; without one, and for lists, into which Convex has no index, the table is read whole. */
  readonly index: string | undefined;
  readonly repoint: Repoint;
}

type Repoint = (ctx: MutationCtx, document: StoredDocument, from: string, to: GenericId<string>) => Promise<void>;

/** Whether the document refers to this one there. */
export function refersTo({ field }: Pick<ReferencePlace, "field">, document: StoredDocument, id: string): boolean {
  const value = document[field];
  return Array.isArray(value) ? value.includes(id) : value === id;
}

export function placeName({ table, field }: Pick<ReferencePlace, "table" | "field">): string {
  return `${table}.${field}`;
}

/** Tables of Convex Auth whose `userId` says whom a sign-in method or a session belongs to. */
const authTables = [signInMethods, "authSessions"] as const;

/** Everything that refers to documents of a table: references of the plan, and for people those of Convex Auth. */
export function findReferencesTo(environment: Environment, target: string): ReferencePlace[] {
  const { plan, schema } = environment;
  const places = new Map<string, ReferencePlace>();
  const add = (table: string, field: string, isList = false) => {
    const index = isList ? undefined : findIndexBy(schema, table, field);
    const place = { table, field, index, repoint: repointIn(table, field, environment) };
    places.set(placeName(place), place);
  };
  for (const { name, refs } of plan.tables.values()) {
    for (const ref of refs) if (ref.target === target) add(name, ref.name, ref.list !== null);
  }
  for (const table of authTables) if (isOfUsers(schema, table, target)) add(table, "userId");
  return [...places.values()];
}

function isOfUsers(schema: AnySchema, table: string, target: string): boolean {
  return target === "users" && hasField(schema, table, "userId");
}

/** In a list each place of the old id gets the new one: what stands there twice, and in which order, the app decides. */
function repointIn(table: string, field: string, environment: Environment): Repoint {
  if (table === signInMethods)
    return async (ctx, document, _from, to) => await joinSignInMethod(environment, ctx, document, to);
  return async (ctx, document, from, to) => {
    const value = document[field];
    const after = Array.isArray(value) ? value.map((id) => (id === from ? to : id)) : to;
    await ctx.db.patch(document._id as GenericId<string>, { [field]: after });
  };
}
