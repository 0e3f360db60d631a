import type { PasswordConfig } from "@convex-dev/auth/providers/Password";
import { type GenericActionCtxWithAuthConfig, type GenericDoc, retrieveAccount } from "@convex-dev/auth/server";
import { type GenericDataModel, makeFunctionReference } from "convex/server";
import { ConvexError, type Value } from "convex/values";
import type { ClaimCode } from "../../cutover/signInValidators.js";
import { readPasswordHash, splitHashes, workOf } from "../../shared/users/passwordHash.js";
import { refuseMaintenance } from "../maintenance/guard.js";
import type { Environment, QueryCtx } from "../run/environment.js";
import { claimMessages, type ClaimRefused } from "./claims.js";
import { isProofText, toProof } from "./proof.js";
import { countTry, type Outcome } from "./tries.js";
import { isLegacy } from "./users.js";
import { chooseVerifier, hashPassword, isCurrentHash, matchesHash, type VerifyHashReference } from "./verifyHash.js";

/** What the providers need of a `Cutover`. */
export interface WithCutover {
  readonly cutover: { readonly environment: Environment };
}

export interface LegacyPasswordOptions<DataModel extends GenericDataModel = GenericDataModel>
  extends WithCutover, Omit<PasswordConfig<DataModel>, "crypto"> {
  /**
   * An internal action in a "use node" file, made with `verifyHash`: `internal.passwords.verify`, or its name
   * `"passwords:verify"`. Without it, hashes that take more than 32 MB are never accepted, and `claims` lists them.
   */
  readonly verifyHash?: VerifyHashReference | string;
  /**
   * A hash of each kind and cost that old hashes have, of passwords nobody knows: every wrong password takes the work of all of them,
   * so that an address which nobody has takes as long as any. `cutover check` writes them. Default bcrypt of cost 10. Null once no
   * old hashes are left.
   */
  readonly decoy?: string | readonly string[] | null;
  /** Minimum duration of a reset in milliseconds, so that sending a mail does not reveal who has an account. Default 1,500. */
  readonly resetTakesMs?: number;
  /** The app's module with the cutover functions. */
  readonly module?: string;
}

export type ActionCtx = GenericActionCtxWithAuthConfig<GenericDataModel>;
export type Params = Partial<Record<string, Value | undefined>>;

/** Bcrypt, cost 10, of random bytes. */
const defaultDecoy = "$2b$10$nfFn.AeanSepQ.w/pVNrNOqgIMzqJdRpvqawaUc6OMQaHOR/V8wXW";

/** The options with their defaults. */
export function readOptions(options: LegacyPasswordOptions) {
  const { id = "password", decoy = defaultDecoy, resetTakesMs = 1_500, module = "migrations", ...rest } = options;
  const decoys = decoy === null ? [] : [decoy].flat();
  return { ...rest, id, decoys, resetTakesMs, module, environment: options.cutover.environment };
}

export type Settings = ReturnType<typeof readOptions>;

/** One call of `signIn` with our provider. */
export interface PasswordAttempt {
  readonly ctx: ActionCtx;
  readonly settings: Settings;
  readonly params: Params;
  /** Trimmed, lower case. */
  readonly email: string;
  /** As it was typed, trimmed: accounts from before the migration may have this id. */
  readonly typedEmail: string;
  readonly profile: Record<string, Value | undefined>;
}

/** The error of every failed sign-in: the same for a wrong password, an unknown address and too many attempts. */
export type CredentialsRefused = { kind: "credentials"; message: string };

const messages = {
  signIn: "Invalid credentials, or too many attempts. Wait some minutes, or reset your password.",
  signUp: "This address cannot sign up. If it is yours, sign in or reset your password.",
  reset: "Invalid or expired code.",
  password: "The password needs at least 8 characters.",
};

export function refuseCredentials(what: keyof typeof messages): never {
  throw new ConvexError<CredentialsRefused>({ kind: "credentials", message: messages[what] });
}

/** An account, and whether its user carries a legacy id. */
export type Account = GenericDoc<GenericDataModel, "authAccounts"> & { readonly isImported?: boolean };

/**
 * The account of an address; null when there is none, or when two users have it: nobody can say whose it is, and `claims` lists it.
 * Looked up normalized and as typed: before the migration Convex Auth kept the letter case.
 */
export async function findAccount(attempt: PasswordAttempt): Promise<Account | null> {
  const { email, typedEmail } = attempt;
  let found: Account | null = null;
  for (const id of new Set([email, typedEmail])) {
    const retrieved = await retrieve(attempt, id);
    if (retrieved === "shared") {
      await recordClaim(attempt, { code: "several", users: [] });
      return null;
    }
    found ??= retrieved;
  }
  return found;
}

async function retrieve(attempt: PasswordAttempt, id: string): Promise<Account | "shared" | null> {
  const { ctx, settings } = attempt;
  try {
    const { account, user } = await retrieveAccount(ctx, { provider: settings.id, account: { id } });
    if (user === null) return null;
    return { ...account, isImported: isLegacy(settings.environment, user) };
  } catch (error) {
    if (isShared(error)) return "shared";
    if (error instanceof Error && error.message === "InvalidAccountId") return null;
    if (!isUnresolved(error)) throw error;
    await assertMayWrite(attempt);
    return null;
  }
}

