export { googleProfile, type GoogleClaims } from "./googleProfile.js";
export { invite, type InviteOptions } from "./invite.js";
export { legacyPassword } from "./legacyPassword.js";
export type { CredentialsRefused, LegacyPasswordOptions } from "./passwordOptions.js";
export type { ClaimRefused, InviteRefused } from "./refusals.js";
export { verifyHash, type VerifyHashReference } from "./verifyHash.js";
export { normalizeEmail } from "../../shared/kinds/email.js";
export { type PasswordHash, readPasswordHash } from "../../shared/users/passwordHash.js";
