import { reject, type Reject } from "./kind.js";

/** With the `u` flag a pair is one code point, so only an unpaired half matches. */
const loneSurrogate = /\p{Surrogate}/u;

/** Convex refuses strings that are not well-formed Unicode; such text comes from `\ud800` escapes in `json` columns. */
export function findLoneSurrogate(text: string): Reject | null {
  if (!loneSurrogate.test(text)) return null;
  return reject("surrogate", "the text holds half of a surrogate pair, which is not Unicode and which Convex refuses");
}

/** The text without repetitions of one character at its end; a pattern like `/ +$/` takes quadratic time on long runs inside. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
