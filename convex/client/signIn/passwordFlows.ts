import { createAccount, signInViaProvider } from "@convex-dev/auth/server";
import { makeFunctionReference } from "convex/server";
import type { GenericId, Value } from "convex/values";
import { splitHashes } from "../../shared/users/passwordHash.js";
import {
  type Account,
  assertMayWrite,
  countRefused,
  findAccount,
  isSecretAccepted,
  isAlreadyThere,
  isShared,
  isUnresolved,
  matchesSecret,
  type Params,
  type PasswordAttempt,
  readRefusal,
  recordClaim,
  refuseCredentials,
} from "./passwordAttempt.js";
import { failedProof, isProofText, toProof } from "./proof.js";
import { noteKey, type TrustedNote } from "./signInAttempt.js";
import type { Outcome } from "./tries.js";
import { hashTried } from "./triedPassword.js";
import { chooseVerifier, explainUnverifiable, hashPassword, isCurrentHash } from "./verifyHash.js";

export type SignedIn = { userId: GenericId<"users">; sessionId?: GenericId<"authSessions"> } | null;

export async function signIn(attempt: PasswordAttempt): Promise<SignedIn> {
  const { params } = attempt;
  const { password } = params;
  if (typeof password !== "string") throw new Error("Missing `password` param for `signIn` flow");
  if (isProofText(password)) return refuseCredentials("signIn");
  const account = await findAccount(attempt);
  const outcome = await tryPassword(attempt, account, password);
  if (outcome === "accepted") return await finishSignIn(attempt, account!);
  // Another sign-in may have replaced the hash since it was verified: of the same password.
  const now = outcome === "wrong" ? null : await findAccount(attempt);
  const isOther = now !== null && now["secret"] !== account!["secret"];
  if (isOther && (await tryPassword(attempt, now, password)) === "accepted") return await finishSignIn(attempt, now);
  return await refuseSignIn(attempt, account);
}

/** For new users only: with an existing account it is a sign-in. */
export async function signUp(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params, email, profile } = attempt;
  await assertMayWrite(attempt);
  if (email === "") return refuseCredentials("signUp");
  if ((await findAccount(attempt)) !== null) return await signIn(attempt);
  try {
    const { account } = await createAccount(ctx, {
      provider: settings.id,
      account: { id: email, secret: params["password"] as string },
      profile: profile as Record<string, Value>,
    });
    return await finishSignIn(attempt, account);
  } catch (error) {
    if (isShared(error)) return await refuseSignUp(attempt, "several");
    if (isAlreadyThere(error)) return await refuseSignUp(attempt, "credentials");
    const refused = readRefusal(error);
    if (refused === undefined || refused.code === "gone") throw error;
    const secret = await hashTried(attempt, params["password"] as string);
    await recordClaim(attempt, { code: refused.code, users: [], secret });
    await countRefused(attempt, refused.code);
    return refuseCredentials("signUp");
  }
}

async function refuseSignUp(attempt: PasswordAttempt, outcome: Outcome): Promise<never> {
  await countRefused(attempt, outcome);
  return refuseCredentials("signUp");
}

/** `refused`: it is right, and there were too many attempts, or it was changed since. The same steps for an unknown address. */
async function tryPassword(
  attempt: PasswordAttempt,
  account: Account | null,
  password: string,
): Promise<"accepted" | "refused" | "wrong"> {
  const { ctx, settings, email } = attempt;
  const secret = (account?.["secret"] as string | undefined) ?? "";
  const isOpen = await matchesSecret(ctx, settings, password, secret);
  const id = (account?.["providerAccountId"] as string | undefined) ?? email;
  const isAccepted = await isSecretAccepted(attempt, id, isOpen ? toProof(secret) : failedProof);
  if (!isOpen) return "wrong";
  return isAccepted && (await upgradeHash(attempt, account!, password)) ? "accepted" : "refused";
}

async function refuseSignIn(attempt: PasswordAttempt, account: Account | null): Promise<never> {
  const secret = (account?.["secret"] as string | undefined) ?? "";
  const isUnsupported = await reportUnsupported(attempt, account, secret);
  await countRefused(attempt, isUnsupported ? "unsupported_hash" : "credentials", account);
  return refuseCredentials("signIn");
}

/** Records a user whose old password can never be verified, and says whether they are one. */
async function reportUnsupported(attempt: PasswordAttempt, account: Account | null, secret: string): Promise<boolean> {
  const hashes = splitHashes(secret);
  const hasNode = attempt.settings.verifyHash !== undefined;
  if (account === null || hashes.length === 0) return false;
  if (hashes.some((hash) => chooseVerifier(hash, hasNode) !== "nowhere")) return false;
  const detail = [...new Set(hashes.map((hash) => explainUnverifiable(hash)))].join("; ");
  await recordClaim(attempt, { code: "unsupported_hash", detail, users: [account["userId"] as string] });
  return true;
}

