import { relationOf, type SourceColumn, type SourceTable } from "../sources/source.js";
import { isEmailName } from "../rows/validate/addresses.js";
import { singular, wordsOf } from "./names.js";

const likely = ["user", "account", "profile"];

export interface Users {
  readonly table: string;
  readonly email: string;
}

/** The table of users: called users, accounts or profiles, with an email that is unique. The first in this order. */
export function findUsers(tables: readonly SourceTable[]): Users | null {
  for (const word of likely) {
    for (const table of tables) {
      if (singular(wordsOf(relationOf(table.name)).join("_")) !== word) continue;
      const email = findUniqueEmail(table);
      if (email !== null) return { table: table.name, email };
    }
  }
  return null;
}

/** Looks like the table of users, but its email is not unique. */
export function hasSharedEmail(table: SourceTable): boolean {
  const isUsers = singular(wordsOf(relationOf(table.name)).join("_")) === "user";
  return isUsers && findUniqueEmail(table) === null && table.columns.some(({ name }) => isEmailName(name));
}

function findUniqueEmail({ columns, primaryKey, uniqueKeys }: SourceTable): string | null {
  const keys = [primaryKey, ...(uniqueKeys ?? [])];
  const email = columns.find(({ name }) => isEmailName(name));
  return email !== undefined && keys.some((key) => key.length === 1 && key[0] === email.name) ? email.name : null;
}

/** Convex Auth's name for what a column of the users table holds. */
export function authName({ name }: SourceColumn, code: string): string | null {
  const words = wordsOf(name).join("_");
  if (code === "email()") return "email";
  if (code.startsWith("timestamp(") && /^email_(?:verified|confirmed|verification)(?:_at|_time)?$/.test(words)) {
    return "emailVerificationTime";
  }
  if (code !== "text()") return null;
  if (/^(?:full_name|display_name)$/.test(words)) return "name";
  return /^(?:avatar_url|image_url|picture|avatar)$/.test(words) ? "image" : null;
}

/** What Convex Auth writes at sign-in, besides the migrated columns. */
export const authFields: Readonly<Record<string, string>> = {
  name: "v.string()",
  image: "v.string()",
  email: "v.string()",
  emailVerificationTime: "v.number()",
  phone: "v.string()",
  phoneVerificationTime: "v.number()",
  isAnonymous: "v.boolean()",
};
