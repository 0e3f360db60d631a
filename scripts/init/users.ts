import { relationOf, type Source, type SourceColumn, type SourceTable } from "../sources/source.js";
import { addressKey } from "../../convex/shared/plan/plan.js";
import { emailKind } from "../../convex/shared/kinds/index.js";
import { Reject } from "../../convex/shared/kinds/kind.js";
import { oddShare } from "./sample.js";
import { KeySet } from "../rows/keys/keySet.js";
import { findAddressColumn } from "../rows/validate/addresses.js";
import { isSupabase } from "../rows/validate/toolTables.js";
import { isCredential } from "./credentials.js";
import { singular, wordsOf } from "../rows/keys/names.js";

const likely = ["user", "account", "profile"];

/** Users by another name, where the table says how they sign in. */
const others = ["person", "member", "login", "customer", "client", "employee", "student", "participant", "contact"];

export interface Users {
  readonly table: string;
  readonly email: string;
  /** Why its addresses tell users apart, where the source does not say so. */
  readonly comment: string | null;
}

/**
 * The table of users: called users, accounts or profiles, or something else with passwords, with an email that is unique. The first in
 * this order whose email is declared unique; then the first whose addresses are all different; then Supabase's `accounts`; then, where
 * the app has users to match them with, the first with addresses. `resembling` is the table that has the columns of the app's users.
 */
export async function findUsers(
  source: Source,
  tables: readonly SourceTable[],
  accounts: SourceTable | null,
  appHasUsers: boolean,
  resembling?: string,
): Promise<Users | null> {
  const named = tables.filter(({ name }) => name === resembling);
  const called = [...likely, ...others].flatMap((word) => tables.filter((table) => isCalled(table, word)));
  const candidates = named.length > 0 ? named : called;
  const declared = candidates.find((table) => findUniqueEmail(table) !== null);
  if (declared !== undefined) return { table: declared.name, email: findUniqueEmail(declared)!, comment: null };
  for (const table of candidates) {
    const found = await compareAddresses(source, table);
    if (found !== null) return found;
  }
  const comment = "Supabase's accounts: who they are, not how they signed in";
  if (accounts !== null) return { table: accounts.name, email: "email", comment };
  // Without match its users would get a second account each.
  const shared = appHasUsers ? candidates.find((table) => findAddressColumn(table) !== undefined) : undefined;
  return shared === undefined
    ? null
    : { table: shared.name, email: findAddressColumn(shared)!.name, comment: sharedAddresses };
}

const sharedAddresses =
  "the app has users with an email already; rows that share an address are listed as several_old, to decide with match settle";

function isCalled(table: SourceTable, word: string): boolean {
  const words = wordsOf(relationOf(table.name));
  const letsIn = table.columns.some((column) => isCredential(column, table.columns));
  if (singular(words.join("_")) === word) return likely.includes(word) || letsIn;
  // Django's `auth_user` and `accounts_customuser`.
  return word === "user" && letsIn && singular(words.at(-1) ?? "").endsWith("user");
}

/** Looks like the table of users, but its email is not unique. */
export function hasSharedEmail(table: SourceTable): boolean {
  return isCalled(table, "user") && findUniqueEmail(table) === null && findAddressColumn(table) !== undefined;
}

function findUniqueEmail(table: SourceTable): string | null {
  const keys = [table.primaryKey, ...(table.uniqueKeys ?? [])];
  const email = findAddressColumn(table);
  return email !== undefined && keys.some((key) => key.length === 1 && key[0] === email.name) ? email.name : null;
}

/** Reads all addresses: two users of one address could not be told apart. */
async function compareAddresses(source: Source, table: SourceTable): Promise<Users | null> {
  const email = findAddressColumn(table)?.name;
  if (email === undefined) return null;
  const seen = new KeySet();
  let odd = 0;
  const { columns, pages } = await source.read(table.name, [email]);
  const at = columns.indexOf(email);
  for await (const page of pages) {
    for (const row of page) {
      const address = "broken" in row ? null : addressKey(row[at]);
      if (address === null) continue;
      if (!seen.add(address)) return null;
      if (emailKind().convert(address) instanceof Reject) odd++;
    }
  }
  // A column of something else may be called email.
  if (seen.size === 0 || odd > seen.size * oddShare) return null;
  const comment = `the source does not require it to be unique; all ${seen.size.toLocaleString("en-US")} addresses are different`;
  return { table: table.name, email, comment };
}

/**
 * Who the users of Supabase's accounts are: what the plan takes of them, and its type there, which `supabase db dump` does not say: its
 * schema is the app's alone.
 */
const supabaseColumns: Readonly<Record<string, string>> = {
  id: "uuid",
  email: "character varying",
  email_confirmed_at: "timestamp with time zone",
  phone: "text",
  phone_confirmed_at: "timestamp with time zone",
  created_at: "timestamp with time zone",
};

/** Supabase's accounts as a table of users, without everything that lets them in; null where the source has none. */
export function pickSupabaseUsers(tables: readonly SourceTable[]): SourceTable | null {
  const users = tables.find(({ name }) => name === "auth.users");
  if (users === undefined || !isSupabase(tables)) return null;
  const columns = users.columns
    .filter(({ name }) => Object.hasOwn(supabaseColumns, name))
    .map((column) => (column.type === "unknown" ? { ...column, type: supabaseColumns[column.name]! } : column));
  const isKeyed = users.primaryKey.length > 0 || columns.every(({ name }) => name !== "id");
  return { ...users, columns, primaryKey: isKeyed ? users.primaryKey : ["id"], uniqueKeys: [] };
}

/** Convex Auth's name for what a column of the users table holds. */
export function authName({ name }: SourceColumn, code: string): string | null {
  const words = wordsOf(name).join("_");
  if (code === "email()") return "email";
  if (code.startsWith("timestamp(") && /^email_(?:verified|confirmed|verification)(?:_at|_time)?$/.test(words)) {
    return "emailVerificationTime";
  }
  if (code.startsWith("timestamp(") && /^phone_(?:verified|confirmed)(?:_at)?$/.test(words))
    return "phoneVerificationTime";
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
