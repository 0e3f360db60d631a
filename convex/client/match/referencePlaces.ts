import type { GenericId } from "convex/values";
import {
  type AnySchema,
  type Environment,
  type MutationCtx,
  type StoredDocument,
  findIndexBy,
  hasField,
  equals,
} from "../run/environment.js";
import { type Merging, mergeAmending } from "./merge.js";

/** Convex Auth's table of sign-in methods. */
export const signInMethods = "authAccounts";

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

/**
 * Gives a sign-in method to another person. Convex Auth looks methods up by (provider, providerAccountId) and breaks when
 * there are two: where that person has the same one, theirs stays with its own secret, and takes over what it lacks.
 */
export async function joinSignInMethod(
  environment: Environment,
  ctx: MutationCtx,
  method: StoredDocument,
  to: GenericId<string>,
): Promise<void> {
  const twin = await findTwin(ctx, method, to);
  const id = method._id as GenericId<string>;
  if (twin === undefined) return await ctx.db.patch(id, { userId: to });
  const table = environment.plan.tables.get(signInMethods);
  if (table !== undefined && method[table.id.field] !== undefined) {
    return await mergeImported(environment, ctx, {
      table,
      imported: method,
      id: twin._id as GenericId<string>,
      why: "settled",
    });
  }
  const lacking = ["secret", "emailVerified", "phoneVerified"].filter(
    (name) => twin[name] === undefined && method[name] !== undefined,
  );
  const patch = Object.fromEntries(lacking.map((name) => [name, method[name]]));
  if (lacking.length > 0) await ctx.db.patch(twin._id as GenericId<string>, patch);
  await ctx.db.delete(id);
}

/** An imported method goes on record, so that it stays proven; without a record it would count as lost. */
async function mergeImported(environment: Environment, ctx: MutationCtx, merging: Merging): Promise<void> {
  if (merging.table.match === undefined) {
    throw new Error(
      `the person it goes to has this sign-in method already: give ${signInMethods} { match: ["provider", "providerAccountId"] } in plan.ts`,
    );
  }
  await mergeAmending(environment, ctx, merging, { forgets: true });
}

async function findTwin(ctx: MutationCtx, { _id, provider, providerAccountId }: StoredDocument, to: GenericId<string>) {
  const methods = await ctx.db
    .query(signInMethods)
    .withIndex("userIdAndProvider", (q) =>
      equals(q, [
        ["userId", to],
        ["provider", provider],
      ]),
    )
    .collect();
  return methods.find((each) => each._id !== _id && each["providerAccountId"] === providerAccountId);
}
