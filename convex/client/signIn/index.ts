export { googleProfile, type GoogleClaims } from "./providers.js";
export { invite, type InviteOptions } from "./providers.js";
export { legacyPassword } from "./legacyPassword.js";
export type { CredentialsRefused, LegacyPasswordOptions } from "./passwordAttempt.js";
export type { ClaimRefused } from "./claims.js";
export type { InviteRefused } from "./invites.js";
export { verifyHash, type VerifyHashReference } from "./verifyHash.js";
export { normalizeEmail } from "../../shared/kinds/email.js";
export { type PasswordHash, readPasswordHash } from "../../shared/users/passwordHash.js";
