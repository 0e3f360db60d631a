import { v } from "convex/values";
import type { FunctionReference } from "convex/server";
import { memoryOf, readPasswordHash } from "../../shared/users/passwordHash.js";
import { isPasswordOf } from "./hashes.js";

/** An app's internal action in a "use node" file: `internalAction(verifyHash)`. */
export type VerifyHashReference = FunctionReference<"action", "internal", { password: string; hash: string }, boolean>;

/**
 * Verifies one hash of any kind we know. For an app's file that begins with "use node", where 512 MB are at hand:
 *
 * ```ts
 * export const verify = internalAction(verifyHash);
 * ```
 */
export const verifyHash = {
  args: { password: v.string(), hash: v.string() },
  returns: v.boolean(),
  handler: async (_ctx: unknown, { password, hash }: { password: string; hash: string }): Promise<boolean> =>
    isPasswordOf(password, hash),
};

/**
 * A function of Convex's own runtime has 64 MB in all. Convex Auth's own hash takes 32 of them, so that much is known to
 * do; more goes to Node.
 */
const mostMemory = 32 * 1024 * 1024;

/** From this cost on bcrypt takes close to a second or more, which Node does not shorten but keeps away from others. */
const expensiveCost = 12;

/** Where a hash is verified. "nowhere": of an unknown kind, or too large and the app names no action in Node. */
export function placeToVerify(text: string, hasNode: boolean): "here" | "node" | "nowhere" {
  const hash = readPasswordHash(text);
  if (hash.kind === "unsupported" || hash.kind === "none") return "nowhere";
  if (memoryOf(hash) > mostMemory) return hasNode ? "node" : "nowhere";
  const isExpensive = hash.kind === "bcrypt" && hash.cost >= expensiveCost;
  return isExpensive && hasNode ? "node" : "here";
}

/** Why a hash cannot be verified, without anything of the hash. */
export function whyNowhere(text: string): string {
  const hash = readPasswordHash(text);
  if (hash.kind === "unsupported") return hash.reason;
  const megabytes = Math.ceil(memoryOf(hash) / 1024 / 1024);
  return `an ${hash.kind} hash takes ${megabytes} MB: give legacyPassword a verifyHash in a "use node" file`;
}

/** Whether a sign-in should leave Convex Auth's own hash behind. */
export function isOwnHash(secret: string): boolean {
  return readPasswordHash(secret).kind === "scrypt";
}
