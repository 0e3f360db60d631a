import type { AuthProviderMaterializedConfig, ConvexAuthConfig, EmailConfig } from "@convex-dev/auth/server";
import { type GenericId, v, type Value } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { refuseMaintenance } from "../maintenance/guard.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import { claimMessages, refuseClaim, type SignInDecision } from "./claims.js";
import { countTry, ofNobody } from "./tries.js";
import { refuseWhileResolving } from "./resolving.js";
import { type Profile, selectUserFields, usersTable } from "./users.js";

export type Callbacks = NonNullable<ConvexAuthConfig["callbacks"]>;
type After = NonNullable<Callbacks["afterUserCreatedOrUpdated"]>;
type BeforeSession = NonNullable<Callbacks["beforeSessionCreation"]>;

export interface AuthCallbackOptions {
  /** Fields in which the provider's value wins over the migrated one at every sign-in, such as `["image"]`. */
  readonly overwrite?: readonly string[];
  /**
   * What happens to a sign-in that may belong to an existing user, but not for certain. `"refuse"` (default): the error says
   * what to do. `"separate"`: it gets a new, empty user. `claims` lists both.
   */
  readonly whenUncertain?: "refuse" | "separate";
  /**
   * Ids of OAuth providers that return only verified addresses but do not say so. All others must say `emailVerified: true` in
   * their `profile`, as `googleProfile` of `convex-cutover/auth` does.
   */
  readonly trustEmailOf?: readonly string[];
  /** Fields of a new user, beside the provider's, that the schema requires. */
  readonly newUser?: (profile: Profile) => Record<string, Value>;
  /** The app's module with the cutover functions. */
  readonly module?: string;
  /** The app's own callback, called after ours: Convex Auth does not call it when there is a `createOrUpdateUser`. */
  readonly afterUserCreatedOrUpdated?: After;
  /** The app's own callback, such as a check for banned users. */
  readonly beforeSessionCreation?: BeforeSession;
}

/** What Convex Auth passes, with a field that its types leave out. */
export type SignIn = Parameters<NonNullable<Callbacks["createOrUpdateUser"]>>[1] & {
  readonly shouldLinkViaPhone?: boolean;
};

/** One sign-in to be linked to a user. */
export interface SignInAttempt {
  readonly environment: Environment;
  readonly ctx: MutationCtx;
  readonly options: AuthCallbackOptions;
  readonly signIn: SignIn;
  /** Whether the sign-in verifies the address in the profile. */
  readonly isVerified: boolean;
  /** The same, or the sign-in cannot complete before a code from the mailbox on file is entered. */
  readonly mayLink: boolean;
}

export function checkEmailVerification({ trustEmailOf = [] }: AuthCallbackOptions, { profile, provider }: SignIn) {
  const isOAuth = provider.type === "oauth" || provider.type === "oidc";
  const isSaid = readFlag(profile.emailVerified) ?? (isOAuth && trustEmailOf.includes(provider.id));
  const isVerified = isSaid && !isMailedElsewhere(provider, profile.email);
  // A code goes to the address before the sign-in completes. A password that is typed with the address has no such proof, even
  // where a code is asked for afterwards: it would be on the account before.
  const mayLink = isVerified || (provider.type === "email" && !isMailedElsewhere(provider, profile.email));
  return { isVerified, mayLink };
}

/** Apple sends `"true"` and `"false"` as text: every text is truthy. Null: the provider says nothing. */
export function readFlag(said: unknown): boolean | null {
  return said === undefined || said === null ? null : said === true || said === "true";
}

export type Send = EmailConfig["sendVerificationRequest"];

const toStored = new WeakSet<Send>();

/** Marks a function that mails to the address on file. Convex Auth keeps it when it rebuilds the configuration. */
export function trustMail(send: Send): Send {
  toStored.add(send);
  return send;
}

/** Whether the mail goes to another mailbox than the one on file, as far as mail hosts may tell spellings apart. */
function isMailedElsewhere(provider: AuthProviderMaterializedConfig, email: unknown): boolean {
  if (provider.type !== "email" || typeof email !== "string") return false;
  if (toStored.has(provider.sendVerificationRequest)) return false;
  return email.trim().replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase()) !== normalizeEmail(email);
}

