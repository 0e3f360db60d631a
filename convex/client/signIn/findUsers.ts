import { v, type GenericId } from "convex/values";
import {
  type Environment,
  type MutationCtx,
  type StoredDocument,
  readModule,
  findIndexBy,
} from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { findPeople, usersTable } from "./people.js";

/** How a command names a person. */
export const vWho = {
  /** The user's id in Convex. */
  user: v.optional(v.string()),
  /** Their key in the old system. */
  legacyId: v.optional(v.string()),
  email: v.optional(v.string()),
};

interface Who {
  readonly user?: string;
  readonly legacyId?: string;
  readonly email?: string;
}

/** The one user who is meant. Refuses when that is nobody, or more than one; `again`: the function to call with the id. */
export async function getUser(
  environment: Environment,
  ctx: MutationCtx,
  who: Who,
  again: string,
): Promise<StoredDocument> {
  const ids = await findIds(environment, ctx, who);
  const found = await Promise.all(ids.map(async (id) => await ctx.db.get(id as GenericId<string>)));
  const users = found.filter((user) => user !== null);
  const [user] = users;
  if (user === undefined)
    return refuse("unknown_user", `Nobody is ${JSON.stringify(who)}.`, `npx convex data ${usersTable}`);
  if (users.length === 1) return user;
  const several = `${users.length} users are ${JSON.stringify(who)}: ${users.map(({ _id }) => _id as string).join(", ")}.`;
  return refuse("several_users", several, `npx convex run ${await readModule(ctx)}:${again} '{"user":"…"}'`);
}

async function findIds(environment: Environment, ctx: MutationCtx, { user, legacyId, email }: Who): Promise<string[]> {
  if (user !== undefined) {
    const id = ctx.db.normalizeId(usersTable, user);
    return id === null ? [] : [id];
  }
  if (legacyId !== undefined) return await findByLegacyId(environment, ctx, legacyId);
  if (email === undefined) return [];
  return (await findPeople(environment, ctx, email)).map(({ id }) => id);
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
