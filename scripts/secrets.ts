/**
 * What must not be shown: passwords, keys and tokens, found where they are typed, set or read, and masked where output is
 * made. One list for the process, because the driver, `convex` and a hook print what none of them was told to keep quiet.
 */
const known = new Set<string>();

/**
 * Whether a variable or parameter of this name holds a secret as a whole: `STRIPE_KEY_LIVE`, `authToken`, `BASIC_AUTH`, but
 * not `GIT_AUTHOR_NAME`, `KEYCLOAK_REALM` or `AUTH_GOOGLE_ID`, whose values may be ordinary words.
 */
function namesSecret(name: string): boolean {
  if (openNames.has(name)) return false;
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").split(/[^a-z0-9]+/i);
  return words.some((word) => secretWord.test(word)) || /^auth(?:orization)?$/i.test(words.at(-1)!);
}

const secretWord = /(?:key|secret|token|passwo?r?d|passphrase|pwd|credentials?)$|^pass$/i;

/** Where the shell is and was. */
const openNames: ReadonlySet<string> = new Set(["PWD", "OLDPWD"]);

/** Shorter ones would blacken ordinary words; in an address they are recognised by their place. */
const shortestSecret = 6;

/** Flags whose value is a secret. */
const secretFlags = /^--(?:admin-key|deploy-key)(?:=|$)/;

/** Remembers the secrets that the environment holds, whole or in an address. */
export function registerEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ""] of Object.entries(env)) {
    if (namesSecret(name)) registerSecret(value);
    for (const secret of secretsIn(value)) registerSecret(secret);
  }
}

/** Remembers the secrets of a command line: `--admin-key x`, `--admin-key=x`, and addresses in any word. */
export function registerWords(words: readonly string[]): void {
  for (const [index, word] of words.entries()) {
    if (secretFlags.test(word))
      registerSecret(word.includes("=") ? word.replace(/^[^=]*=/, "") : (words[index + 1] ?? ""));
    for (const secret of secretsIn(word)) registerSecret(secret);
  }
}

/** In every form in which a program may print it: decoded, percent-encoded, inside JSON, quoted for a shell. */
export function registerSecret(secret: string): void {
  // A deploy key is `prod:happy-otter-1|…`; its first part is the deployment's name.
  const parts = [secret, ...(secret.includes("|") ? [secret.slice(secret.indexOf("|") + 1)] : [])];
  for (const part of parts) {
    const decoded = decode(part);
    for (const form of [part, decoded, encodeURIComponent(decoded), toJson(part), part.replaceAll("'", "'\\''")]) {
      if (form.length >= shortestSecret) known.add(form);
    }
  }
}

/** Replaces every secret that is known, and what stands where an address or a connection string has its password. */
export function maskSecrets(text: string): string {
  const secrets = [...known].filter((secret) => text.includes(secret));
  const masked = secrets
    .toSorted((left, right) => right.length - left.length)
    .reduce((shown, secret) => shown.replaceAll(secret, "…"), text);
  return masked
    .replaceAll(/(:\/\/[^\s:/@]*:)(?!password@|…@|\d{1,5}["'])[^\s@/]+@/g, "$1…@")
    .replaceAll(/\b(password|passwd|pwd)(\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s'"&,;)…]+)/gi, "$1$2…");
}

/** Passwords and tokens in an address or a `host=… password=…` string. */
function secretsIn(value: string): string[] {
  const [, userInfo = ""] = /:\/\/([^\s/?#]*)@/.exec(value) ?? [];
  // What stands where the host should be may be the end of the password.
  const [, farther = ""] = (hasUnescapedPassword(value) && /:\/\/[^\s:/@]*:(\S+)@/.exec(value)) || [];
  return [
    userInfo.includes(":") ? userInfo.slice(userInfo.indexOf(":") + 1) : "",
    /^nocodb\+/i.test(value) ? userInfo : "",
    farther,
    ...farther.split(/[@/?#]/),
    ...[...value.matchAll(/([\w-]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s'"&,;]+))/g)].flatMap(([, name, quoted, plain]) =>
      namesSecret(name!) ? [quoted ?? plain!] : [],
    ),
  ];
}

/** Whether the password of an address has a character that ends it (`@ / ? #`), or a `%` that escapes nothing. */
export function hasUnescapedPassword(url: string): boolean {
  const [, authority = "", rest = ""] = /^[^:]*:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  // A parameter such as ?application_name=a@b may hold an @.
  const [place = ""] = rest.split(/\?(?=[\w.-]+=)/, 1);
  const isCut = place.includes("@") || rest.includes("#");
  return isCut || authority.split("@").length > 2 || /%(?![\da-f]{2})/i.test(authority);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const toJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** Whether a word of a command line holds a secret, so that it cannot be printed to be typed again. */
export function holdsSecret(word: string): boolean {
  return maskSecrets(word) !== word;
}
