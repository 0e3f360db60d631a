import type { GenericValidator, Value } from "convex/values";
import { canonicalValue } from "../document/canonical.js";
import type { EncodeBytes } from "./encode.js";

/** A field as the source prints it: text, or null for SQL NULL (see `Row` in scripts/sources/source.ts). */
export type Raw = string | null;

/**
 * What a value is where the source gives its values types and the text alone does not say it: `json` an object or array, `bytes` a
 * blob (its text is `\\x` and hex digits), `text` a text that reads like a blob's, `boolean` a boolean among other values.
 */
export type Form = "json" | "bytes" | "text" | "boolean";

/** Shared by every copy of this module. */
const brand = Symbol.for("convex-cutover.reject");

/** Why a value was not converted. `code` is stable and counted in reports; `message` is for users, without secrets. */
export class Reject {
  readonly [brand] = true;

  constructor(
    readonly code: string,
    readonly message: string,
  ) {}

  /**
   * The plan may come from another copy of this package than the command that carries it out (a global one, say). Its
   * rejects must not pass for values.
   */
  static [Symbol.hasInstance](value: unknown): value is Reject {
    return typeof value === "object" && value !== null && brand in value;
  }
}

export function reject(code: string, message: string): Reject {
  return new Reject(code, message);
}

/**
 * What a field is: how its text becomes a value, what is rejected and with which words, which validator fits, and one
 * canonical text per value for fingerprints. Pure: no clock, no locale, no time zone of the machine.
 */
export interface Kind<T extends Value = Value> {
  readonly name: string;
  /** Text as the source prints it → value, or why not. Never throws, never guesses, never truncates. */
  convert(text: string): T | Reject;
  /** The Convex validator of the converted value (never optional). */
  readonly validator: GenericValidator;
  /** Equal values give equal text, different values different text. */
  canonical(value: T): string;
  /**
   * The inverse: text that the source reads as this value, as far as the value alone determines it. `columnType` is the source's
   * own name of the column's type. Absent where there is no inverse. Call it through `invertValue`, which verifies the answer.
   */
  invert?(value: T, columnType: string): string | Reject;
  /** The forms it takes; default only `text`. Values without a form are taken by every kind. */
  readonly forms?: readonly Form[];
  /** The short way, for the texts that it takes; every other text takes the long one. Absent: all do. */
  readonly encode?: EncodeBytes;
  /** True where several texts become one value on purpose: the text of a key is then not known from its value. */
  readonly normalizes?: boolean;
  /** Of kinds whose values are files of the source: how they are had with what looks these up. */
  readonly files?: FileReader;
}

/** A file of the source, as a row names it. */
export interface FileName {
  /** One of the plan's `files`. */
  readonly place: string;
  /** Its path there. */
  readonly key: string;
}

/** The file of the app's storage that a file of the source is, or why there is none. */
export type FindFile = (file: FileName) => string | Reject;

/** A kind whose values are files: it can be had anew, with what looks them up. */
export interface FileReader {
  readonly place: string;
  /** Values of a list that are left out of it, instead of rejecting it. */
  readonly leavesOut: (code: string) => boolean;
  withFiles(find: FindFile): Kind;
}

/** Converts a value of this form; every kind may take a boolean's text. Codes: those of the kind, and `json_value`, `blob_value`, `text_value` for a form it does not take. */
export function convertForm<T extends Value>(kind: Kind<T>, text: string, form: Form | undefined): T | Reject {
  if (form === undefined || form === "boolean" || (kind.forms ?? ["text"]).includes(form)) return kind.convert(text);
  return otherForms[form](kind.name);
}

const otherForms: Readonly<Record<Exclude<Form, "boolean">, (name: string) => Reject>> = {
  json: (name) => reject("json_value", `a JSON object or array is not ${name}()`),
  bytes: (name) => reject("blob_value", `a blob is not ${name}()`),
  text: (name) => reject("text_value", `a text is not ${name}()`),
};

/** Makes a kind; the canonical form is the common one unless the kind has its own. */
export function defineKind<T extends Value>(
  kind: Omit<Kind<T>, "canonical"> & { canonical?: (value: T) => string },
): Kind<T> {
  return { canonical: canonicalValue, ...kind };
}

/** The longest part of a bad value that a message repeats. */
const quotedLength = 40;

/** A value for a message: quoted, control characters escaped, cut to a readable length. */
export function quote(text: string): string {
  const cut = text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text;
  return escapeControls(JSON.stringify(cut));
}

/**
 * Characters that a terminal, a browser or a spreadsheet obeys instead of showing: C0 but for tab and line feed, DEL, C1, the
 * bidirectional controls and those without width.
 */
// oxlint-disable-next-line no-control-regex
const controls = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Shows them as `\u009b`: what comes from a row can then neither move the cursor nor turn the text around. */
export function escapeControls(text: string): string {
  return text.replace(controls, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** With the `u` flag a pair is one code point, so only an unpaired half matches. */
const loneSurrogate = /\p{Surrogate}/u;

/** Convex refuses strings that are not well-formed Unicode; such text comes from `\ud800` escapes in `json` columns. */
export function findLoneSurrogate(text: string): Reject | null {
  if (!loneSurrogate.test(text)) return null;
  return reject("surrogate", "the text holds half of a surrogate pair, which is not Unicode and which Convex refuses");
}

/** The text without repetitions of one character at its end; a pattern like `/ +$/` takes quadratic time on long runs inside. */
export function trimTrailing(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
