import { v } from "convex/values";
import { normalizeEmail } from "../users/email.js";
import { defineKind, quote, reject, type Kind } from "./kind.js";
import { findLoneSurrogate } from "./unicode.js";

/** One `@` with something on both sides; no white space, no control and no invisible format characters. */
const address = /^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u;

/** RFC 5321: 64 before the `@`, 255 after it. */
const longest = 320;

/**
 * An email address, trimmed and lower-cased: Convex Auth compares addresses letter by letter, and a differing case makes
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
      return value.length <= longest && address.test(value)
        ? value
        : reject("email", `${quote(text)} is not an email address`);
    },
    invert: (value) => value,
    normalizes: true,
  });
}
