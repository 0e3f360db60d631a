import type { PasswordAttempt } from "./passwordAttempt.js";
import { hashPassword } from "./verifyHash.js";

/** Different passwords that are kept of one address: a decision takes one only while no other was tried. */
const mostTried = 5;

/**
 * The hash of a password that was refused, for the claim; undefined when enough others were tried under the address. Those of one
 * address have one salt, so that the same password gives the same hash.
 */
export async function hashTried(
  { ctx, settings, email }: PasswordAttempt,
  password: string,
): Promise<string | undefined> {
  const address = { provider: settings.id, email };
  const known = await ctx.runQuery(settings.environment.component.claims.triedSecrets, address);
  const secret = hashPassword(password, known[0]?.split(":")[0]);
  return known.includes(secret) || known.length < mostTried ? secret : undefined;
}
