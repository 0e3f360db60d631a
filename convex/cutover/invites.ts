import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { type InviteFault, vInvite, vInviteFault } from "./signInValidators.js";

/** Records links by the hash of their token. */
export const create = mutation({
  args: {
    invites: v.array(v.object({ user: v.string(), tokenHash: v.string() })),
    expiresAt: v.number(),
    createdBy: v.union(v.string(), v.null()),
  },
  returns: v.null(),
  handler: async (ctx, { invites, expiresAt, createdBy }) => {
    const createdAt = Date.now();
    for (const invite of invites) {
      await ctx.db.insert("invites", { ...invite, createdAt, createdBy, expiresAt, usedAt: null, revokedAt: null });
    }
    return null;
  },
});

/** Redeems a link. Of two attempts at the same time, one finds it used: Convex runs them one after the other. */
export const use = mutation({
  args: { tokenHash: v.string() },
  returns: v.union(
    v.object({ kind: v.literal("used"), user: v.string() }),
    v.object({ kind: v.literal("refused"), fault: vInviteFault }),
  ),
  handler: async (ctx, { tokenHash }) => {
    const invite = await ctx.db
      .query("invites")
      .withIndex("by_token_hash", (q) => q.eq("tokenHash", tokenHash))
      .unique();
    const fault = invite === null ? "unknown" : faultOf(invite, Date.now());
    if (invite === null || fault !== null) return { kind: "refused" as const, fault: fault ?? "unknown" };
    await ctx.db.patch("invites", invite._id, { usedAt: Date.now() });
    return { kind: "used" as const, user: invite.user };
  },
});

/** Those of these users who have a link that still works. */
export const open = query({
  args: { users: v.array(v.string()) },
  returns: v.array(v.string()),
  handler: async (ctx, { users }) => {
    const now = Date.now();
    const having: string[] = [];
    for (const user of users) {
      const invites = await invitesOf(ctx, user);
      if (invites.some((invite) => faultOf(invite, now) === null)) having.push(user);
    }
    return having;
  },
});

/** Revokes the links of these users. Returns how many there were. */
export const revoke = mutation({
  args: { users: v.array(v.string()) },
  returns: v.number(),
  handler: async (ctx, { users }) => {
    let revoked = 0;
    for (const user of users) revoked += await revokeOf(ctx, user);
    return revoked;
  },
});

export const list = query({
  args: { cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({
    items: v.array(vInvite.omit("tokenHash").extend({ fault: v.union(vInviteFault, v.null()) })),
    isDone: v.boolean(),
    cursor: v.string(),
  }),
  handler: async (ctx, { cursor, numItems }) => {
    const after = cursor === null || cursor === "" ? 0 : Number(cursor);
    const now = Date.now();
    const page = await ctx.db
      .query("invites")
      .withIndex("by_creation_time", (q) => q.gt("_creationTime", after))
      .take(numItems);
    return {
      items: page.map((invite) => renderInvite(invite, now)),
      isDone: page.length < numItems,
      cursor: String(page.at(-1)?._creationTime ?? after),
    };
  },
});

async function invitesOf({ db }: QueryCtx, user: string): Promise<Doc<"invites">[]> {
  return await db
    .query("invites")
    .withIndex("by_user", (q) => q.eq("user", user))
    .collect();
}

/** The user became part of another one: what was sent to them leads there. */
export async function repointInvites(ctx: MutationCtx, from: string, to: string): Promise<void> {
  for (const { _id } of await invitesOf(ctx, from)) await ctx.db.patch("invites", _id, { user: to });
}

async function revokeOf(ctx: MutationCtx, user: string): Promise<number> {
  const now = Date.now();
  const working = (await invitesOf(ctx, user)).filter((invite) => faultOf(invite, now) === null);
  for (const { _id } of working) await ctx.db.patch("invites", _id, { revokedAt: now });
  return working.length;
}

function faultOf({ usedAt, revokedAt, expiresAt }: Doc<"invites">, now: number): InviteFault | null {
  if (usedAt !== null) return "used";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : null;
}

function renderInvite(invite: Doc<"invites">, now: number) {
  const { user, createdAt, createdBy, expiresAt, usedAt, revokedAt } = invite;
  return { user, createdAt, createdBy, expiresAt, usedAt, revokedAt, fault: faultOf(invite, now) };
}
