"use node";
import type { GoogleClient } from "./account.js";
import { readKeys, type TokenKey } from "./tokens.js";

/** Names of environment variables of the deployment. */
export interface VariableNames {
  /** Default `AUTH_GOOGLE_ID`, as Convex Auth has it. */
  readonly clientId?: string;
  /** Default `AUTH_GOOGLE_SECRET`. */
  readonly clientSecret?: string;
  /** Default `CALENDAR_TOKEN_KEYS`. */
  readonly tokenKeys?: string;
  /** Default `CALENDAR_URL`: another server than Google's, for tests. Usually not set. */
  readonly url?: string;
}

export interface Settings {
  readonly client: GoogleClient;
  readonly keys: readonly TokenKey[];
}

/** What the deployment's environment says; a sentence that says what to set, all at once, where that is not enough. */
export function readSettings(names: VariableNames): Settings | { readonly missing: string } {
  const { clientId = "AUTH_GOOGLE_ID", clientSecret = "AUTH_GOOGLE_SECRET" } = names;
  const { tokenKeys = "CALENDAR_TOKEN_KEYS", url = "CALENDAR_URL" } = names;
  const unset = [clientId, clientSecret, tokenKeys].filter((name) => !process.env[name]);
  if (unset.length > 0)
    return { missing: `${unset.join(", ")} in the deployment's environment: npx convex env set <name>` };
  const keys = readKeys(process.env[tokenKeys]!);
  if (keys === null)
    return { missing: `${tokenKeys}: base64 of 32 bytes per key, separated by commas; a key in it has another form` };
  const client = { id: process.env[clientId]!, secret: process.env[clientSecret]!, url: process.env[url] || undefined };
  return { client, keys };
}
