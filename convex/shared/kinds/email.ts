import { v } from "convex/values";
import { type EncodeBytes, quoteByte } from "./encode.js";
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
    encode: encodeAddress,
    invert: (value) => value,
    normalizes: true,
  });
}

/** An address of visible ASCII alone; every other one takes the long way. */
const encodeAddress: EncodeBytes = (from, start, end, out, at) => {
  if (end - start > longestAddress) return -1;
  let to = at;
  let middle = -1;
  out[to++] = quoteByte;
  for (let index = start; index < end; index++) {
    const byte = from[index]!;
    if (byte <= 0x20 || byte >= 0x7f || byte === quoteByte || byte === 0x5c) return -1;
    if (byte === atSign) {
      if (middle !== -1) return -1;
      middle = index;
    }
    out[to++] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
  }
  out[to++] = quoteByte;
  return middle > start && middle < end - 1 ? to : -1;
};

const atSign = 0x40;

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
