import { type GenericId, v, type Value } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { mergeRecorded } from "../match/merge.js";
import { scheduleMove } from "../match/moveReferences.js";
import { isAddressVerified, verifiedField } from "../match/verified.js";
import {
  type AnySchema,
  type Environment,
  findIndexBy,
  hasField,
  type MutationCtx,
  type QueryCtx,
  readModule,
  type StoredDocument,
} from "../run/environment.js";
import { refuse } from "../run/refuse.js";

/** Convex Auth's table. */
export const usersTable = "users";

/** A user document with the address of a sign-in. */
export interface UserCandidate {
  readonly id: string;
  /** Whether the address was verified. */
  readonly isVerified: boolean;
  /** Whether they come from the old system: they have a legacy id, or had one until the clean-up. */
  readonly isImported: boolean;
}

/** More users than this with one address are "several" anyway. */
const mostCandidates = 8;

type Reading = Pick<QueryCtx, "db" | "runQuery">;

/** Users with this address, whatever its letter case and spaces. */
export async function findUsersByEmail(
  environment: Environment,
  ctx: Reading,
  address: string,
): Promise<UserCandidate[]> {
  const [found] = await findUsersByEmails(environment, ctx, [address]);
  return found!;
}

/** The same for many addresses, in their order: the component is asked as often as for one. */
export async function findUsersByEmails(
  environment: Environment,
  ctx: Reading,
  addresses: readonly string[],
): Promise<UserCandidate[][]> {
  const emails = addresses.map(normalizeEmail);
  const recorded = await ctx.runQuery(environment.component.importedUsers.under, { table: usersTable, emails });
  const found = await Promise.all(
    addresses.map(async (address, at) => await readUsers(ctx, address, emails[at]!, recorded[at]!)),
  );
  const imported = await findImported(environment, ctx, found.flat());
  const toCandidate = (document: StoredDocument): UserCandidate => ({
    id: document._id as string,
    isVerified: isAddressVerified(environment.schema, usersTable, document),
    isImported: isLegacy(environment, document) || imported.has(document._id as string),
  });
  return found.map((documents) => documents.map(toCandidate));
}

async function readUsers(
  { db }: Reading,
  address: string,
  email: string,
  recorded: readonly string[],
): Promise<StoredDocument[]> {
  const found = new Map<string, StoredDocument>();
  for (const written of new Set([email, address, address.trim()])) {
    const same = await db
      .query(usersTable)
      .withIndex("email", (q) => q.eq("email", written))
      .take(mostCandidates);
    for (const document of same) found.set(document._id as string, document);
  }
  for (const id of recorded) {
    const document = await db.get(id as GenericId<string>);
    if (document !== null && addressKey(document["email"]) === email) found.set(id, document);
  }
  return [...found.values()];
}

/** Those who came from the old system and carry no legacy id any more. */
async function findImported(environment: Environment, ctx: Reading, documents: readonly StoredDocument[]) {
  const own = documents.filter((document) => !isLegacy(environment, document));
  const users = [...new Set(own.map(({ _id }) => _id as string))];
  if (users.length === 0) return new Set<string>();
  return new Set(await ctx.runQuery(environment.component.importedUsers.among, { users }));
}

/** Whether a user comes from the old system, also after the clean-up. */
export async function isImportedUser(environment: Environment, ctx: Reading, user: StoredDocument): Promise<boolean> {
  return isLegacy(environment, user) || (await findImported(environment, ctx, [user])).has(user._id as string);
}

export function isLegacy({ plan }: Environment, document: StoredDocument): boolean {
  const legacyField = plan.tables.get(usersTable)?.id.field;
  return legacyField !== undefined && document[legacyField] !== undefined;
}

export async function hasAccount({ db }: Pick<QueryCtx, "db">, user: string): Promise<boolean> {
  const account = await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) => q.eq("userId", user))
    .first();
  return account !== null;
}

/** How a user signs in. */
export async function methodsOf({ db }: Pick<QueryCtx, "db">, user: string): Promise<StoredDocument[]> {
  return await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) => q.eq("userId", user))
    .collect();
}

/** The only user with this verified number, as Convex Auth looks it up. */
export async function findUserByPhone({ db }: MutationCtx, phone: string): Promise<string | null> {
  const users = await db
    .query(usersTable)
    .withIndex("phone", (q) => q.eq("phone", phone))
    .filter((q) => q.neq(q.field("phoneVerificationTime"), undefined))
    .take(2);
  return users.length === 1 ? (users[0]!._id as string) : null;
}

