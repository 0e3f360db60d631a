import type { GenericId } from "convex/values";
import type { Environment, MutationCtx } from "../run/environment.js";

/** What a new password takes away from whoever had got in with the old one. */
export interface ClosedDoors {
  readonly sessionsEnded: number;
  readonly linksRevoked: number;
}

/** Ends a user's sessions but their own, revokes their one-time links, and forgets codes that were mailed and not entered. */
export async function closeDoors(
  environment: Environment,
  ctx: MutationCtx,
  user: string,
  own?: string,
): Promise<ClosedDoors> {
  const linksRevoked = await ctx.runMutation(environment.component.invites.revoke, { users: [user] });
  await forgetCodes(ctx, user);
  return { sessionsEnded: await endSessions(ctx, user, own), linksRevoked };
}

async function forgetCodes({ db }: MutationCtx, user: string): Promise<void> {
  const accounts = db.query("authAccounts").withIndex("userIdAndProvider", (q) => q.eq("userId", user));
  for await (const { _id: account } of accounts) {
    const codes = db.query("authVerificationCodes").withIndex("accountId", (q) => q.eq("accountId", account as string));
    for await (const { _id } of codes) await db.delete(_id as GenericId<string>);
  }
}

/** As Convex Auth's `invalidateSessions`, which only actions can call. */
async function endSessions({ db }: MutationCtx, user: string, own?: string): Promise<number> {
  const all = await db
    .query("authSessions")
    .withIndex("userId", (q) => q.eq("userId", user))
    .collect();
  const sessions = all.filter(({ _id }) => _id !== own);
  for (const { _id } of sessions) await endSession(db, _id as GenericId<string>);
  return sessions.length;
}

export async function endSession(db: MutationCtx["db"], session: GenericId<string>): Promise<void> {
  const tokens = db.query("authRefreshTokens").withIndex("sessionId", (q) => q.eq("sessionId", session as string));
  for await (const { _id } of tokens) await db.delete(_id as GenericId<string>);
  await db.delete(session);
}
