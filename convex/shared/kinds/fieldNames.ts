/** Convex's limit for field names inside a value; top-level names have 64 (convex.md). */
const longestName = 1024;

/**
 * Why Convex cannot hold a field of this name inside a value, or null where it can. A leading `_` is refused only at the top
 * level of a document, so not here. `__proto__` is legal for Convex, but its JavaScript client loses it.
 */
export function findBadFieldName(name: string): string | null {
  if (name === "") return "a field name is empty";
  if (name.startsWith("$")) return "a field name starts with $, which Convex reserves";
  if (!/^[\x20-\x7e]*$/.test(name)) return "a field name holds a character that is not printable ASCII";
  if (name.length > longestName) return `a field name is longer than ${longestName} characters`;
  if (name === "__proto__") return "a field is called __proto__, which JavaScript would lose";
  return null;
}
