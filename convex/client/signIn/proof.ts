import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Prefix of what our action tells a mutation about a password. Refused as a typed password. */
const proofPrefix = "convex-cutover:proof:";

/**
 * The action verifies the password; Convex Auth counts failed attempts in its mutation. So the mutation gets, in place of the
 * password, a digest of the very hash that it matched: a hash that was changed in between counts as wrong, and neither the
 * password nor its hash is in the arguments.
 */
export function toProof(secret: string): string {
  return proofPrefix + bytesToHex(sha256(utf8ToBytes(secret)));
}

/** What the mutation gets for a wrong password. */
export const failedProof = `${proofPrefix}none`;

export function isProofText(text: string): boolean {
  return text.startsWith(proofPrefix);
}
