import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { ConvexError, v } from "convex/values";
import type { InviteFault } from "../../cutover/signInValidators.js";
import {
  type Environment,
  type MutationCtx,
  type QueryCtx,
  readModule,
  type StoredDocument,
} from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { getUser, hasAccount, usersTable, vUserSelector } from "./users.js";

const pageSize = 100;
const hour = 60 * 60 * 1000;
const defaultHours = 14 * 24;

export interface InviteLinkOptions {
  /** Where the link leads; the token follows. Default `<SITE_URL>/invite?token=`. */
  readonly link?: string;
  /** How the response names users. Default their name, email or id. */
  readonly label?: (user: StoredDocument) => string;
}

/** SITE_URL is set when Convex Auth is set up. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/**
 * Creates one-time links for one user (`user`, `legacyId` or `email`), or page by page for all users without an account.
 * The tokens are in the response and nowhere else.
 */
export function defineCreateInvites(environment: Environment, options: InviteLinkOptions = {}) {
  return internalMutationGeneric({
    args: {
      ...vUserSelector,
      /** How many hours a link is valid. Default two weeks. */
      hours: v.optional(v.number()),
      /** Also for users with a valid link: that one is revoked. */
      again: v.optional(v.boolean()),
      createdBy: v.optional(v.string()),
      cursor: v.optional(v.union(v.string(), v.null())),
      numItems: v.optional(v.number()),
    },
    handler: async (ctx: MutationCtx, args) => {
      const { hours = defaultHours, again = false, createdBy, cursor, numItems, ...who } = args;
      if (!(hours > 0) || !Number.isFinite(hours)) return await refuseHours(ctx, hours);
      const isOne = Object.values(who).some((each) => each !== undefined);
      const page = isOne
        ? { users: [await getUser(environment, ctx, who, "createInvites")], isDone: true, cursor: "" }
        : await readUsersWithoutAccount(ctx, { cursor: cursor ?? null, numItems: numItems ?? pageSize });
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

/** Links and their state, oldest first. Without tokens: those are not stored. */
export function defineInvites({ component }: Environment) {
  return internalQueryGeneric({
    args: { cursor: v.optional(v.union(v.string(), v.null())), numItems: v.optional(v.number()) },
    handler: async (ctx: QueryCtx, { cursor, numItems }) =>
      await ctx.runQuery(component.invites.list, { cursor: cursor ?? null, numItems: numItems ?? pageSize }),
  });
}

/** Revokes the valid links of one user. Returns how many. */
export function defineRevokeInvites(environment: Environment) {
  return internalMutationGeneric({
    args: vUserSelector,
    returns: v.number(),
    handler: async (ctx: MutationCtx, who): Promise<number> => {
      const { _id } = await getUser(environment, ctx, who, "revokeInvites");
      return await ctx.runMutation(environment.component.invites.revoke, { users: [_id as string] });
    },
  });
}

async function refuseHours(ctx: MutationCtx, hours: number): Promise<never> {
  const next = `npx convex run ${await readModule(ctx)}:createInvites '{"hours":${defaultHours}}'`;
  return refuse("bad_hours", `A link that is valid for ${hours} hours opens for nobody.`, next);
}

async function readUsersWithoutAccount(ctx: MutationCtx, options: { cursor: string | null; numItems: number }) {
  const page = await ctx.db.query(usersTable).paginate(options);
  const users: StoredDocument[] = [];
  for (const user of page.page) if (!(await hasAccount(ctx, user._id as string))) users.push(user);
  return { users, isDone: page.isDone, cursor: page.continueCursor };
}

/** A second run must not create a second link. */
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

/** 32 unambiguous characters: no 0, 1, l, o. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** 160 random bits. The alphabet has 32 letters, so every byte yields each of them equally often. */
export function makeToken(): string {
  return [...randomBytes(32)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

/** What is stored of a token. It is too random to be guessed from a plain SHA-256. */
export function hashToken(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)));
}

/** The error of a link that is not valid. */
export type InviteRefused = { kind: "invite"; code: InviteFault; message: string };

const inviteMessages: Readonly<Record<InviteFault, string>> = {
  unknown: "This link is not valid. Ask for a new one.",
  used: "This link has already been used. Ask for a new one.",
  expired: "This link has expired. Ask for a new one.",
  revoked: "This link was revoked. Ask for a new one.",
};

export function refuseInvite(code: InviteFault): never {
  throw new ConvexError<InviteRefused>({ kind: "invite", code, message: inviteMessages[code] });
}
