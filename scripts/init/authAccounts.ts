import { stageFunctionName, type TableExports, type TableStage } from "../../convex/shared/plan/exports.js";
import { renderKey, renderString } from "../project/code/render.js";
import { findAddressColumn } from "../rows/validate/addresses.js";
import { relationOf, type SourceColumn, type SourceTable } from "../sources/source.js";
import type { TableDraft } from "./draft.js";
import { singular, wordsOf } from "../rows/keys/names.js";
import type { LeftOutGroup } from "./selectTables.js";

/** The table of the plan that lets users sign in as before: `authAccounts` of Convex Auth. */
export interface AuthAccounts {
  /** The entry of the plan, two spaces in. */
  readonly lines: readonly string[];
  readonly exports: TableExports;
  /** Source tables that it reads. */
  readonly reads: readonly string[];
  /** Those of them that become accounts and no table of their own. */
  readonly sources: readonly string[];
  /** Columns of password hashes that become the accounts' secrets, as `table.column`. */
  readonly hashes: readonly string[];
  /** Their columns that the plan omits although they are the app's own. */
  readonly omitted: readonly LeftOutGroup[];
}

/** One `table(…)` of the entry, without indent. */
type Part = readonly string[];

/** Accounts from Supabase's identities, Auth.js's accounts, and password hashes; null where the source has none of them. */
export function draftAuthAccounts(all: readonly SourceTable[], drafted: readonly TableDraft[]): AuthAccounts | null {
  const users = drafted.find(({ isUsers }) => isUsers);
  if (users === undefined) return null;
  const providers = all.filter(
    (table) => isProviders(table) && refersTo(table, users, all) && !isReferredTo(table, drafted),
  );
  const passwords = findPasswords(all, users);
  const parts = [...passwords.map(renderPasswords), ...providers.map(providerPart)];
  if (parts.length === 0) return null;
  const stages: TableStage[] = ["match", "resolve", "verify", "cleanup"];
  const names = stages.map((stage) => stageFunctionName(stage, "authAccounts"));
  return {
    lines: renderEntry(parts).map((line) => `  ${line}`),
    exports: { table: "authAccounts", names },
    reads: [...passwords.map(({ table }) => table.name), ...providers.map(({ name }) => name)],
    sources: providers.map(({ name }) => name),
    hashes: passwords.map(({ table, hash }) => `${table.name}.${hash}`),
    omitted: listOwnColumns(providers),
  };
}

const about = [
  "// How users sign in, for Convex Auth. legacyPassword of convex-cutover/auth accepts the old hashes (docs/signIn.md). An",
  "// app without it has no use for them: delete the part with the provider password.",
];

function renderEntry(parts: readonly Part[]): string[] {
  const match = '{ match: ["provider", "providerAccountId"] }';
  const inner = parts.flatMap((part) => part.map((line) => `    ${line}`));
  return [...about, "authAccounts: union(", "  [", ...inner, "  ],", `  ${match},`, "),"];
}

const passwordNames = /^(?:encrypted_|hashed_)?passw(?:or)?d(?:_hash|_digest)?$|^pass_?hash$/;

function findColumn({ columns }: SourceTable, pattern: RegExp): string | undefined {
  return columns.find(({ name }) => pattern.test(wordsOf(name).join("_")))?.name;
}

/** A table with password hashes, and the columns that make an account of each row. */
interface Passwords {
  readonly table: SourceTable;
  readonly hash: string;
  readonly key: string;
  readonly email: string;
}

/** The first of the app's users and Supabase's, which keeps hashes beside the app's own table of users. */
function findPasswords(all: readonly SourceTable[], users: TableDraft): Passwords[] {
  const own = all.find(({ name }) => name === users.source.name && name !== "auth.users");
  const candidates = [own, all.find(({ name }) => name === "auth.users")].filter((each) => each !== undefined);
  return candidates
    .flatMap((table): Passwords[] => {
      const hash = findColumn(table, passwordNames);
      const key = keyTo(table, users, all);
      const email = findAddressColumn(table)?.name;
      return hash === undefined || key === null || email === undefined ? [] : [{ table, hash, key, email }];
    })
    .slice(0, 1);
}

function renderPasswords({ table, hash, key, email }: Passwords): Part {
  return [
    `table(`,
    `  ${renderString(table.name)},`,
    "  {",
    `    ${keyField("password:", key)}`,
    `    userId: ref("users").from(${renderString(key)}),`,
    '    provider: constant("password"),',
    `    providerAccountId: email().from(${renderString(email)}),`,
    `    secret: text().from(${renderString(hash)}),`,
    ...renderVerified(table, email),
    "  },",
    `  { filter: (row) => ${cell(hash)} !== null && ${cell(hash)} !== "" && ${cell(email)} !== null },`,
    "),",
  ];
}

/** Convex Auth wants the address itself, as text, where it was verified. */
function renderVerified(table: SourceTable, email: string): string[] {
  const verified = findColumn(table, /^email_(?:verified|confirmed|verification)(?:_at|_time)?$/);
  const isTime = table.columns.some((each) => each.name === verified && isTimeColumn(each));
  if (verified === undefined || !isTime) return [];
  return [
    "    emailVerified: computed((row) =>",
    `      ${cell(verified)} === null ? undefined : normalizeEmail(String(${cell(email)})),`,
    `    ).from(${renderString(email)}, ${renderString(verified)}),`,
  ];
}

const cell = (column: string) => `row[${renderString(column)}]`;

function isTimeColumn({ type }: SourceColumn): boolean {
  return /^(?:timestamp|datetime)/i.test(type);
}

