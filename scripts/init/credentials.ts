import { relationOf, type SourceColumn, type SourceTable } from "../sources/source.js";
import { wordsOf } from "../rows/keys/names.js";
import { normalizeType } from "./types.js";

/** Whole tables of them: NextAuth's, Laravel's, Django's, Rails' and everybody's own. */
const credentialTables =
  /^(?:(?:user_?)?sessions?|django_session|verification_?tokens?|verification_?requests?|(?:email|phone)_?verifications?|(?:personal_)?access_?tokens?|refresh_?tokens?|(?:user_)?tokens?|password_?resets?|password_reset_tokens?|oauth_(?:access_tokens?|auth_codes?|refresh_tokens?|clients?|personal_access_clients?)|authtoken_token|api_?keys?|(?:user_)?api_?tokens?|magic_links?|one_?time_?(?:codes?|passwords?|tokens?)|otps?|mfa_\w+|two_factor_\w+|webauthn_\w+|authenticators?|passkeys?)$/;

/** Why the whole table stays behind; null where it holds something else. */
export function findCredentialTable({ name, columns }: SourceTable): string | null {
  const words = wordsOf(relationOf(name)).join("_");
  const isSessions = credentialTables.test(words);
  // An app may call something else a session or a token: a class, a coin.
  const letsIn = columns.some(
    (column) =>
      isCredential(column, columns) ||
      /^(?:expires|expires_at|expire_date|session_data|payload|last_activity|sess)$/i.test(
        wordsOf(column.name).join("_"),
      ),
  );
  return isSessions && letsIn ? "sessions, tokens and codes let somebody in: users sign in again" : null;
}

const textual = new Set([
  "text",
  "character varying",
  "character",
  "citext",
  "bytea",
  "blob",
  "json",
  "jsonb",
  "unknown",
  "",
]);

/** What stands behind the word says something about a credential, and is none. */
const about = new Set([
  "at",
  "on",
  "count",
  "name",
  "type",
  "expires",
  "expiry",
  "expiration",
  "symbol",
  "hint",
  "required",
  "enabled",
]);

/** Beside a hash: what it was made with, which is no use but to guess the password. */
const material =
  /(?:^|_)salt(?:_|$)|^scrypt(?:_|$)|^(?:mem_cost|memory_cost)$|(?:^|_)(?:hash|kdf|pbkdf2|argon2?)_(?:config|params|parameters|options|settings|algo|algorithm|version)$/;
const hash = /(?:^|_)(?:hash|hashed|digest)(?:_|$)/;

/**
 * A column that lets somebody in, by its name: passwords and their hashes, tokens, secrets, keys of an API; and by the columns
 * beside it, as a salt, or a hash that has one.
 */
export function isCredential(column: SourceColumn, beside: readonly SourceColumn[] = []): boolean {
  if (isNamedCredential(column)) return true;
  const others = beside.filter((each) => each !== column);
  const words = wordsOf(column.name).join("_");
  if (material.test(words)) return others.some((each) => isNamedCredential(each) || isHash(each));
  return isHash(column) && others.some(({ name }) => /(?:^|_)salt(?:_|$)/.test(wordsOf(name).join("_")));
}

function isHash(column: SourceColumn): boolean {
  return isTextual(column) && hash.test(wordsOf(column.name).join("_"));
}

function isTextual({ type, baseType }: SourceColumn): boolean {
  return textual.has(normalizeType(baseType ?? type).replace(/\[\]$/, ""));
}

function isNamedCredential(column: SourceColumn): boolean {
  const { name } = column;
  if (!isTextual(column)) return false;
  const words = wordsOf(name);
  if (about.has(words.at(-1) ?? "")) return false;
  const joined = words.join("_");
  return /(?:^|_)(?:passwords?|passwd|pwd|passhash|passcode|secret|token|tokens|otp|totp|apikey|jwt)(?:_|$)|(?:api|access|private|secret|signing|signer|encryption)_key(?:_|$)|^security_stamp$|recovery_codes?|backup_codes?|(?:session|reset|confirmation|verification)_(?:id|key|data|code|hash|digest)$/.test(
    joined,
  );
}

const looks: readonly RegExp[] = [
  /^\$(?:2[abxy]|argon2(?:id|i|d)|fbscrypt|scrypt|pbkdf2(?:-\w+)?|P|H|1|5|6|y)\$/,
  /^(?:pbkdf2_sha(?:1|256|512)|bcrypt(?:_sha256)?|scrypt|argon2)\$/,
  /^\{(?:SSHA|SHA|CRYPT|PBKDF2)[\d-]*\}/i,
  /^eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+$/,
  /^(?:sk|rk|pk)_(?:live|test)_\w{10,}$/,
  /^(?:gh[pousr]_\w{30,}|xox[abps]-[\w-]{10,}|AKIA[0-9A-Z]{16})$/,
  /^-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
];

/** A value that lets somebody in, by its look: a password's hash, a signed token, a provider's key. */
export function looksLikeCredential(text: string): boolean {
  return looks.some((look) => look.test(text));
}

const credentialMembers =
  /"(?:\w*password\w*|passwd|pwd|bcrypt|argon2\w*|scrypt|salt|secret)"\s*:\s*"[^"]|"(?:\$2[abxy]\$|\$argon2|eyJ[\w-]{8,}\.eyJ)/i;

/** JSON that holds one: a member called so, or a text that looks like one. */
export function holdsCredential(json: string): boolean {
  return credentialMembers.test(json);
}
