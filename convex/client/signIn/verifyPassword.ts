import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { makeFunctionReference } from "convex/server";
import { splitHashes } from "../../shared/users/passwordHash.js";
import { hashOwn, isPasswordOf } from "./hashes.js";
import type { ActionCtx, Settings } from "./passwordOptions.js";
import { isOwnHash, placeToVerify, type VerifyHashReference } from "./verifyHash.js";

/** A person has one password, or one of each old app. */
const mostHashes = 4;

/** Begins what our action says to the mutation about a password. People may not type it. */
const proofPrefix = "convex-cutover:proof:";

/**
 * Whether the password opens one of the hashes in the secret. Whatever the outcome no, it takes one verification of the old
 * kind and one of Convex Auth's own: as long for an address nobody has as for a wrong password.
 */
export async function opens(ctx: ActionCtx, settings: Settings, password: string, secret: string): Promise<boolean> {
  const hashes = splitHashes(secret).slice(0, mostHashes);
  let isOpen = false;
  for (const hash of hashes) if (await isOpenedBy(ctx, settings, password, hash)) isOpen = true;
  if (isOpen) return true;
  const { decoy } = settings;
  if (!hashes.some((hash) => isOwnHash(hash))) hashOwn(password);
  if (decoy !== null && hashes.every((hash) => isOwnHash(hash))) await isOpenedBy(ctx, settings, password, decoy);
  return false;
}

async function isOpenedBy(ctx: ActionCtx, { verifyHash }: Settings, password: string, hash: string): Promise<boolean> {
  switch (placeToVerify(hash, verifyHash !== undefined)) {
    case "here":
      return isPasswordOf(password, hash);
    case "node":
      return await ctx.runAction(toReference(verifyHash!), { password, hash });
    case "nowhere":
      return false;
  }
}

function toReference(verifyHash: VerifyHashReference | string): VerifyHashReference {
  return typeof verifyHash === "string"
    ? (makeFunctionReference<"action">(verifyHash) as unknown as VerifyHashReference)
    : verifyHash;
}

/**
 * The password was verified in an action; Convex Auth counts failed attempts in its mutation. So the mutation is handed, in
 * place of the password, whether it opened, as a digest of the very hash it opened: one that was changed in between counts
 * as wrong, and neither the password nor its hash is in the arguments.
 */
export function proofOf(secret: string): string {
  return proofPrefix + bytesToHex(sha256(utf8ToBytes(secret)));
}

/** What a wrong password says to the mutation. */
export const noProof = `${proofPrefix}none`;

export function isProof(text: string): boolean {
  return text.startsWith(proofPrefix);
}

/** `crypto` of the provider. The app's own calls with a plain password are verified, too, if a mutation has room for it. */
export const crypto = {
  hashSecret: async (password: string): Promise<string> => hashOwn(password),
  verifySecret: async (given: string, secret: string): Promise<boolean> => {
    if (isProof(given)) return secret !== "" && given === proofOf(secret);
    return splitHashes(secret).some((hash) => placeToVerify(hash, false) === "here" && isPasswordOf(given, hash));
  },
};
