/** `categories` → `category`, `addresses` → `address`; good enough to compare names and to make one. */
export function singular(word: string): string {
  if (/(?:ss|us|is|news|series|status)$/i.test(word)) return word;
  return word
    .replace(/ies$/i, "y")
    .replace(/(ss|x|ch|sh)es$/i, "$1")
    .replace(/people$/i, "person")
    .replace(/([^s])s$/i, "$1");
}

/** `AssignedUserID` and `assigned_user_id` → `assigned`, `user`, `id`. */
export function wordsOf(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** `member_ids`, `memberIds`, `members` → `members`: what the rows are called whose keys a list with this name holds. */
export function stemOfList(column: string): string[] {
  const words = wordsOf(column);
  return isNamedForKeys(column) ? words.slice(0, -1) : words;
}

/** `member_ids`, whatever members are: its items are keys of some table. */
export function isNamedForKeys(column: string): boolean {
  const words = wordsOf(column);
  return words.length > 1 && ["id", "ids", "uuids", "keys", "refs"].includes(words.at(-1)!);
}

/** UUIDs, ObjectIds, cuids, ULIDs: keys that are not the same as another by chance. */
export function isTellingKey(text: string): boolean {
  return /^(?=.*\d)[\w-]{16,40}$/.test(text);
}
