/** Variables that hold a secret as a whole. */
const secretNames = /key|secret|token|passw|pwd|credential|auth/i;

/** Where the shell is, and was. */
const openNames: ReadonlySet<string> = new Set(["PWD", "OLDPWD"]);

/** Shorter ones would blacken ordinary words. */
const shortestSecret = 6;

/** Replaces what the environment keeps secret, and the password in every address. */
export function maskSecrets(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const secrets = Object.entries(env).flatMap(([name, value = ""]) => [
    ...(secretNames.test(name) && !openNames.has(name) ? [value] : []),
    ...passwordsIn(value),
  ]);
  const masked = secrets
    .filter(({ length }) => length >= shortestSecret)
    .toSorted((left, right) => right.length - left.length)
    .reduce((shown, secret) => shown.replaceAll(secret, "…"), text);
  return masked.replaceAll(/(:\/\/[^\s:/@]*:)[^\s@/]+@/g, "$1…@");
}

/** As written in the address, and as a program prints it. */
function passwordsIn(value: string): string[] {
  const written = /:\/\/[^\s:/@]*:([^\s@/]+)@/.exec(value)?.[1];
  if (written === undefined) return [];
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    return [written];
  }
}
