import { ctr } from "@noble/ciphers/aes.js";
import { argon2i, argon2id } from "@noble/hashes/argon2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { bytesToHex, hexToBytes, randomBytes } from "@noble/hashes/utils.js";
import { compareSync } from "bcryptjs";
import type { FunctionReference } from "convex/server";
import { v } from "convex/values";
import { type Argon2Hash, type FirebaseHash, memoryOf, readPasswordHash } from "../../shared/users/passwordHash.js";

/** An app's internal action in a "use node" file: `internalAction(verifyHash)`. */
export type VerifyHashReference = FunctionReference<"action", "internal", { password: string; hash: string }, boolean>;

/**
 * Verifies one hash of any supported kind. For an app's file that begins with "use node", which has 512 MB:
 *
 * ```ts
 * export const verify = internalAction(verifyHash);
 * ```
 */
export const verifyHash = {
  args: { password: v.string(), hash: v.string() },
  returns: v.boolean(),
  handler: async (_ctx: unknown, { password, hash }: { password: string; hash: string }): Promise<boolean> =>
    matchesHash(password, hash),
};

/**
 * A function in Convex's own runtime has 64 MB in all. Convex Auth's own hash takes 32 of them, so that much is known to
 * work; anything larger goes to Node.
 */
const mostMemory = 32 * 1024 * 1024;

/** From this cost on bcrypt takes about a second or more. Node is no faster, but keeps that away from other functions. */
const expensiveCost = 12;

/** Where a hash is verified. "nowhere": of an unknown kind, or too large without an action in Node. */
export function chooseVerifier(text: string, hasNode: boolean): "here" | "node" | "nowhere" {
  const hash = readPasswordHash(text);
  if (hash.kind === "unsupported" || hash.kind === "none") return "nowhere";
  if (memoryOf(hash) > mostMemory) return hasNode ? "node" : "nowhere";
  const isExpensive = hash.kind === "bcrypt" && hash.cost >= expensiveCost;
  return isExpensive && hasNode ? "node" : "here";
}

/** Why a hash cannot be verified, without any part of the hash. */
export function explainUnverifiable(text: string): string {
  const hash = readPasswordHash(text);
  if (hash.kind === "unsupported") return hash.reason;
  const megabytes = Math.ceil(memoryOf(hash) / 1024 / 1024);
  return `an ${hash.kind} hash takes ${megabytes} MB: give legacyPassword a verifyHash in a "use node" file`;
}

/** Whether the hash is Convex Auth's own: all others are replaced at sign-in. */
export function isCurrentHash(secret: string): boolean {
  return readPasswordHash(secret).kind === "scrypt";
}

/** Convex Auth's own parameters (lucia's `Scrypt`). */
const own = { N: 2 ** 14, r: 16, p: 1, dkLen: 64 };

/** A hash as Convex Auth's own `Password` creates it. Takes about 0.2 s. */
export function hashPassword(password: string, salt = bytesToHex(randomBytes(16))): string {
  return `${salt}:${bytesToHex(deriveOwn(password, salt))}`;
}

/** Whether the password matches this hash. A hash of an unknown kind matches nothing. */
export function matchesHash(password: string, text: string): boolean {
  const hash = readPasswordHash(text);
  switch (hash.kind) {
    case "scrypt":
      return areEqual(deriveOwn(password, hash.salt), hexToBytes(hash.key));
    case "bcrypt":
      // Bytes after the 72nd are ignored, as in every bcrypt: old passwords must still match.
      return compareSync(password, text);
    case "argon2id":
    case "argon2i":
      return isArgon2Of(password, hash);
    case "firebaseScrypt":
      return isFirebaseOf(password, hash);
    case "none":
    case "unsupported":
      return false;
  }
}

function deriveOwn(password: string, salt: string): Uint8Array {
  return scrypt(password.normalize("NFKC"), salt, own);
}

function isArgon2Of(password: string, hash: Argon2Hash): boolean {
  const derive = hash.kind === "argon2id" ? argon2id : argon2i;
  const key = fromBase64(hash.key);
  const options = { m: hash.memory, t: hash.passes, p: hash.lanes, dkLen: key.length };
  return areEqual(derive(password, fromBase64(hash.salt), options), key);
}

/** The project's signer key, encrypted with a key derived from the password (firebase/scrypt). */
function isFirebaseOf(password: string, hash: FirebaseHash): boolean {
  const salt = Uint8Array.from([...fromBase64(hash.salt), ...fromBase64(hash.saltSeparator)]);
  const derived = scrypt(password, salt, { N: 2 ** hash.power, r: hash.blockSize, p: hash.lanes, dkLen: 32 });
  return areEqual(ctr(derived, new Uint8Array(16)).encrypt(fromBase64(hash.signerKey)), fromBase64(hash.key));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.codePointAt(0)!);
}

/** In constant time. */
function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
