/**
 * How addresses are compared everywhere: on import, by match, and at sign-in. Convex Auth compares letter by letter, and a
 * differing case or a blank makes a second user silently.
 */
export function normalizeEmail(address: string): string {
  return address.trim().toLowerCase();
}