/** Convex Auth looks an account up with `unique()`, whose error arrives as text: two users have it. */
export function isShared(error: unknown): boolean {
  return error instanceof Error && error.message.includes("unique() query returned more than one result");
}

/** Convex Auth reads the user of an account that was loaded and not resolved yet: it has none. */
export function isUnresolved(error: unknown): boolean {
  return error instanceof Error && error.message.includes("Must provide arg 1 `id` to `get`");
}

/** Nobody is found by the account: its user was deleted, or it came this very moment. */
export function isAlreadyThere(error: unknown): boolean {
  return isUnresolved(error) || (error instanceof Error && / already exists(?:\n|$)/.test(error.message));
}

/** Counts a try that was refused. The same work for an address that nobody has. */
export async function countRefused(
  { ctx, settings, email: address }: PasswordAttempt,
  outcome: Outcome,
  account: Account | null = null,
): Promise<void> {
  const isImported = account?.isImported === true;
  const user = account === null ? null : (account["userId"] as string);
  await countTry(settings.environment, ctx, { outcome, user, isImported, address });
}

/** Records the sign-in for operators: `claims` lists it. */
export async function recordClaim(
  { ctx, settings, email }: PasswordAttempt,
  { code, detail, ...more }: { code: ClaimCode; detail?: string; users: string[]; secret?: string | undefined },
): Promise<void> {
  const claim = { code, provider: settings.id, email, message: detail ?? claimMessages[code], ...more, waiting: null };
  await ctx.runMutation(settings.environment.component.claims.record, { claim });
}

/** The refusal of the callbacks; undefined for every other error. */
export function readRefusal(error: unknown): ClaimRefused | undefined {
  const data = error instanceof ConvexError ? (error.data as Partial<ClaimRefused>) : undefined;
  return data?.kind === "claim" ? (data as ClaimRefused) : undefined;
}

/** Throws the app's maintenance error in maintenance mode: what users change then would be lost. */
export async function assertMayWrite({ ctx, settings }: Pick<PasswordAttempt, "ctx" | "settings">): Promise<void> {
  await refuseMaintenance(settings.environment, ctx as unknown as Pick<QueryCtx, "runQuery">);
}

/** Convex Auth's messages for a refused sign-in. Anything else is a fault, which must not look like a wrong password. */
const refusals = ["InvalidAccountId", "InvalidSecret", "TooManyFailedAttempts"];

/** Whether Convex Auth accepts the secret for the account. Counts failed attempts. */
export async function isSecretAccepted(
  { ctx, settings }: PasswordAttempt,
  id: string,
  secret: string,
): Promise<boolean> {
  try {
    await retrieveAccount(ctx, { provider: settings.id, account: { id, secret } });
    return true;
  } catch (error) {
    if (isShared(error) || (error instanceof Error && refusals.includes(error.message))) return false;
    throw error;
  }
}

/** A user has one password, or one of each old app. */
const mostHashes = 4;

/**
 * Whether the password matches one of the hashes in the secret. A mismatch always takes one verification of each decoy's kind and
 * one of Convex Auth's own: as long for an unknown address as for a wrong password.
 */
export async function matchesSecret(
  ctx: ActionCtx,
  settings: Settings,
  password: string,
  secret: string,
): Promise<boolean> {
  const hashes = splitHashes(secret).slice(0, mostHashes);
  let isOpen = false;
  for (const hash of hashes) if (await matchesAnywhere(ctx, settings, password, hash)) isOpen = true;
  if (isOpen) return true;
  if (!hashes.some((hash) => isCurrentHash(hash))) hashPassword(password);
  for (const decoy of workLeft(settings.decoys, hashes)) await matchesAnywhere(ctx, settings, password, decoy);
  return false;
}

/** The decoys whose work these hashes have not taken. */
function workLeft(decoys: readonly string[], hashes: readonly string[]): string[] {
  const works = hashes.map((hash) => workOf(readPasswordHash(hash)));
  return decoys.filter((decoy) => {
    const at = works.indexOf(workOf(readPasswordHash(decoy)));
    if (at !== -1) works.splice(at, 1);
    return at === -1;
  });
}

async function matchesAnywhere(
  ctx: ActionCtx,
  { verifyHash }: Settings,
  password: string,
  hash: string,
): Promise<boolean> {
  switch (chooseVerifier(hash, verifyHash !== undefined)) {
    case "here":
      return matchesHash(password, hash);
    case "node":
      return await ctx.runAction(toReference(verifyHash!), { password, hash });
    case "nowhere":
      return false;
  }
}

function toReference(verifyHash: VerifyHashReference | string): VerifyHashReference {
  return typeof verifyHash === "string"
    ? (makeFunctionReference<"action">(verifyHash) as unknown as VerifyHashReference)
    : verifyHash;
}

/** `crypto` of the provider. A plain password from the app's own calls is verified, too, where a mutation has the memory. */
export const crypto = {
  hashSecret: async (password: string): Promise<string> => hashPassword(password),
  verifySecret: async (given: string, secret: string): Promise<boolean> => {
    if (isProofText(given)) return secret !== "" && given === toProof(secret);
    return splitHashes(secret).some((hash) => chooseVerifier(hash, false) === "here" && matchesHash(given, hash));
  },
};
