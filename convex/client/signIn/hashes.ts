import { ctr } from "@noble/ciphers/aes.js";
import { argon2i, argon2id } from "@noble/hashes/argon2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { bytesToHex, hexToBytes, randomBytes } from "@noble/hashes/utils.js";
import { compareSync } from "bcryptjs";
import { type Argon2Hash, type FirebaseHash, readPasswordHash } from "../../shared/users/passwordHash.js";

/** Convex Auth's own parameters (lucia's `Scrypt`). */
const own = { N: 2 ** 14, r: 16, p: 1, dkLen: 64 };

/** About 0.2 s. A hash as Convex Auth's own `Password` makes it. */
export function hashOwn(password: string): string {
  const salt = bytesToHex(randomBytes(16));
  return `${salt}:${bytesToHex(deriveOwn(password, salt))}`;
}

/** Whether the password opens this hash. A hash of an unknown kind opens for nobody. */
export function isPasswordOf(password: string, text: string): boolean {
  const hash = readPasswordHash(text);
  switch (hash.kind) {
    case "scrypt":
      return areEqual(deriveOwn(password, hash.salt), hexToBytes(hash.key));
    case "bcrypt":
      // Bytes after the 72nd count for nothing, as in every bcrypt: old passwords must go on opening.
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

/** In a time that does not depend on where they differ. */
function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
