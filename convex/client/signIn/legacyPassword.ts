import { ConvexCredentials } from "@convex-dev/auth/providers/ConvexCredentials";
import type { ConvexCredentialsConfig } from "@convex-dev/auth/server";
import type { GenericDataModel } from "convex/server";
import type { Value } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { trustProvider, noteKey } from "./signInAttempt.js";
import {
  type ActionCtx,
  crypto,
  type LegacyPasswordOptions,
  type Params,
  type PasswordAttempt,
  readOptions,
  refuseCredentials,
  type Settings,
} from "./passwordAttempt.js";
import { isProofText } from "./proof.js";
import { resetPassword, signIn, signUp, verifyEmail, verifyReset } from "./passwordFlows.js";

/**
 * Email and password, with the flows and options of Convex Auth's `Password`: `signUp`, `signIn`, `reset`,
 * `reset-verification`, `email-verification`. It also accepts the hashes of the old system (bcrypt, argon2, Firebase's
 * scrypt) and replaces them by Convex Auth's own at the first sign-in. Throws a ConvexError `{ kind: "credentials", message }`.
 *
 * ```ts
 * convexAuth({ providers: [legacyPassword({ cutover, reset: ResendOTP })], callbacks: cutover.authCallbacks() });
 * ```
 */
export function legacyPassword<DataModel extends GenericDataModel>(
  options: LegacyPasswordOptions<DataModel>,
): ConvexCredentialsConfig {
  const settings = readOptions(options as unknown as LegacyPasswordOptions);
  return ConvexCredentials<GenericDataModel>({
    id: settings.id,
    authorize: trustProvider(async (params, ctx) => await authorize(settings, params, ctx)),
    crypto,
    extraProviders: [settings.reset, settings.verify],
  });
}

type Profile = Record<string, Value | undefined>;

async function authorize(settings: Settings, params: Params, ctx: ActionCtx) {
  const { flow } = params;
  if (flow === "signUp") checkNewPassword(settings, params["password"]);
  if (flow === "reset-verification") checkNewPassword(settings, params["newPassword"]);
  const attempt = readAttempt(settings, params, ctx);
  switch (flow) {
    case "signUp":
      return await signUp(attempt);
    case "signIn":
      return await signIn(attempt);
    case "reset":
      return await resetPassword(attempt);
    case "reset-verification":
      return await verifyReset(attempt);
    case "email-verification":
      return await verifyEmail(attempt);
    default:
      throw new Error(
        'Missing `flow` param, it must be one of "signUp", "signIn", "reset", "reset-verification" or "email-verification"!',
      );
  }
}

function readAttempt(settings: Settings, params: Params, ctx: ActionCtx): PasswordAttempt {
  const given = settings.profile?.(params, ctx) ?? { email: params["email"] };
  // What the app copies from the parameters is the user's own word, and a password verifies neither.
  const { [noteKey]: _word, emailVerified: _email, phoneVerified: _phone, ...profile } = given as Profile;
  const typedEmail = typeof profile["email"] === "string" ? profile["email"].trim() : "";
  const email = normalizeEmail(typedEmail);
  return { ctx, settings, params, email, typedEmail, profile: { ...profile, email } };
}

/** The rule of `Password`, unless the app has its own. */
function checkNewPassword({ validatePasswordRequirements }: Settings, password: unknown): void {
  if (typeof password !== "string" || isProofText(password)) return refuseCredentials("password");
  if (validatePasswordRequirements !== undefined) validatePasswordRequirements(password);
  else if (password.length < 8) refuseCredentials("password");
}
