import type { GenericId } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { addressKey } from "../../shared/plan/plan.js";
import type { Environment, MutationCtx, StoredDocument } from "../run/environment.js";
import { isVerified } from "../match/verified.js";
import type { Person } from "./claimDecision.js";

/** Convex Auth's table. */
export const usersTable = "users";

/** More people than this with one address are "several" anyway. */
const mostPeople = 8;

/** Users with this address, in whatever letter case and with whatever blanks it is written down. */
export async function findPeople(environment: Environment, ctx: MutationCtx, address: string): Promise<Person[]> {
  const email = normalizeEmail(address);
  const found = new Map<string, StoredDocument>();
  for (const written of new Set([email, address, address.trim()])) {
    const same = await ctx.db
      .query(usersTable)
      .withIndex("email", (q) => q.eq("email", written))
      .take(mostPeople);
    for (const document of same) found.set(document._id as string, document);
  }
  const recorded = await ctx.runQuery(environment.component.claims.accountsUnder, { table: usersTable, email });
  for (const id of recorded) {
    const document = await ctx.db.get(id as GenericId<string>);
    if (document !== null && addressKey(document["email"]) === email) found.set(id, document);
  }
  return await Promise.all([...found.values()].map(async (document) => await toPerson(environment, ctx, document)));
}

async function toPerson(environment: Environment, ctx: MutationCtx, document: StoredDocument): Promise<Person> {
  const id = document._id as string;
  const isImported = isLegacy(environment, document) || !(await hasAccount(ctx, id));
  return { id, isProved: isVerified(environment.schema, usersTable, document), isImported };
}

export function isLegacy({ plan }: Environment, document: StoredDocument): boolean {
  const legacyField = plan.tables.get(usersTable)?.id.field;
  return legacyField !== undefined && document[legacyField] !== undefined;
}

export async function hasAccount({ db }: Pick<MutationCtx, "db">, user: string): Promise<boolean> {
  const account = await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) => q.eq("userId", user))
    .first();
  return account !== null;
}
