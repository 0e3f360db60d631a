import type { SourceRow } from "../../../convex/shared/plan/row.js";

/** Firebase knows whether an address is verified, not since when: from the beginning. */
export function emailVerificationTime({ emailVerified, createdAt }: SourceRow): number | undefined {
  return emailVerified === true ? Number(createdAt) : undefined;
}

/** Nobody has a number in Firebase who did not type its code. */
export function phoneVerificationTime({ phone, createdAt }: SourceRow): number | undefined {
  return typeof phone === "string" ? Number(createdAt) : undefined;
}

interface HashParameters {
  readonly [name: string]: string | undefined;
}

/**
 * The hash as `legacyPassword` reads it. The project's parameters stand in the Firebase console (Authentication, ⋮, Password hash
 * parameters); the signer key is a secret, so it comes from the environment.
 */
export function renderHash({ salt, passwordHash }: SourceRow, env: HashParameters): string {
  const { FIREBASE_SIGNER_KEY: key, FIREBASE_SALT_SEPARATOR: separator } = env;
  if (key === undefined || separator === undefined)
    throw new Error("Set FIREBASE_SIGNER_KEY and FIREBASE_SALT_SEPARATOR to the project's password hash parameters");
  return `$fbscrypt$v=1,n=14,r=8,p=1,ss=${separator},sk=${key}$${salt}$${passwordHash}`;
}
