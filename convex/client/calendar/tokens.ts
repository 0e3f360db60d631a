"use node";
// oxlint-disable-next-line no-restricted-imports -- runs in Node, as the first line says
import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";

/** 32 bytes, for Fernet and for AES-GCM alike. */
export type TokenKey = Buffer;

/**
 * Keys as they stand in the environment: base64 or base64url of 32 bytes each, separated by commas, the newest first, as
 * Python's MultiFernet takes them. Null when one is not of this form; which one is not said, because it is a secret.
 */
export function readKeys(text: string): TokenKey[] | null {
  const keys = text.split(",").map((each) => Buffer.from(each.trim(), "base64"));
  return keys.every(({ length }) => length === 32) ? keys : null;
}

/**
 * The refresh token in an encrypted text, by the first key that fits; null when none does. Two forms: Fernet, as Python's
 * `cryptography` writes it (`gAAAA…`), and AES-256-GCM as base64 of nonce (12 bytes), ciphertext, tag (16 bytes).
 */
export function decryptToken(text: string, keys: readonly TokenKey[]): string | null {
  const bytes = Buffer.from(text.trim(), "base64");
  for (const key of keys) {
    const token = decryptFernet(bytes, key) ?? decryptAesGcm(bytes, key);
    if (token !== null) return token;
  }
  return null;
}

const fernetVersion = 0x80;
/** Version, time (8 bytes), initialization vector (16), at least one block (16), HMAC (32). */
const shortestFernet = 73;

/** https://github.com/fernet/spec. The time is not looked at: a refresh token does not end by its age. */
function decryptFernet(bytes: Buffer, key: TokenKey): string | null {
  if (bytes.length < shortestFernet || bytes[0] !== fernetVersion) return null;
  const signed = bytes.subarray(0, -32);
  const mac = createHmac("sha256", key.subarray(0, 16)).update(signed).digest();
  if (!timingSafeEqual(mac, bytes.subarray(-32))) return null;
  const decipher = createDecipheriv("aes-128-cbc", key.subarray(16), signed.subarray(9, 25));
  return finish(() => [decipher.update(signed.subarray(25)), decipher.final()]);
}

/** Nonce and tag, and at least one byte between them. */
const shortestAesGcm = 29;

function decryptAesGcm(bytes: Buffer, key: TokenKey): string | null {
  if (bytes.length < shortestAesGcm) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(-16));
  return finish(() => [decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}

/** Null where padding or tag are wrong: the key does not fit, or somebody changed the text. */
function finish(decrypt: () => Buffer[]): string | null {
  try {
    return Buffer.concat(decrypt()).toString("utf8");
  } catch {
    return null;
  }
}
