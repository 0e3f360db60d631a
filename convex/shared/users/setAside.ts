/** Convex Auth's table of sign-in methods. */
export const signInMethods = "authAccounts";

/** The provider of methods that gave way to another. No app has one of this name, so they open for nobody. */
export const setAsideProvider = "set-aside";

/** What Convex Auth finds a sign-in method by. */
export interface SignIn {
  readonly provider: string;
  readonly providerAccountId: string;
}

/** The method opens for nobody, and keeps what it was: `set-aside`, `password:ann@example.com`. */
export function toSetAside({ provider, providerAccountId }: SignIn): SignIn {
  return { provider: setAsideProvider, providerAccountId: `${provider}:${providerAccountId}` };
}

/** What a document of that table was before it gave way; null: it has not. */
export function beforeSetAside(document: Readonly<Record<string, unknown>>): SignIn | null {
  const { provider, providerAccountId } = document;
  if (provider !== setAsideProvider || typeof providerAccountId !== "string") return null;
  const at = providerAccountId.indexOf(":");
  return { provider: providerAccountId.slice(0, at), providerAccountId: providerAccountId.slice(at + 1) };
}