/** How a command selects a user. */
export const vUserSelector = {
  /** The user's id in Convex. */
  user: v.optional(v.string()),
  /** Their key in the old system. */
  legacyId: v.optional(v.string()),
  email: v.optional(v.string()),
};

interface UserSelector {
  readonly user?: string;
  readonly legacyId?: string;
  readonly email?: string;
}

/** The selected user. Refuses when there is none, or more than one; `again`: the function to call with the id. */
export async function getUser(
  environment: Environment,
  ctx: MutationCtx,
  who: UserSelector,
  again: string,
): Promise<StoredDocument> {
  const ids = await findIds(environment, ctx, who);
  const found = await Promise.all(ids.map(async (id) => await ctx.db.get(id as GenericId<string>)));
  const users = found.filter((user) => user !== null);
  const [user] = users;
  if (user === undefined)
    return refuse("unknown_user", `No user has ${JSON.stringify(who)}.`, `npx convex data ${usersTable}`);
  if (users.length === 1) return user;
  const several = `${users.length} users have ${JSON.stringify(who)}: ${users.map(({ _id }) => _id as string).join(", ")}.`;
  return refuse("several_users", several, `npx convex run ${await readModule(ctx)}:${again} '{"user":"…"}'`);
}

async function findIds(
  environment: Environment,
  ctx: MutationCtx,
  { user, legacyId, email }: UserSelector,
): Promise<string[]> {
  if (user !== undefined) {
    const id = ctx.db.normalizeId(usersTable, user);
    return id === null ? [] : [id];
  }
  if (legacyId !== undefined) return await findByLegacyId(environment, ctx, legacyId);
  if (email === undefined) return [];
  return (await findUsersByEmail(environment, ctx, email)).map(({ id }) => id);
}

async function findByLegacyId({ plan, schema }: Environment, { db }: MutationCtx, legacyId: string): Promise<string[]> {
  const field = plan.tables.get(usersTable)?.id.field;
  const index = field === undefined ? undefined : findIndexBy(schema, usersTable, field);
  if (field === undefined || index === undefined) return [];
  const users = await db
    .query(usersTable)
    .withIndex(index, (q) => q.eq(field, legacyId))
    .take(2);
  return users.map(({ _id }) => _id as string);
}

/** The profile that a provider returns. */
export type Profile = Record<string, unknown> & { email?: string; emailVerified?: boolean; phone?: string };

export interface FieldRules {
  readonly schema: AnySchema;
  /** Fields in which the provider's value wins over the existing one. */
  readonly overwrite: ReadonlySet<string>;
  /** Whether the sign-in verifies the address. */
  readonly isVerified: boolean;
}

/**
 * The fields a user document gets from a profile: those that the schema has and the document lacks, and those to overwrite.
 * Never null, never a field that the schema lacks; an address is normalized.
 */
export function selectUserFields(
  { schema, overwrite, isVerified }: FieldRules,
  profile: Profile,
  current: StoredDocument | null,
): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(profile)) {
    if (name === "emailVerified" || name === "phoneVerified" || !hasField(schema, usersTable, name)) continue;
    const written = name === "email" ? addressKey(value) : value;
    if (written === null || written === undefined) continue;
    const mayWrite = current?.[name] === undefined || (overwrite.has(name) && (name !== "email" || isVerified));
    if (mayWrite) fields[name] = written as Value;
  }
  if (!isVerified || !hasField(schema, usersTable, verifiedField)) return fields;
  const isThisAddress = addressKey(fields["email"] ?? current?.["email"]) === addressKey(profile.email);
  if (isThisAddress && current?.[verifiedField] === undefined) fields[verifiedField] = Date.now();
  return fields;
}

/**
 * Merges a user's imported document into the one they use, as match would have done had both been there before the migration;
 * references are repointed in batches of their own.
 */
export async function mergeUsers(
  environment: Environment,
  ctx: MutationCtx,
  { from, to, module }: { readonly from: string; readonly to: string; readonly module: string },
): Promise<void> {
  const table = environment.plan.tables.get(usersTable);
  const imported = await ctx.db.get(from as GenericId<string>);
  if (table === undefined || imported === null) return;
  await mergeRecorded(environment, ctx, { table, imported, id: to as GenericId<string>, why: "claimed" });
  await scheduleMove(environment, ctx, { table: usersTable, from, to, module });
}
