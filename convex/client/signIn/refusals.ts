import { ConvexError } from "convex/values";
import type { ClaimCode, InviteFault } from "../../cutover/signInValidators.js";
import { claimMessages } from "./claimDecision.js";

/** The error a sign-in ends with that could not be linked without guessing. `code` "gone": the account's user was deleted. */
export type ClaimRefused = { kind: "claim"; code: ClaimCode | "gone"; message: string };

/** The error of a link that opens nothing. */
export type InviteRefused = { kind: "invite"; code: InviteFault; message: string };

export function refuseClaim(code: ClaimCode | "gone"): never {
  const message = code === "gone" ? "This account does not exist any more." : claimMessages[code];
  throw new ConvexError<ClaimRefused>({ kind: "claim", code, message });
}

const inviteMessages: Readonly<Record<InviteFault, string>> = {
  unknown: "This link is not valid. Ask for a new one.",
  used: "This link was used already. Ask for a new one.",
  expired: "This link is too old. Ask for a new one.",
  revoked: "This link was withdrawn. Ask for a new one.",
};

export function refuseInvite(code: InviteFault): never {
  throw new ConvexError<InviteRefused>({ kind: "invite", code, message: inviteMessages[code] });
}
