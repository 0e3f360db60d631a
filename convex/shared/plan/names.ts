/** `user_id` → `userId`, `First Name` → `firstName`, `CreatedAt` → `createdAt`: the rule of `CamelCase` at run time. */
export function camelCase(column: string): string {
  const [first = "", ...rest] = column.split(/[_\s-]/);
  return uncapitalize(first) + rest.map(capitalize).join("");
}

/** The type-level twin of `camelCase`. */
export type CamelCase<S extends string> = Uncapitalize<Joined<S>>;
type Joined<S extends string> = S extends `${infer Head}${"_" | " " | "-"}${infer Tail}`
  ? `${Head}${Capitalize<Joined<Tail>>}`
  : S;

export function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function uncapitalize(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}

/** `legacyKeyEmail` → `legacy_key_email`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What Convex takes as the name of a table or of a field a schema declares. */
export function isIdentifier(name: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name);
}
