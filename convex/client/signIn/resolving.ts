import { ConvexError } from "convex/values";
import { type Environment, equals, findIndexBy, type QueryCtx, type StoredDocument } from "../run/environment.js";
import { usersTable } from "./users.js";

/** Accounts whose user was never migrated keep no user: behind so many of them nothing is looked for. */
const mostAccounts = 50;

/**
 * Whether an imported account of this provider waits for `resolve` to write whose it is. Until then a sign-in by a provider's id finds
 * nobody, and would make a second user for somebody who has one.
 */
export async function isResolving(
  environment: Environment,
  ctx: Pick<QueryCtx, "db">,
  provider: string,
): Promise<boolean> {
  return await isAnyResolvable(
    environment,
    ctx,
    await accountsOf(ctx, [
      ["userId", undefined],
      ["provider", provider],
    ]),
  );
}

/**
 * Throws a ConvexError `{ kind: "maintenance", message }` while imported accounts wait for `resolve`. `user`: an id that a sign-in got
 * meanwhile, which is nobody's.
 */
export async function refuseWhileResolving(
  environment: Environment,
  ctx: Pick<QueryCtx, "db">,
  user: string,
): Promise<void> {
  const accounts = [
    ...(await accountsOf(ctx, [["userId", user]])),
    ...(await accountsOf(ctx, [["userId", undefined]])),
  ];
  if (!(await isAnyResolvable(environment, ctx, accounts))) return;
  const message = "Accounts are being moved here. Please try again in a few minutes.";
  throw new ConvexError({ kind: "maintenance", message });
}

async function accountsOf(
  { db }: Pick<QueryCtx, "db">,
  values: Parameters<typeof equals>[1],
): Promise<StoredDocument[]> {
  return await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) => equals(q, values))
    .take(mostAccounts);
}

/** Whether the old user of one of them is here. */
async function isAnyResolvable(
  { plan, schema }: Environment,
  { db }: Pick<QueryCtx, "db">,
  accounts: readonly StoredDocument[],
): Promise<boolean> {
  const key = plan.tables.get("authAccounts")?.refs.find(({ name }) => name === "userId")?.legacyField;
  const field = plan.tables.get(usersTable)?.id.field;
  const index = field === undefined ? undefined : findIndexBy(schema, usersTable, field);
  if (key === undefined || field === undefined || index === undefined) return false;
  for (const { [key]: legacyId } of accounts) {
    if (typeof legacyId !== "string") continue;
    const user = await db
      .query(usersTable)
      .withIndex(index, (q) => q.eq(field, legacyId))
      .first();
    if (user !== null) return true;
  }
  return false;
}
