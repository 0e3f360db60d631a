import type { GenericId } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import { type SignIn, signInMethods, toSetAside } from "../../shared/users/setAside.js";
import { type Environment, equals, type MutationCtx, type QueryCtx, type StoredDocument } from "../run/environment.js";
import { type Merging, mergeAmending } from "./merge.js";
import { verifiedField } from "./verified.js";

type Readable = { readonly db: QueryCtx["db"] };

/** Every method that Convex Auth finds under a provider's id. With more than one of them it finds none. */
export async function findMethods({ db }: Readable, provider: string, account: string): Promise<StoredDocument[]> {
  return await db
    .query(signInMethods)
    .withIndex("providerAndAccountId", (q) =>
      equals(q, [
        ["provider", provider],
        ["providerAccountId", account],
      ]),
    )
    .collect();
}

/** Other methods with the same provider and id. */
export async function findTwins(ctx: Readable, method: StoredDocument): Promise<StoredDocument[]> {
  const methods = await findMethods(ctx, method["provider"] as string, method["providerAccountId"] as string);
  return methods.filter(({ _id }) => _id !== method._id);
}

/** The user a method opens for; null: they were deleted, or nobody has said yet who they are. */
export async function findOwner({ db }: Readable, { userId }: StoredDocument): Promise<StoredDocument | null> {
  return typeof userId === "string" ? await db.get(userId as GenericId<string>) : null;
}

/**
 * Whether its user has shown that the sign-in is theirs. What another provider issued always is; an address only where it was
 * verified, since anybody can type one. Without a user it is nobody's.
 */
export async function isMethodProved(ctx: Readable, method: StoredDocument): Promise<boolean> {
  const account = addressKey(method["providerAccountId"]);
  const user = await findOwner(ctx, method);
  if (user === null) return false;
  if (account === null || !account.includes("@") || method["emailVerified"] !== undefined) return true;
  return isAddressOf(user, account);
}

/** Whether the user has verified the address. */
export function isAddressOf(user: StoredDocument, address: string): boolean {
  return typeof user[verifiedField] === "number" && addressKey(user["email"]) === address;
}

/** Takes a method's provider and id away, so that it opens for nobody, and keeps what they were. */
export async function setAside({ db }: Pick<MutationCtx, "db">, method: StoredDocument): Promise<void> {
  await db.patch(method._id as GenericId<string>, { ...toSetAside(method as StoredDocument & SignIn) });
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
  const twin = (await findTwins(ctx, method)).find((each) => each["userId"] === to);
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
