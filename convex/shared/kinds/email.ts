import { v } from "convex/values";
import { type Kind, defineKind, findLoneSurrogate, quote, reject } from "./kind.js";

/** One `@` with something on both sides; no white space, no control and no invisible format characters. */
const addressPattern = /^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u;

/** RFC 5321: 64 before the `@`, 255 after it. */
const longestAddress = 320;

/**
 * An email addressPattern, trimmed and lower-cased: Convex Auth compares addresses letter by letter, and a differing case makes
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
        : reject("email", `${quote(text)} is not an email addressPattern`);
    },
    invert: (value) => value,
    normalizes: true,
  });
}

/**
 * How addresses are compared everywhere: on import, by match, and at sign-in. Convex Auth compares them exactly, so a different
 * case, a space or another Unicode form of a letter would silently create a second user.
 */
export function normalizeEmail(address: string): string {
  return address.trim().toLowerCase().normalize("NFC");
}
