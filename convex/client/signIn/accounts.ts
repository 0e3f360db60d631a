import { type GenericDoc, retrieveAccount } from "@convex-dev/auth/server";
import type { GenericDataModel } from "convex/server";
import { ConvexError } from "convex/values";
import type { ClaimCode } from "../../cutover/signInValidators.js";
import type { QueryCtx } from "../run/environment.js";
import { assertWritable } from "../maintenance/maintenance.js";
import { claimMessages } from "./claimDecision.js";
import type { PasswordAttempt } from "./passwordOptions.js";
import type { ClaimRefused } from "./refusals.js";

export type Account = GenericDoc<GenericDataModel, "authAccounts">;

/**
 * The account of an address; null when there is none. Looked for as addresses are compared, and as it was typed: before the
 * move Convex Auth kept the letter case.
 */
export async function findAccount({ ctx, settings, email, typedEmail }: PasswordAttempt): Promise<Account | null> {
  let found: Account | null = null;
  for (const id of new Set([email, typedEmail])) {
    const retrieved = await retrieve(ctx, settings.id, id);
    found ??= retrieved;
  }
  return found;
}

async function retrieve(ctx: PasswordAttempt["ctx"], provider: string, id: string): Promise<Account | null> {
  try {
    const { account, user } = await retrieveAccount(ctx, { provider, account: { id } });
    return user === null ? null : account;
  } catch (error) {
    if (error instanceof Error && error.message === "InvalidAccountId") return null;
    throw error;
  }
}

/** Keeps what happened for those who look after accounts: `claims` lists it. */
export async function recordClaim(
  { ctx, settings, email }: PasswordAttempt,
  { code, detail, users }: { code: ClaimCode; detail?: string; users: string[] },
): Promise<void> {
  const claim = { code, provider: settings.id, email, message: detail ?? claimMessages[code], users, waiting: null };
  await ctx.runMutation(settings.environment.component.claims.record, { claim });
}

/** Whether the callbacks refused, and why. */
export function readRefusal(error: unknown): ClaimRefused | undefined {
  const data = error instanceof ConvexError ? (error.data as Partial<ClaimRefused>) : undefined;
  return data?.kind === "claim" ? (data as ClaimRefused) : undefined;
}

export async function isUnderMaintenance({ ctx, settings }: PasswordAttempt): Promise<boolean> {
  return (await ctx.runQuery(settings.environment.component.window.maintenance, {})).on;
}

/** Throws the app's maintenance error: what people change now would be lost. */
export async function assertMayWrite({ ctx, settings }: Pick<PasswordAttempt, "ctx" | "settings">): Promise<void> {
  await assertWritable(settings.environment, ctx as unknown as Pick<QueryCtx, "runQuery">);
}

/** Convex Auth's words for a sign-in it refused. Anything else is a fault, which must not look like a wrong password. */
const refusals = ["InvalidAccountId", "InvalidSecret", "TooManyFailedAttempts"];

/** Whether Convex Auth found that the secret opens the account. Counts failed attempts. */
export async function isSecretOf({ ctx, settings }: PasswordAttempt, id: string, secret: string): Promise<boolean> {
  try {
    await retrieveAccount(ctx, { provider: settings.id, account: { id, secret } });
    return true;
  } catch (error) {
    if (error instanceof Error && refusals.includes(error.message)) return false;
    throw error;
  }
}
