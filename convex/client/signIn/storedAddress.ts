import { type EmailConfig, retrieveAccount } from "@convex-dev/auth/server";
import { normalizeEmail } from "../../shared/kinds/email.js";
import type { ActionCtx } from "./passwordAttempt.js";
import { type Send, trustMail } from "./signInAttempt.js";

/**
 * An email provider whose mail goes to the address on file, never to the one that was typed: `Å` may be typed in two ways, and a
 * mail host may give out both. Without it, an address that is typed in another form than ASCII case and spaces is not linked.
 *
 * ```ts
 * convexAuth({ providers: [toStoredAddress(Resend({ from: "…" }))], callbacks: cutover.authCallbacks() });
 * ```
 */
export function toStoredAddress<Config extends EmailConfig>(provider: Config): Config {
  const { options } = provider as { options?: Partial<EmailConfig> };
  const send = options?.sendVerificationRequest ?? provider.sendVerificationRequest;
  const sendToStored = async (params: Parameters<Send>[0], ctx: ActionCtx) => {
    const identifier = await findStoredAddress(ctx, params.provider.id, params.identifier);
    await (send as (params: unknown, ctx: ActionCtx) => unknown)({ ...params, identifier }, ctx);
  };
  const sendVerificationRequest = trustMail(sendToStored as unknown as Send);
  return { ...provider, sendVerificationRequest, options: { ...options, sendVerificationRequest } };
}

async function findStoredAddress(ctx: ActionCtx, provider: string, typed: string): Promise<string> {
  const address = normalizeEmail(typed);
  const { user } = await retrieveAccount(ctx, { provider, account: { id: typed } });
  const stored = (user as { email?: unknown } | null)?.email;
  return typeof stored === "string" && normalizeEmail(stored) === address ? stored : address;
}
