import Google from "@auth/core/providers/google";
import { Email } from "@convex-dev/auth/providers/Email";
import { convexAuth, type EmailConfig } from "@convex-dev/auth/server";
import {
  googleProfile,
  invite,
  legacyPassword,
  type LegacyPasswordOptions,
} from "../../../../convex/client/signIn/index.js";
import type { AuthCallbackOptions } from "../../../../convex/client/index.js";
import { cutover } from "./migrations.js";

/** What was mailed, newest last. */
export const mailbox: { to: string; code: string }[] = [];

export const mail = (id: string) =>
  Email({
    id,
    sendVerificationRequest: async ({ identifier, token }) => {
      mailbox.push({ to: identifier, code: token });
    },
  });

/** Bcrypt of cost 4, from supabase/auth's tests: a test need not take as long as an attacker should. */
const quick = { decoy: "$2y$04$mIJxfrCaEI3GukZe11CiXublhEFanu5.ododkll1WphfSp6pn4zIu", resetTakesMs: 0 };

export interface AuthVariant {
  readonly callbacks?: AuthCallbackOptions;
  /** Default: links by mail as an app without `toStoredAddress` sends them. */
  readonly link?: EmailConfig;
  readonly password?: Omit<LegacyPasswordOptions, "cutover">;
}

/** The app's `convex/auth.ts`. */
export function makeAuth({ callbacks, link = mail("link"), password }: AuthVariant) {
  return convexAuth({
    providers: [
      Google({ profile: googleProfile }),
      link,
      legacyPassword({ ...quick, cutover, reset: mail("reset"), verifyHash: "passwords:verify", ...password }),
      invite({ cutover }),
    ],
    callbacks: cutover.authCallbacks(callbacks),
  });
}
