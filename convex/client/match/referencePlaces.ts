import type { GenericId } from "convex/values";
import {
  type AnySchema,
  type Environment,
  type MutationCtx,
  type StoredDocument,
  findIndexBy,
  hasField,
} from "../run/environment.js";
import { joinSignInMethod, signInMethods } from "./signInMethods.js";

/** A field of a table that refers to documents of another. */
export interface ReferencePlace {
  readonly table: string;
  readonly field: string;
  /** An index that starts with the field; without one the table is read whole. */
  readonly index: string | undefined;
  readonly repoint: (ctx: MutationCtx, document: StoredDocument, to: GenericId<string>) => Promise<void>;
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
  const add = (table: string, field: string) => {
    const place = {
      table,
      field,
      index: findIndexBy(schema, table, field),
      repoint: repointIn(table, field, environment),
    };
    places.set(placeName(place), place);
  };
  for (const { name, refs } of plan.tables.values()) {
    for (const ref of refs) if (ref.target === target) add(name, ref.name);
  }
  for (const table of authTables) if (isOfUsers(schema, table, target)) add(table, "userId");
  return [...places.values()];
}

function isOfUsers(schema: AnySchema, table: string, target: string): boolean {
  return target === "users" && hasField(schema, table, "userId");
}

function repointIn(table: string, field: string, environment: Environment): ReferencePlace["repoint"] {
  if (table === signInMethods) return async (...args) => await joinSignInMethod(environment, ...args);
  return async (ctx, document, to) => {
    await ctx.db.patch(document._id as GenericId<string>, { [field]: to });
  };
}