function keyField(prefix: string, column: string): string {
  return `legacyId: id({ prefix: ${renderString(prefix)} }).from(${renderString(column)}),`;
}

/**
 * `auth.identities` of Supabase, `accounts` of Auth.js: who somebody is at a provider. An app calls other things accounts, too (at a
 * bank): a table by another name, or without Auth.js's key, is taken only if it has nothing but an account's columns.
 */
function isProviders(table: SourceTable): boolean {
  if (accountColumns(table) === null) return false;
  if (isSupabases(table)) return true;
  const name = singular(wordsOf(relationOf(table.name)).join("_"));
  if (!/^(?:.*_)?accounts?$/.test(name)) return false;
  const isAuthJs = /^accounts?$/.test(name) && findColumn(table, /^provider_account_id$/) !== undefined;
  return isAuthJs || ownColumns(table).length === 0;
}

const isSupabases = ({ name }: SourceTable) => name === "auth.identities";

/** What libraries for sign-in keep beside an account: the provider's tokens, and times. */
const tokenColumns =
  /^(?:id|type|provider_type|(?:access|refresh|id)_token|oauth_token(?:_secret)?|(?:(?:access|refresh)_token_)?(?:expires|expires_at|expires_in)|ext_expires_in|token_type|token_secret|scopes?|session_state|(?:created|updated)(?:_at)?)$/;

/** Columns that are neither the account nor the provider's tokens: the app's own. */
function ownColumns(table: SourceTable): string[] {
  const known = new Set([...table.primaryKey, ...Object.values(accountColumns(table)!)]);
  return table.columns
    .map(({ name }) => name)
    .filter((name) => !known.has(name) && !tokenColumns.test(wordsOf(name).join("_")));
}

const tokenReason = "the provider's tokens and what they are for: asked for again at sign-in";
const ownReason = "not part of an account of Convex Auth: migrate it to a table of the app, if the app needs it";

function listOwnColumns(providers: readonly SourceTable[]): LeftOutGroup[] {
  const names = providers
    .filter((table) => !isSupabases(table))
    .flatMap((table) => ownColumns(table).map((column) => `${table.name}.${column}`));
  return names.length === 0 ? [] : [{ reason: ownReason, names, isNamed: true }];
}

/** References need a table of its own; `authAccounts` is none that they could name. */
function isReferredTo({ name }: SourceTable, drafted: readonly TableDraft[]): boolean {
  const own = drafted.find(({ source }) => source.name === name);
  const start = `ref(${renderString(own?.name ?? "")}`;
  const others = drafted.filter((table) => table !== own);
  return (
    own !== undefined &&
    others.some(({ fields }) => fields.some(({ role, code }) => role === "ref" && code.startsWith(start)))
  );
}

function accountColumns(table: SourceTable): { provider: string; account: string; user: string } | null {
  const provider = findColumn(table, /^provider$/);
  const account = findColumn(table, /^provider_account_id$/) ?? findColumn(table, /^provider_id$/);
  const user = findColumn(table, /^user_id$/);
  return provider === undefined || account === undefined || user === undefined ? null : { provider, account, user };
}

function providerPart(table: SourceTable): Part {
  const { provider, account, user } = accountColumns(table)!;
  const isSupabase = isSupabases(table);
  const appsOwn = new Set(ownColumns(table));
  const named = new Set([provider, account, user]);
  const own = table.primaryKey.length > 0 ? table.primaryKey : isSupabase ? ["id"] : [provider, account];
  const rest = isSupabase
    ? []
    : table.columns.map(({ name }) => name).filter((name) => !named.has(name) && !own.includes(name));
  const from = own.map(renderString).join(", ");
  const filter = `{ filter: (row) => row[${renderString(provider)}] !== "email" && row[${renderString(provider)}] !== "phone" }`;
  return [
    "table(",
    `  ${renderString(table.name)},`,
    "  {",
    `    legacyId: ${own.length === 1 ? 'id({ prefix: "provider:" })' : "id()"}.from(${from}),`,
    `    userId: ref("users").from(${renderString(user)}),`,
    `    provider: text().from(${renderString(provider)}),`,
    `    providerAccountId: text().from(${renderString(account)}),`,
    ...rest.map(
      (name) => `    ${renderKey(name)}: omit(${renderString(appsOwn.has(name) ? ownReason : tokenReason)}),`,
    ),
    "  },",
    ...(isSupabase ? [`  // The address is the account of provider password.`, `  ${filter},`] : []),
    "),",
  ];
}

/** The table's column of users is the id that the plan gives users. */
function refersTo(table: SourceTable, users: TableDraft, all: readonly SourceTable[]): boolean {
  const column = accountColumns(table)?.user;
  const keys = table.foreignKeys?.filter(({ columns }) => columns.length === 1 && columns[0] === column) ?? [];
  const target = keys[0]?.table ?? (table.name === "auth.identities" ? "auth.users" : users.source.name);
  return all.some((each) => each.name === target && keyTo(each, users, all) !== null);
}

/** The column of this table that holds the id of users, where the table is theirs or shares their id. */
function keyTo(table: SourceTable, users: TableDraft, all: readonly SourceTable[]): string | null {
  const [key, second] = users.source.primaryKey;
  if (key === undefined || second !== undefined) return null;
  if (table.name === users.source.name) return key;
  const source = all.find(({ name }) => name === users.source.name);
  const shared = source?.foreignKeys?.find(
    ({ columns, table: target }) => columns.length === 1 && columns[0] === key && target === table.name,
  );
  return shared?.references[0] ?? null;
}
