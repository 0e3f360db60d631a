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
