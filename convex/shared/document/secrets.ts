import { fingerprintText, renderFingerprint } from "./fingerprint.js";

/** Where Convex Auth keeps the hash of a password. */
export function isSecret(table: string, field: string): boolean {
  return table === "authAccounts" && field === "secret";
}

/** Canonical fields that may be shown: whether two secrets are equal can still be told, what they are cannot. */
export function hideSecrets(table: string, fields: readonly [name: string, text: string][]): [string, string][] {
  return fields.map(([name, text]) => [
    name,
    isSecret(table, name) ? `secret ${renderFingerprint(fingerprintText(text))}` : text,
  ]);
}
