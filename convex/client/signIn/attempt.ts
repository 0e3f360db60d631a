import type { ConvexAuthConfig } from "@convex-dev/auth/server";
import type { Value } from "convex/values";
import type { Environment, MutationCtx } from "../run/environment.js";
import { planUserFields, type Profile } from "./userFields.js";

export type Callbacks = NonNullable<ConvexAuthConfig["callbacks"]>;
type After = NonNullable<Callbacks["afterUserCreatedOrUpdated"]>;
type BeforeSession = NonNullable<Callbacks["beforeSessionCreation"]>;

export interface AuthCallbackOptions {
  /** Fields in which the provider's value wins over the migrated one at every sign-in, such as `["image"]`. */
  readonly overwrite?: readonly string[];
  /**
   * What becomes of a sign-in that looks like somebody we know, but not for certain. `"refuse"` (default): they read what
   * to do. `"separate"`: they get a new, empty user. Both are listed by `claims`.
   */
  readonly whenUncertain?: "refuse" | "separate";
  /**
   * Ids of OAuth providers that give only proved addresses but do not say so. All others must say `emailVerified: true` in
   * their `profile`, as `googleProfile` of `convex-cutover/auth` does.
   */
  readonly trustEmailOf?: readonly string[];
  /** What a new user needs beside what the provider says, where the schema demands it. */
  readonly newUser?: (profile: Profile) => Record<string, Value>;
  /** The app's module with the functions of the cut-over. */
  readonly module?: string;
  /** The app's own, called after ours. Convex Auth itself never calls it beside `createOrUpdateUser`. */
  readonly afterUserCreatedOrUpdated?: After;
  /** The app's own, such as a check for banned people. */
  readonly beforeSessionCreation?: BeforeSession;
}

/** What Convex Auth hands over, with the two it passes on and does not name in its types. */
export type SignIn = Parameters<NonNullable<Callbacks["createOrUpdateUser"]>>[1] & {
  readonly shouldLinkViaEmail?: boolean;
  readonly shouldLinkViaPhone?: boolean;
};

/** One sign-in being looked at. */
export interface Attempt {
  readonly environment: Environment;
  readonly ctx: MutationCtx;
  readonly options: AuthCallbackOptions;
  readonly signIn: SignIn;
  /** Whether the sign-in has shown that the address in the profile is theirs. */
  readonly isProved: boolean;
  /** The same, or they cannot go on before they have shown it. */
  readonly mayLink: boolean;
}

export function readProof(
  { trustEmailOf = [] }: AuthCallbackOptions,
  { profile, provider, shouldLinkViaEmail = false }: SignIn,
) {
  const isOAuth = provider.type === "oauth" || provider.type === "oidc";
  const isProved = profile.emailVerified ?? (isOAuth && trustEmailOf.includes(provider.id));
  // A code goes to the address before anybody is signed in.
  const mayLink = isProved || shouldLinkViaEmail || provider.type === "email";
  return { isProved, mayLink };
}

export function newUserOf({ environment, options, signIn, isProved }: Attempt): Record<string, Value> {
  const rules = { schema: environment.schema, overwrite: new Set<string>(), isProved };
  return { ...options.newUser?.(signIn.profile), ...planUserFields(rules, signIn.profile, null) };
}
