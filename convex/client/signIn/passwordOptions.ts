import type { PasswordConfig } from "@convex-dev/auth/providers/Password";
import type { GenericActionCtxWithAuthConfig } from "@convex-dev/auth/server";
import type { GenericDataModel } from "convex/server";
import type { Value } from "convex/values";
import { ConvexError } from "convex/values";
import type { Environment } from "../run/environment.js";
import type { VerifyHashReference } from "./verifyHash.js";

/** What the providers need of a `Cutover`. */
export interface WithCutover {
  readonly cutover: { readonly environment: Environment };
}

export interface LegacyPasswordOptions<DataModel extends GenericDataModel = GenericDataModel>
  extends WithCutover, Omit<PasswordConfig<DataModel>, "crypto"> {
  /**
   * An internal action in a "use node" file, made with `verifyHash`: `internal.passwords.verify`, or its name
   * `"passwords:verify"`. Without it, hashes that take more than 32 MB open for nobody and are listed by `claims`.
   */
  readonly verifyHash?: VerifyHashReference | string;
  /**
   * A hash of the kind and cost most of the old ones have, of a password nobody knows: what is computed for addresses that
   * have no account, so that they take as long. Default bcrypt of cost 10. Null once no old hashes are left.
   */
  readonly decoy?: string | null;
  /** What a reset takes at least, in milliseconds, so that sending a mail does not tell who has an account. Default 1,500. */
  readonly resetTakesMs?: number;
}

export type ActionCtx = GenericActionCtxWithAuthConfig<GenericDataModel>;
export type Params = Partial<Record<string, Value | undefined>>;

/** Bcrypt, cost 10, of random bytes. */
const defaultDecoy = "$2b$10$nfFn.AeanSepQ.w/pVNrNOqgIMzqJdRpvqawaUc6OMQaHOR/V8wXW";

/** The options with what is left out. */
export function readOptions(options: LegacyPasswordOptions) {
  const { id = "password", decoy = defaultDecoy, resetTakesMs = 1_500, ...rest } = options;
  return { ...rest, id, decoy, resetTakesMs, environment: options.cutover.environment };
}

export type Settings = ReturnType<typeof readOptions>;

/** One call of `signIn` with our provider. */
export interface PasswordAttempt {
  readonly ctx: ActionCtx;
  readonly settings: Settings;
  readonly params: Params;
  /** Trimmed, lower case. */
  readonly email: string;
  /** As it was typed, without blanks: accounts from before the move may be called so. */
  readonly typedEmail: string;
  readonly profile: Record<string, Value | undefined>;
}

/** The error of every failed sign-in: it says the same for a wrong password, an unknown address and too many attempts. */
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
