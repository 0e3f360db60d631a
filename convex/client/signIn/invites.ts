import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import type { Environment, MutationCtx, QueryCtx, StoredDocument } from "../run/environment.js";
import { readModule } from "../run/environment.js";
import { getUser, vWho } from "./findUsers.js";
import { hasAccount, usersTable } from "./people.js";
import { hashToken, makeToken } from "./token.js";

const pageSize = 100;
const hour = 60 * 60 * 1000;
const defaultHours = 14 * 24;

export interface InviteLinkOptions {
  /** Where the link leads; the token follows. Default `<SITE_URL>/invite?token=`. */
  readonly link?: string;
  /** What tells people apart in the answer. Default their name, email or id. */
  readonly label?: (user: StoredDocument) => string;
}

/** Set by whoever sets up Convex Auth. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/**
 * Makes one-time links. For one person (`user`, `legacyId` or `email`), or page by page for all who have no account yet.
 * The answer is the only place where the tokens ever are.
 */
export function defineCreateInvites(environment: Environment, options: InviteLinkOptions = {}) {
  return internalMutationGeneric({
    args: {
      ...vWho,
      /** How long a link opens. Default two weeks. */
      hours: v.optional(v.number()),
      /** Also for people whose link still opens: that one is withdrawn. */
      again: v.optional(v.boolean()),
      createdBy: v.optional(v.string()),
      cursor: v.optional(v.union(v.string(), v.null())),
      numItems: v.optional(v.number()),
    },
    handler: async (ctx: MutationCtx, args) => {
      const { hours = defaultHours, again = false, createdBy, cursor, numItems, ...who } = args;
      const isOne = Object.values(who).some((each) => each !== undefined);
      const page = isOne
        ? { users: [await getUser(environment, ctx, who, "createInvites")], isDone: true, cursor: "" }
        : await readPeopleWithoutAccount(ctx, { cursor: cursor ?? null, numItems: numItems ?? pageSize });
      const users = await withoutOpenLink(environment, ctx, page.users, again || isOne);
      const made = users.map((user) => ({ user, token: makeToken() }));
      const expiresAt = Date.now() + hours * hour;
      await ctx.runMutation(environment.component.invites.create, {
        invites: made.map(({ user, token }) => ({ user: user._id as string, tokenHash: hashToken(token) })),
        expiresAt,
        createdBy: createdBy ?? null,
      });
      const module = await readModule(ctx);
      return {
        invites: made.map(({ user, token }) => renderInvite(user, token, options)),
        skipped: page.users.length - users.length,
        expiresAt,
        isDone: page.isDone,
        cursor: page.cursor,
        next: page.isDone
          ? `npx convex run ${module}:invites`
          : `npx convex run ${module}:createInvites '${JSON.stringify({ ...args, cursor: page.cursor })}'`,
      };
    },
  });
}

/** Links and what became of them, the oldest first. Without tokens: nobody knows those any more. */
export function defineInvites({ component }: Environment) {
  return internalQueryGeneric({
    args: { cursor: v.optional(v.union(v.string(), v.null())), numItems: v.optional(v.number()) },
    handler: async (ctx: QueryCtx, { cursor, numItems }) =>
      await ctx.runQuery(component.invites.list, { cursor: cursor ?? null, numItems: numItems ?? pageSize }),
  });
}

/** Withdraws the links of one person that still open. Gives how many. */
export function defineRevokeInvites(environment: Environment) {
  return internalMutationGeneric({
    args: vWho,
    returns: v.number(),
    handler: async (ctx: MutationCtx, who): Promise<number> => {
      const { _id } = await getUser(environment, ctx, who, "revokeInvites");
      return await ctx.runMutation(environment.component.invites.revoke, { users: [_id as string] });
    },
  });
}

async function readPeopleWithoutAccount(ctx: MutationCtx, options: { cursor: string | null; numItems: number }) {
  const page = await ctx.db.query(usersTable).paginate(options);
  const users: StoredDocument[] = [];
  for (const user of page.page) if (!(await hasAccount(ctx, user._id as string))) users.push(user);
  return { users, isDone: page.isDone, cursor: page.continueCursor };
}

/** A second run must not double the links of the first. */
async function withoutOpenLink({ component }: Environment, ctx: MutationCtx, users: StoredDocument[], again: boolean) {
  const ids = users.map(({ _id }) => _id as string);
  if (again) {
    await ctx.runMutation(component.invites.revoke, { users: ids });
    return users;
  }
  const having = new Set(await ctx.runQuery(component.invites.open, { users: ids }));
  return users.filter(({ _id }) => !having.has(_id as string));
}

function renderInvite(user: StoredDocument, token: string, { link, label }: InviteLinkOptions) {
  const site = process.env["SITE_URL"];
  const start = link ?? (site === undefined ? undefined : `${site.replace(/\/$/, "")}/invite?token=`);
  const who = label?.(user) ?? ((user["name"] ?? user["email"] ?? user._id) as string);
  return { user: user._id as string, who, token, ...(start === undefined ? {} : { link: start + token }) };
}
