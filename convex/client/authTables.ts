import type { GenericId } from "convex/values";
import type { MutationCtx, StoredDocument } from "./environment.js";
import { equals } from "./schemaReading.js";

/**
 * Gives a sign-in method to another person. Convex Auth looks methods up by (provider, providerAccountId) and breaks when
 * there are two: where that person has the same one, theirs stays with its own secret, and takes over what it lacks.
 */
export async function joinSignInMethod(ctx: MutationCtx, method: StoredDocument, to: GenericId<string>): Promise<void> {
  const twin = await findTwin(ctx, method, to);
  const id = method._id as GenericId<string>;
  if (twin === undefined) return await ctx.db.patch(id, { userId: to });
  if (method["legacyId"] !== undefined) throw new Error("the person it goes to has this sign-in method already");
  const lacking = ["secret", "emailVerified", "phoneVerified"].filter(
    (name) => twin[name] === undefined && method[name] !== undefined,
  );
  const patch = Object.fromEntries(lacking.map((name) => [name, method[name]]));
  if (lacking.length > 0) await ctx.db.patch(twin._id as GenericId<string>, patch);
  await ctx.db.delete(id);
}

async function findTwin(ctx: MutationCtx, { _id, provider, providerAccountId }: StoredDocument, to: GenericId<string>) {
  const methods = await ctx.db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) =>
      equals(q, [
        ["userId", to],
        ["provider", provider],
      ]),
    )
    .collect();
  return methods.find((each) => each._id !== _id && each["providerAccountId"] === providerAccountId);
}
