import type { SignInTrial } from "../../deployment/signInTrial.js";

/** What came of it, and for whoever was refused: what they read, and why. */
export function renderSignInTrial(address: string, trial: SignInTrial): string {
  const { outcome, user, words, isSessionEnded } = trial;
  switch (outcome) {
    case "in":
      return `${address} got in, as user ${user}; the session ${isSessionEnded ? "has ended" : "was gone already"}.`;
    case "mailed":
      return `${address} has the right password; the app has sent the user a code, which it asks for before it lets them in.`;
    case "refused":
      return `${address} is refused: ${explain(trial).replace(/\.$/, "")}.\nWhat they read: ${words}`;
  }
}

function explain({ accounts, reason, words }: SignInTrial): string {
  if (accounts === 0) return "nobody signs in with this address and a password";
  if (accounts > 1) return `${accounts} users have this sign-in, and nobody has decided whose it is`;
  switch (reason) {
    case null:
      return words ?? "the app gives no reason";
    case "credentials":
      return "the password does not match, or there were too many wrong ones in the last hour";
    case "unsupported_hash":
      return "nobody can verify the hash of its password: the user needs a reset";
    default:
      return reason;
  }
}
