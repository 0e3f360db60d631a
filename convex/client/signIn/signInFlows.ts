import { createAccount, modifyAccountCredentials, signInViaProvider } from "@convex-dev/auth/server";
import type { GenericId, Value } from "convex/values";
import { splitHashes } from "../../shared/users/passwordHash.js";
import {
  type Account,
  assertMayWrite,
  findAccount,
  isSecretOf,
  isUnderMaintenance,
  readRefusal,
  recordClaim,
} from "./accounts.js";
import { type PasswordAttempt, refuseCredentials } from "./passwordOptions.js";
import { isOwnHash, placeToVerify, whyNowhere } from "./verifyHash.js";
import { isProof, noProof, opens, proofOf } from "./verifyPassword.js";

export type SignedIn = { userId: GenericId<"users">; sessionId?: GenericId<"authSessions"> } | null;

export async function signIn(attempt: PasswordAttempt): Promise<SignedIn> {
  const { params } = attempt;
  const { password } = params;
  if (typeof password !== "string") throw new Error("Missing `password` param for `signIn` flow");
  if (isProof(password)) return refuseCredentials("signIn");
  const account = await findAccount(attempt);
  await verify(attempt, account, password);
  await leaveOwnHash(attempt, account!, password);
  return await proceed(attempt, account!);
}

/** New people only: whoever has an account signs in with it, or is refused. */
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
      shouldLinkViaEmail: settings.verify !== undefined,
      shouldLinkViaPhone: false,
    });
    return await proceed(attempt, account);
  } catch (error) {
    const refused = readRefusal(error);
    if (refused === undefined || refused.code === "gone") throw error;
    await recordClaim(attempt, { code: refused.code, users: [] });
    return refuseCredentials("signUp");
  }
}

/** Throws unless the password opens the account and there were not too many attempts. The same steps for nobody's address. */
async function verify(attempt: PasswordAttempt, account: Account | null, password: string): Promise<void> {
  const { ctx, settings, email } = attempt;
  const secret = (account?.["secret"] as string | undefined) ?? "";
  const isOpen = await opens(ctx, settings, password, secret);
  const id = (account?.["providerAccountId"] as string | undefined) ?? email;
  if (await isSecretOf(attempt, id, isOpen ? proofOf(secret) : noProof)) return;
  await reportUnsupported(attempt, account, secret);
  refuseCredentials("signIn");
}

/** Who can never come in with the password they had. */
async function reportUnsupported(attempt: PasswordAttempt, account: Account | null, secret: string): Promise<void> {
  const hashes = splitHashes(secret);
  const hasNode = attempt.settings.verifyHash !== undefined;
  if (account === null || hashes.length === 0) return;
  if (hashes.some((hash) => placeToVerify(hash, hasNode) !== "nowhere")) return;
  const detail = [...new Set(hashes.map((hash) => whyNowhere(hash)))].join("; ");
  await recordClaim(attempt, { code: "unsupported_hash", detail, users: [account["userId"] as string] });
}

/** From now on this person is one of Convex Auth's own. During maintenance not: what is being verified must not change. */
async function leaveOwnHash(attempt: PasswordAttempt, account: Account, password: string): Promise<void> {
  const { ctx, settings } = attempt;
  const secret = account["secret"] as string;
  if (isOwnHash(secret) || (await isUnderMaintenance(attempt))) return;
  const id = account["providerAccountId"] as string;
  await modifyAccountCredentials(ctx, { provider: settings.id, account: { id, secret: password } });
}

/** Where the app asks for it, the address is proved before anybody is in. */
async function proceed({ ctx, settings, params, email }: PasswordAttempt, account: Account): Promise<SignedIn> {
  if (settings.verify === undefined || account["emailVerified"] !== undefined) {
    return { userId: account["userId"] as GenericId<"users"> };
  }
  const sent = { ...params, email };
  return await signInViaProvider(ctx, settings.verify, { accountId: toAccountId(account), params: sent });
}

export function toAccountId(account: Account): GenericId<"authAccounts"> {
  return account._id;
}
