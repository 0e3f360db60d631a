import { v } from "convex/values";
import { type EncodeBytes, copyQuoted, encodeText, isDigit, minusByte, startOfInteger } from "./encode.js";
import { type Kind, type Reject, defineKind, findLoneSurrogate, quote, reject } from "./kind.js";
import { ambiguous } from "./invert.js";

export interface IdOptions {
  /** What the source's keys look like; default `"text"`: any text but the empty one, unchanged. */
  readonly form?: "text" | "integer" | "uuid";
  /** Written before every key: keeps the keys of two sources apart that become one table. */
  readonly prefix?: string;
}

/**
 * An old key, always kept as a string, so that no digit of a large one is lost and a reference equals its target.
 * `integer`: canonical decimal of any size; `007` and `-0` are rejected, since another row may be called `7`.
 * `uuid`: lower-cased, with hyphens; 32 hex digits without hyphens are the same UUID (Django's SQLite form) and get them.
 * Codes: `empty`, `surrogate`, `not_an_integer`, `uuid`.
 */
export function idKind(options: IdOptions = {}): Kind<string> {
  const { form = "text", prefix = "" } = options;
  const convertKey = converters[form];
  const convert = (text: string) => {
    const key = convertKey(text);
    return typeof key === "string" ? prefix + key : key;
  };
  return defineKind<string>({
    name: "id",
    validator: v.string(),
    forms: ["text", "bytes"],
    convert,
    ...(prefix === "" ? { encode: encoders[form] } : {}),
    invert: (value, columnType) => {
      if (!value.startsWith(prefix)) return reject("not_invertible", `${quote(value)} does not start with ${prefix}`);
      // Elsewhere than in a column of that type, the letters' case and the hyphens are part of the key, and are not known.
      const isLost = form === "uuid" && !/^uuid$/i.test(columnType);
      return isLost ? ambiguous("a UUID with or without hyphens, in either case") : value.slice(prefix.length);
    },
  });
}

const converters: Record<"text" | "integer" | "uuid", (text: string) => string | Reject> = {
  text(text) {
    if (text === "") return reject("empty", "the key is empty");
    return findLoneSurrogate(text) ?? text;
  },
  integer(text) {
    if (/^(0|-?[1-9]\d*)$/.test(text)) return text;
    return reject("not_an_integer", `${quote(text)} is not an integer key in plain decimal form`);
  },
  uuid(text) {
    const parts = uuid.exec(text);
    if (!parts) return reject("uuid", `${quote(text)} is not a UUID`);
    return parts.slice(1).join("-").toLowerCase();
  },
};

const encoders: Readonly<Record<"text" | "integer" | "uuid", EncodeBytes>> = {
  text: (from, start, end, out, at) => (start === end ? -1 : encodeText(from, start, end, out, at)),
  integer: (from, start, end, out, at) =>
    startOfInteger(from, start, end) === -1 ? -1 : copyQuoted(from, start, end, out, at),
  // As PostgreSQL prints it: lower case, with hyphens.
  uuid: (from, start, end, out, at) => (isPrintedUuid(from, start, end) ? copyQuoted(from, start, end, out, at) : -1),
};

function isPrintedUuid(from: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 36) return false;
  for (let place = 0; place < 36; place++) {
    const byte = from[start + place]!;
    const isHyphen = place === 8 || place === 13 || place === 18 || place === 23;
    const isFine = isHyphen ? byte === minusByte : isDigit(byte) || (byte >= 0x61 && byte <= 0x66);
    if (!isFine) return false;
  }
  return true;
}

/** Either all hyphens or none: the back reference repeats what the first place holds. */
const uuid = /^([0-9a-f]{8})(?:-(?=.{27}$)|(?=.{24}$))([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/**
 * One text for a key of several parts: joined with `|`, `\` and `|` inside a part written `\\` and `\|`. A key of one part
 * is that part, unescaped, so that plain keys read as the source prints them. The text alone therefore does not say how
 * many parts there are (`a|b` is one part or two): that count comes from the plan, as in `splitKey`.
 * Different lists of the same length give different texts.
 */
export function joinKey(parts: readonly string[]): string {
  const [first] = parts;
  if (first === undefined) throw new Error("A key needs at least one part.");
  if (parts.length === 1) return first;
  return parts.map((part) => part.replace(/[\\|]/g, "\\$&")).join("|");
}

/** The parts `joinKey` joined, or null where the text is not a key of `count` parts. */
export function splitKey(text: string, count: number): string[] | null {
  if (count === 1) return [text];
  const parts = [""];
  for (const [token] of text.matchAll(/\\?[^]/gu)) {
    if (token === "|") {
      parts.push("");
    } else if (token[0] === "\\" && token !== "\\\\" && token !== "\\|") {
      return null;
    } else {
      parts[parts.length - 1] += token[0] === "\\" ? token.slice(1) : token;
    }
  }
  return parts.length === count ? parts : null;
}
