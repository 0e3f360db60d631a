/**
 * What must not be shown: passwords, keys and tokens, found where they are typed, set or read, and masked where output is
 * made. One list for the process, because the driver, `convex` and a hook print what none of them was told to keep quiet.
 */
const known = new Set<string>();

/** Variables and parameters that hold a secret as a whole. */
const secretNames = /key|secret|token|passw|pwd|credential|auth/i;

/** Variables with such a name that hold none: where the shell is and was, sockets and switches. */
const openNames: ReadonlySet<string> = new Set(["PWD", "OLDPWD", "SSH_AUTH_SOCK", "XAUTHORITY"]);

/** Shorter ones would blacken ordinary words; in an address they are recognised by their place. */
const shortestSecret = 6;

/** Flags whose value is a secret. */
const secretFlags = /^--(?:admin-key|deploy-key)(?:=|$)/;

/** Remembers the secrets that the environment holds, whole or in an address. */
export function registerEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ""] of Object.entries(env)) {
    if (secretNames.test(name) && !openNames.has(name)) registerSecret(value);
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
function registerSecret(secret: string): void {
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
    .replaceAll(/(:\/\/[^\s:/@]*:)(?!password@|…@)[^\s@/]+@/g, "$1…@")
    .replaceAll(/\b(password|passwd|pwd)(\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s'"&,;)…]+)/gi, "$1$2…");
}

/** Passwords and tokens in an address or a `host=… password=…` string. */
function secretsIn(value: string): string[] {
  const [, userInfo] = /:\/\/([^\s/?#]*)@/.exec(value) ?? [];
  // With an unescaped `@`, `/`, `?` or `#` in it, the password may reach as far as the last `@`.
  const [, farther] = /:\/\/[^\s:/@]*:(\S+)@/.exec(value) ?? [];
  return [
    ...(userInfo === undefined ? [] : [userInfo.replace(/^[^:]*:?/, "")]),
    ...(userInfo === undefined || userInfo.includes(":") || /^postgres/i.test(value) ? [] : [userInfo]),
    ...(farther === undefined ? [] : [farther, ...farther.split(/[@/?#]/)]),
    ...[...value.matchAll(/([\w-]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s'"&,;]+))/g)].flatMap(([, name, quoted, plain]) =>
      secretNames.test(name!) ? [quoted ?? plain!] : [],
    ),
  ];
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
