import type { ClaimCode } from "../../cutover/signInValidators.js";

/** A user document that has the address somebody signs in with. */
export interface Person {
  readonly id: string;
  /** Whether it was proved that the address is theirs. */
  readonly isProved: boolean;
  /** Whether they come from the old system: they have a legacy id, or no account at all. */
  readonly isImported: boolean;
}

export type SignInDecision =
  | { readonly kind: "new" }
  /** `absorb`: the imported document of the same person, which becomes part of `id`. */
  | { readonly kind: "link"; readonly id: string; readonly absorb: string | null }
  | { readonly kind: "uncertain"; readonly code: ClaimCode; readonly users: readonly string[] };

/**
 * Whose data somebody gets who signs in with an address and has no account yet. Linked only where both sides are proved and
 * each is one: anything else would hand a stranger another person's data.
 *
 * A user who signed up here and never proved the address does not count: anybody could have typed it.
 */
export function decideSignIn(isProved: boolean, people: readonly Person[]): SignInDecision {
  const imported = people.filter((person) => person.isImported);
  const others = people.filter((person) => !person.isImported && person.isProved);
  const users = [...imported, ...others].map(({ id }) => id);
  const [person] = imported;
  const [other] = others;
  const id = other?.id ?? person?.id;
  if (id === undefined) return { kind: "new" };
  if (imported.length > 1 || others.length > 1) return { kind: "uncertain", code: "several", users };
  if (!isProved) return { kind: "uncertain", code: "unverified_provider", users };
  if (person !== undefined && !person.isProved) return { kind: "uncertain", code: "unverified_legacy", users };
  return { kind: "link", id, absorb: other !== undefined && person !== undefined ? person.id : null };
}

/** What the person reads. It says what they can do and nothing about whose data it is. */
export const claimMessages: Readonly<Record<ClaimCode, string>> = {
  unverified_provider:
    "We know this address, but your sign-in does not prove that it is yours. Sign in the way you did before, or reset your password: that proves it.",
  unverified_legacy:
    "We know this address, but it was never confirmed. Reset your password with it, or write to us: that proves that it is yours.",
  several:
    "More than one account has this address, so we cannot tell which is yours. Write to us and we will sort it out.",
  unsupported_hash: "Invalid credentials",
};
