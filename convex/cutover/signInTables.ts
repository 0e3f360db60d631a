import { defineTable } from "convex/server";
import { v } from "convex/values";
import { vClaim, vInvite, vNewClaim, vTrial } from "./signInValidators.js";
import { vCounts } from "./validators.js";

/** The component's tables about who signs in. */
export const signInTables = {
  /**
   * Sign-ins that could not be linked without guessing, and hashes nobody can verify. Sign-in writes one per provider account
   * or address, and per password that was tried under it; operators read and decide them. A rollback deletes those that nobody
   * has decided (`claims.takeBack`); all others stay: they are the record of who was let in by whom. `secret` goes with the
   * decision, with a reset, or after seven days (`claims.forgetSecret`).
   */
  claims: defineTable(vClaim.extend({ secret: vNewClaim.fields.secret }))
    .index("by_waiting", ["waiting"])
    .index("by_provider_and_email", ["provider", "email"])
    .index("by_state", ["state"]),

  /**
   * Sign-ins that an operator is trying (`cutover try-sign-in --user`), one per address: what comes of one is no user's try.
   * `trials.open` makes it, sign-in notes its outcome, `trials.close` deletes it, and `open` those whose time is over.
   */
  trials: defineTable(vTrial).index("by_address", ["address"]).index("by_user", ["user"]),

  /** Accounts whose migrated hash a sign-in has replaced: of the same password, for a catch-up. The clean-up of the accounts deletes them. */
  upgrades: defineTable({ account: v.string(), from: v.string(), to: v.string() }).index("by_account", ["account"]),

  /**
   * One-time links for people without any credential. `invites.create` writes, `invites.use` marks, `invites.revoke` too;
   * never deleted: a link that was used must stay used.
   */
  invites: defineTable(vInvite).index("by_token_hash", ["tokenHash"]).index("by_user", ["user"]),

  /**
   * Users of the old system whose legacy id is gone: they stay known to be that. The clean-up writes, sign-in reads; nobody deletes
   * them, as a user without an account would be given a second one.
   */
  importedUsers: defineTable({ user: v.string() }).index("by_user", ["user"]),

  /**
   * Documents whose address is stored otherwise than `normalizeEmail` writes it, under the form it has there. match writes,
   * sign-in reads; nobody deletes them: a document that is gone or has another address is passed over.
   */
  spellings: defineTable({ table: v.string(), key: v.string(), id: v.string() }).index("by_table_and_key", [
    "table",
    "key",
  ]),

  /**
   * How many sign-ins had which outcome: `of` is `day 2026-11-29`, in tries, or `users since …`, in imported users.
   * Sign-in adds, `signIns` sums the shards; never deleted: some kilobytes a year.
   */
  signInCounts: defineTable({ of: v.string(), shard: v.number(), counts: vCounts }).index("by_of_and_shard", [
    "of",
    "shard",
  ]),

  /** How the latest sign-in of an imported user went since the launch, one document each. Sign-in writes and reads; never deleted. */
  signInUsers: defineTable({ user: v.string(), since: v.number(), outcome: v.string() }).index("by_user", ["user"]),
};