export function describeNewUser({ environment, options, signIn, isVerified }: SignInAttempt): Record<string, Value> {
  const rules = { schema: environment.schema, overwrite: new Set<string>(), isVerified };
  return { ...options.newUser?.(signIn.profile), ...selectUserFields(rules, signIn.profile, null) };
}

/**
 * What our own providers tell the callbacks, inside the profile. Ignored from other providers, whose profiles may carry
 * whatever their users type.
 */
export const vTrustedNote = v.union(
  /** The reset code goes to the address on file: whoever reads that mailbox may set the password, as in the old system. */
  v.object({ kind: v.literal("reset") }),
  v.object({ kind: v.literal("invite"), tokenHash: v.string() }),
);
export type TrustedNote = typeof vTrustedNote.type;

/** The profile's key for the note. */
export const noteKey = "cutover";

type Authorize = (...args: never[]) => unknown;

const ours = new WeakSet<Authorize>();

/** Marks a provider as ours by its function, which Convex Auth keeps when it rebuilds the configuration. */
export function trustProvider<T extends Authorize>(authorize: T): T {
  ours.add(authorize);
  return authorize;
}

/** The note of one of our providers; undefined for all others. */
export function readTrustedNote(
  provider: AuthProviderMaterializedConfig,
  profile: Record<string, unknown>,
): TrustedNote | undefined {
  const isOurs = provider.type === "credentials" && ours.has(provider.authorize);
  return isOurs ? (profile[noteKey] as TrustedNote | undefined) : undefined;
}

type Uncertain = Extract<SignInDecision, { kind: "uncertain" }>;

/**
 * Refuses the sign-in and creates no user, yet records the claim. An error here would roll the record back, and with OAuth
 * Convex Auth shows no error of this function at all. So the account gets the id of a user that does not exist: the next step
 * of the same sign-in, the session, throws the error, and every later sign-in is decided anew.
 *
 * A password sign-up keeps no account, because the rightful user would later inherit a stranger's password.
 *
 * `uncertain` null: maintenance mode. `separate`: the separate user that was created instead.
 */
export async function suspendSignIn(
  attempt: SignInAttempt,
  uncertain: Uncertain | null,
  separate?: string,
): Promise<string> {
  const { environment, ctx, signIn } = attempt;
  if (signIn.type === "credentials" && separate === undefined) {
    await refuseMaintenance(environment, ctx);
    refuseClaim(uncertain!.code);
  }
  const waiting = separate ?? signIn.existingUserId ?? (await reserveId(attempt));
  if (uncertain !== null) {
    const { code, users } = uncertain;
    const [user, second] = users;
    const whose = user !== undefined && second === undefined ? { user, isImported: uncertain.isImported } : ofNobody;
    await countTry(environment, ctx, { outcome: code, ...whose });
    const email = addressKey(signIn.profile.email)!;
    const claim = {
      code,
      provider: signIn.provider.id,
      email,
      message: claimMessages[code],
      users: [...users],
      waiting,
    };
    await ctx.runMutation(environment.component.claims.record, { claim });
  }
  return waiting;
}

/** Throws the reason why an account without a user cannot sign in. */
export async function refuseUnlinkedAccount(
  environment: Environment,
  ctx: MutationCtx,
  userId: string,
): Promise<never> {
  const [claim = null] = await ctx.runQuery(environment.component.claims.waiting, { ids: [userId] });
  if (claim !== null) refuseClaim(claim.code);
  await refuseMaintenance(environment, ctx);
  await refuseWhileResolving(environment, ctx, userId);
  return refuseClaim("gone");
}

/** An id of the users table without a document. */
async function reserveId(attempt: SignInAttempt): Promise<string> {
  const id: GenericId<string> = await attempt.ctx.db.insert(usersTable, describeNewUser(attempt));
  await attempt.ctx.db.delete(id);
  return id;
}