/** Replaces an old hash. False: the password was changed since it was verified. */
async function upgradeHash({ ctx, settings }: PasswordAttempt, account: Account, password: string): Promise<boolean> {
  const secret = account["secret"] as string;
  if (isCurrentHash(secret)) return true;
  const upgraded = { account: account._id as string, proof: toProof(secret), secret: hashPassword(password) };
  return await ctx.runMutation(makeFunctionReference<"mutation">(`${settings.module}:upgradeHash`), upgraded);
}

/** Where the app asks for it, the address is verified before the sign-in completes. */
async function finishSignIn({ ctx, settings, params }: PasswordAttempt, account: Account): Promise<SignedIn> {
  if (settings.verify === undefined || account["emailVerified"] !== undefined) {
    return { userId: account["userId"] as GenericId<"users"> };
  }
  return await signInViaProvider(ctx, settings.verify, mailTo(account, params));
}

/** Mail goes to the address on file, in its spelling: never to the one that was typed. */
function mailTo(account: Account, params: Params) {
  return { accountId: account._id, params: { ...params, email: account["providerAccountId"] as string } };
}

/**
 * Sends a code to the address of a user. Response and duration are the same for an unknown address. Imported users without an
 * account get one without a password, which only the code opens.
 */
export async function resetPassword(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params } = attempt;
  const { reset, resetTakesMs } = settings;
  if (reset === undefined) throw new Error(`Password reset is not enabled for ${settings.id}`);
  await assertMayWrite(attempt);
  return await takeAsLong(resetTakesMs, async () => {
    const account = (await findAccount(attempt)) ?? (await makeAccount(attempt));
    if (account !== null) await signInViaProvider(ctx, reset, mailTo(account, params));
  });
}

/** Whether a mail goes out is not to be told from the answer, nor from when it comes. */
async function takeAsLong(milliseconds: number, mail: () => Promise<void>): Promise<null> {
  const begun = Date.now();
  await mail();
  const rest = begun + milliseconds - Date.now();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  return null;
}

/** A new account for an imported user; null for everybody else. */
async function makeAccount(attempt: PasswordAttempt): Promise<Account | null> {
  const { ctx, settings, email } = attempt;
  const word: TrustedNote = { kind: "reset" };
  try {
    const profile = { email, [noteKey]: word };
    const { account } = await createAccount(ctx, { provider: settings.id, account: { id: email }, profile });
    return account;
  } catch (error) {
    if (isShared(error) || isUnresolved(error)) return null;
    const refused = readRefusal(error);
    if (refused === undefined) throw error;
    if (refused.code !== "gone") await recordClaim(attempt, { code: refused.code, users: [] });
    return null;
  }
}

/** Takes the code and a new password, and closes what the old ones opened. */
export async function verifyReset(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params } = attempt;
  if (settings.reset === undefined) throw new Error(`Password reset is not enabled for ${settings.id}`);
  await assertMayWrite(attempt);
  const account = await findAccount(attempt);
  const entered = account === null ? null : await enterCode(attempt, settings.reset, account);
  if (entered?.sessionId !== undefined && account !== null) {
    const secret = hashPassword(params["newPassword"] as string);
    const reset = { account: account._id as string, user: entered.userId, session: entered.sessionId, secret };
    const finishReset = makeFunctionReference<"mutation">(`${settings.module}:finishReset`);
    if (await ctx.runMutation(finishReset, reset)) return entered;
  }
  await countRefused(attempt, "code", account);
  return refuseCredentials("reset");
}

/** Takes the code that `verify` sent. Without a code, sends it again; the answer is the same for an unknown address. */
export async function verifyEmail(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params } = attempt;
  if (settings.verify === undefined) throw new Error(`Email verification is not enabled for ${settings.id}`);
  const { verify: provider, resetTakesMs } = settings;
  // In maintenance mode the code would verify the account and not be able to say whose it is.
  await assertMayWrite(attempt);
  if (params["code"] === undefined)
    return await takeAsLong(resetTakesMs, async () => {
      const account = await findAccount(attempt);
      if (account !== null) await signInViaProvider(ctx, provider, mailTo(account, params));
    });
  const account = await findAccount(attempt);
  return account === null ? refuseCredentials("reset") : await enterCode(attempt, provider, account);
}

type EmailProvider = NonNullable<PasswordAttempt["settings"]["reset"]>;

/** A malformed code gets the same error as a code for an unknown address. */
async function enterCode(
  { ctx, params }: PasswordAttempt,
  provider: EmailProvider,
  account: Account,
): Promise<SignedIn> {
  if (typeof params["code"] !== "string") return refuseCredentials("reset");
  try {
    return await signInViaProvider(ctx, provider, mailTo(account, params));
  } catch (error) {
    if (readRefusal(error) !== undefined) throw error;
    return refuseCredentials("reset");
  }
}
