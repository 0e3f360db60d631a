import { v } from "convex/values";
import { type Kind, defineKind, findLoneSurrogate, quote, reject } from "./kind.js";

/** One `@` with something on both sides; no white space, no control and no invisible format characters. */
const addressPattern = /^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u;

/** RFC 5321: 64 before the `@`, 255 after it. */
const longestAddress = 320;

/**
 * An email address in its one form (`normalizeEmail`): Convex Auth compares addresses letter by letter, and a differing case makes
 * a second user silently (docs: convex.md, @convex-dev/auth). Codes: `email`, `surrogate`.
 */
export function emailKind(): Kind<string> {
  return defineKind<string>({
    name: "email",
    validator: v.string(),
    convert(text) {
      const value = normalizeEmail(text);
      const broken = findLoneSurrogate(value);
      if (broken) return broken;
      return value.length <= longestAddress && addressPattern.test(value)
        ? value
        : reject("email", `${quote(text)} is not an email address`);
    },
    invert: (value) => value,
    normalizes: true,
  });
}

/**
 * The one form of an address: on import, by match, at sign-in, and where mail is sent to. Convex Auth compares addresses exactly,
 * so a different case, a space or another Unicode form of a letter would silently create a second user.
 *
 * Trimmed and in Unicode's composed form. The mailbox is lower-cased in ASCII only, because a mail host may tell other letters
 * apart; the domain in every script, because no name server does.
 */
export function normalizeEmail(address: string): string {
  // Composed first: otherwise the Kelvin sign becomes a capital K after the lower-casing.
  const composed = address.trim().normalize("NFC");
  const at = composed.lastIndexOf("@");
  const mailbox = at === -1 ? composed : composed.slice(0, at);
  const lower = mailbox.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  // Composed again: some letters compose with a small letter only.
  return `${lower}${composed.slice(mailbox.length).toLowerCase()}`.normalize("NFC");
}
