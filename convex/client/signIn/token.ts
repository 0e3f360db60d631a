import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** 32 characters that nobody mixes up: no 0, 1, l, o. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** 160 random bits. The alphabet has 32 letters, so every byte gives each of them equally often. */
export function makeToken(): string {
  return [...randomBytes(32)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

/** What is kept of a token. It is too random to be guessed from a plain SHA-256. */
export function hashToken(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)));
}
