import { normalizeEmail } from "../../shared/kinds/email.js";

/** What Google says about a person; what we use of it. */
export interface GoogleClaims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly picture?: string;
}

/**
 * `Google({ profile: googleProfile })`. Auth.js drops whether Google has verified the address, which decides whether
 * somebody may have the data that is under it.
 */
export function googleProfile({ sub, email, email_verified: verified, name, picture }: GoogleClaims) {
  const address = email === undefined ? {} : { email: normalizeEmail(email), emailVerified: verified === true };
  return { id: sub, name, image: picture, ...address };
}
