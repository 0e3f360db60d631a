import {
  createAccount,
  invalidateSessions,
  modifyAccountCredentials,
  signInViaProvider,
} from "@convex-dev/auth/server";
import { type Account, assertMayWrite, findAccount, readRefusal, recordClaim } from "./accounts.js";
import { type Word, wordKey } from "./ours.js";
import { type PasswordAttempt, refuseCredentials } from "./passwordOptions.js";
import { type SignedIn, toAccountId } from "./signInFlows.js";

/**
 * Sends a code to the address, if somebody has it. Says and takes the same if nobody does. People of the old system who have
 * no account get one, without a password, that only the code opens.
 */
export async function resetPassword(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params, email } = attempt;
  const { reset, resetTakesMs } = settings;
  if (reset === undefined) throw new Error(`Password reset is not enabled for ${settings.id}`);
  await assertMayWrite(attempt);
  const begun = Date.now();
  const account = (await findAccount(attempt)) ?? (await makeAccount(attempt));
  if (account !== null) {
    await signInViaProvider(ctx, reset, { accountId: toAccountId(account), params: { ...params, email } });
  }
  const rest = begun + resetTakesMs - Date.now();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  return null;
}

/** The account of a person whom only the old system knows; null for all others. */
async function makeAccount(attempt: PasswordAttempt): Promise<Account | null> {
  const { ctx, settings, email } = attempt;
  const word: Word = { kind: "reset" };
  try {
    const profile = { email, [wordKey]: word };
    const { account } = await createAccount(ctx, { provider: settings.id, account: { id: email }, profile });
    return account;
  } catch (error) {
    const refused = readRefusal(error);
    if (refused === undefined) throw error;
    if (refused.code !== "gone") await recordClaim(attempt, { code: refused.code, users: [] });
    return null;
  }
}

/** The code and a new password, which ends all other sessions. */
export async function verifyReset(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params } = attempt;
  if (settings.reset === undefined) throw new Error(`Password reset is not enabled for ${settings.id}`);
  await assertMayWrite(attempt);
  const account = await findAccount(attempt);
  const entered = account === null ? null : await enterCode(attempt, settings.reset);
  if (entered?.sessionId === undefined || account === null) return refuseCredentials("reset");
  if (account["userId"] !== entered.userId) return refuseCredentials("reset");
  const id = account["providerAccountId"] as string;
  const secret = params["newPassword"] as string;
  await modifyAccountCredentials(ctx, { provider: settings.id, account: { id, secret } });
  await invalidateSessions(ctx, { userId: entered.userId, except: [entered.sessionId] });
  return entered;
}

/** The code that `verify` sent. Without one, sends it again. */
export async function verifyEmail(attempt: PasswordAttempt): Promise<SignedIn> {
  const { ctx, settings, params, email } = attempt;
  if (settings.verify === undefined) throw new Error(`Email verification is not enabled for ${settings.id}`);
  const account = await findAccount(attempt);
  if (account === null) return refuseCredentials("reset");
  if (params["code"] !== undefined) return await enterCode(attempt, settings.verify, account);
  return await signInViaProvider(ctx, settings.verify, {
    accountId: toAccountId(account),
    params: { ...params, email },
  });
}

type EmailProvider = NonNullable<PasswordAttempt["settings"]["reset"]>;

/** Whoever sends a code that is none gets the same words as whoever sends one for an address nobody has. */
async function enterCode(attempt: PasswordAttempt, provider: EmailProvider, account?: Account): Promise<SignedIn> {
  const { ctx, params, email } = attempt;
  if (typeof params["code"] !== "string") return refuseCredentials("reset");
  const accountId = account === undefined ? undefined : toAccountId(account);
  try {
    return await signInViaProvider(ctx, provider, { accountId, params: { ...params, email } });
  } catch (error) {
    if (readRefusal(error) !== undefined) throw error;
    return refuseCredentials("reset");
  }
}
