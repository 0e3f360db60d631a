import { type Infer, v } from "convex/values";

/** Why a sign-in was not linked to the user it looks like. */
export const vClaimCode = v.union(
  v.literal("unverified_provider"),
  v.literal("unverified_legacy"),
  v.literal("several"),
  v.literal("unsupported_hash"),
);
export type ClaimCode = Infer<typeof vClaimCode>;

/** `decided`: by an operator. `resolved`: the reason is gone, and the next sign-in went through. */
export const vClaimState = v.union(v.literal("open"), v.literal("decided"), v.literal("resolved"));
export type ClaimState = Infer<typeof vClaimState>;

export const vNewClaim = v.object({
  code: vClaimCode,
  provider: v.string(),
  /** Trimmed, lower case. */
  email: v.string(),
  message: v.string(),
  /** Ids of the users it looks like. */
  users: v.array(v.string()),
  /** The user id that the refused account carries until then. Null when no account was kept. */
  waiting: v.union(v.string(), v.null()),
  /** The hash of the password that was tried, where no account was kept: what a decision lets in. No list shows it. */
  secret: v.optional(v.string()),
});
export type NewClaim = Infer<typeof vNewClaim>;

export const vClaim = vNewClaim.omit("secret").extend({
  state: vClaimState,
  /** The user it was decided for. */
  user: v.union(v.string(), v.null()),
  attempts: v.number(),
  firstAt: v.number(),
  lastAt: v.number(),
});
export type Claim = Infer<typeof vClaim>;

export const vTrial = v.object({
  /** In the one form of addresses. */
  address: v.string(),
  /** Whose sign-in it is; null: nobody's, or several have it. */
  user: v.union(v.string(), v.null()),
  /** When it ends by itself. */
  until: v.number(),
  /** What came of it, as `signIns.record` was told; null: nothing yet. */
  outcome: v.union(v.string(), v.null()),
});

export const vInvite = v.object({
  /** Id of the user in the app. */
  user: v.string(),
  /** SHA-256 of the token, hex. The token itself is stored nowhere. */
  tokenHash: v.string(),
  createdAt: v.number(),
  createdBy: v.union(v.string(), v.null()),
  expiresAt: v.number(),
  usedAt: v.union(v.number(), v.null()),
  revokedAt: v.union(v.number(), v.null()),
});
export type Invite = Infer<typeof vInvite>;

/** What can be wrong with a link. */
export const vInviteFault = v.union(
  v.literal("unknown"),
  v.literal("expired"),
  v.literal("used"),
  v.literal("revoked"),
);
export type InviteFault = Infer<typeof vInviteFault>;
