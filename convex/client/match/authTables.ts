import type { GenericId } from "convex/values";
import type { Environment, MutationCtx, StoredDocument } from "../run/environment.js";
import type { Merging } from "./merge.js";
import { mergeAmending } from "./mergeAmending.js";
import { equals } from "../run/schemaReading.js";

/** Convex Auth's table of them. */
export const signInMethods = "authAccounts";

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
