import { reject, type Reject } from "../kind.js";

/** With the `u` flag a pair is one code point, so only an unpaired half matches. */
const loneSurrogate = /\p{Surrogate}/u;

/** Convex refuses strings that are not well-formed Unicode; such text comes from `\ud800` escapes in `json` columns. */
export function findLoneSurrogate(text: string): Reject | null {
  if (!loneSurrogate.test(text)) return null;
  return reject("surrogate", "the text holds half of a surrogate pair, which is not Unicode and which Convex refuses");
}
