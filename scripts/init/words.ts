export { camelCase, capitalize, isIdentifier } from "../../convex/shared/plan/names.js";

export function uncapitalized(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
