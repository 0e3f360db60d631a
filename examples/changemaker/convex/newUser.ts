/** What somebody is who signs up. */
export function newUser() {
  return { role: "USER", status: "ACTIVE", needsPasswordReset: false };
}
