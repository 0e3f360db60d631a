"use node";
// oxlint-disable-next-line no-restricted-imports -- runs in Node, as the first line says
import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import type { GoogleClient } from "./account.js";

/** Names of environment variables of the deployment. */
export interface VariableNames {
  /** Default `AUTH_GOOGLE_ID`, as Convex Auth has it. */
  readonly clientId?: string;
  /** Default `AUTH_GOOGLE_SECRET`. */
  readonly clientSecret?: string;
  /** Default `CALENDAR_TOKEN_KEYS`. */
  readonly tokenKeys?: string;
  /** Default `CALENDAR_URL`: a server other than Google's, for tests. Usually not set. */
  readonly url?: string;
}

export interface Settings {
  readonly client: GoogleClient;
  readonly keys: readonly TokenKey[];
}

/** The settings from the deployment's environment; or, where some are missing, one sentence that names all of them. */
export function readSettings(names: VariableNames): Settings | { readonly missing: string } {
  const { clientId = "AUTH_GOOGLE_ID", clientSecret = "AUTH_GOOGLE_SECRET" } = names;
  const { tokenKeys = "CALENDAR_TOKEN_KEYS", url = "CALENDAR_URL" } = names;
  const unset = [clientId, clientSecret, tokenKeys].filter((name) => !process.env[name]);
  if (unset.length > 0)
    return { missing: `${unset.join(", ")} in the deployment's environment: npx convex env set <name>` };
  const keys = readKeys(process.env[tokenKeys]!);
  if (keys === null)
    return {
      missing: `${tokenKeys}: base64 of 32 bytes per key, separated by commas; one of the keys has another form`,
    };
  const client = { id: process.env[clientId]!, secret: process.env[clientSecret]!, url: process.env[url] || undefined };
  return { client, keys };
}

/** 32 bytes, for Fernet and for AES-GCM alike. */
export type TokenKey = Buffer;

/**
 * Keys as they stand in the environment: base64 or base64url of 32 bytes each, separated by commas, the newest first, as
 * Python's MultiFernet takes them. Null when one has another form; which one is not said, because it is a secret.
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

/** https://github.com/fernet/spec. The time is ignored: a refresh token does not expire by age. */
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
