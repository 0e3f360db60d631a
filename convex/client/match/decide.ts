import type { GenericId } from "convex/values";
import { addressKey, matchFields, matchKeyOf } from "../../shared/plan/plan.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { signInMethods } from "../../shared/users/setAside.js";
import { findTargets, readTargets, referencesOf } from "../resolve/resolve.js";
import type { Batch } from "../run/batch.js";
import { type AnySchema, equals, findIndexBy, type StoredDocument } from "../run/environment.js";
import { findOwner, isMethodProved } from "./signInMethods.js";
import { isAddressVerified } from "./verified.js";

/** What is known about an imported row when it may be the same person as an account. */
export interface Candidate {
  readonly table: string;
  readonly legacyKey: string;
  /** The fields that the plan matches by. */
  readonly fields: readonly string[];
  /** The value both are matched by. */
  readonly value: string;
  /** Accounts with that value. `row`: the imported row that it is part of already. */
  readonly accounts: readonly Account[];
  /** Whether the old system had verified the value. */
  readonly isVerified: boolean;
  /** Legacy keys of other imported rows with the same value. */
  readonly siblings: readonly string[];
  /** The address the row had before, where the plan names one, and the accounts with it. */
  readonly former: { readonly value: string; readonly accounts: readonly Account[] } | null;
  /** A reference of the account that leads elsewhere than the row's, and where that is. */
  readonly otherOwner?:
    | { readonly field: string; readonly table: string; readonly legacyKey: string; readonly id: string }
    | undefined;
}

export interface Account {
  readonly id: string;
  readonly isVerified: boolean;
  readonly row?: string | undefined;
  /** Of a sign-in method: whether its user has shown that it is theirs. */
  readonly isProved?: boolean;
  /** Of a sign-in method: whether it opens for nobody, because its user is gone. */
  readonly isLeftBehind?: boolean;
}

export type Decision =
  | { readonly kind: "stay" }
  | { readonly kind: "merge"; readonly id: string }
  | { readonly kind: "issue"; readonly code: string; readonly message: string };

/**
 * What becomes of an imported row: it stays as it is until its owner signs in, or becomes part of the one account that is
 * certainly the same person's. Nothing is guessed: whatever is not certain is an issue, with the keys of both sides and
 * the command that settles it.
 */
export function decideMatch(candidate: Candidate): Decision {
  const { value, accounts, isVerified, legacyKey, otherOwner } = candidate;
  const who = JSON.stringify(value);
  const rows = [...new Set([...candidate.siblings, ...accounts.flatMap(({ row }) => row ?? [])])];
  const several = rows.length > 0;
  if (several) return issueOfSharedValue(candidate, rows);
  const [account, second] = accounts;
  if (account === undefined) return decideFormer(candidate);
  const say = (code: string, why: string) => issue(candidate, accounts, code, why);
  if (second !== undefined)
    return say("several_new", `accounts ${idsOf(accounts)} have ${who}, as row ${legacyKey} has`);
  if (!account.isVerified) {
    const why = `the account ${account.id} claims ${who} of row ${legacyKey}, but never verified it: merging would hand it another user's data`;
    return say("unverified_account", why);
  }
  if (!isVerified) {
    const why = `the old system never verified ${who} of row ${legacyKey}: merging would hand the account ${account.id} what somebody else typed`;
    return say("unverified_legacy", why);
  }
  return otherOwner === undefined ? { kind: "merge", id: account.id } : elsewhere(candidate, account, otherOwner);
}

function issueOfSharedValue(candidate: Candidate, rows: readonly string[]): Decision {
  const { table, fields, value, accounts, legacyKey } = candidate;
  const keys = [legacyKey, ...rows];
  const whose = accounts.length === 0 ? "" : `, and so has the account ${idsOf(accounts)}`;
  const say = (why: string) => issue(candidate, accounts, "several_old", why);
  const why = `${keys.length} imported rows have ${JSON.stringify(value)} (${keys.join(", ")})${whose}: they cannot be told apart. Where such rows are one user, say it in the plan, for every run: merge: { by: ${JSON.stringify(fields)}, keep: "legacyId" } of ${table}`;
  if (table !== signInMethods) return say(why);
  return say(
    `${why}. Where they are two, leave one out with { filter: … }: a sign-in that two users have opens for neither`,
  );
}

/** Nobody has the row's address; somebody may have signed up with the one it had before. */
function decideFormer(candidate: Candidate): Decision {
  const { former, legacyKey, value } = candidate;
  if (former === null || former.accounts.length === 0) return { kind: "stay" };
  const why = `row ${legacyKey} (${JSON.stringify(value)}) once had ${JSON.stringify(former.value)}, which the account ${idsOf(former.accounts)} has`;
  return issue(candidate, former.accounts, "changed_email", why);
}

/** The same sign-in method leads to another person: they are one, or somebody has typed the other's address. */
function elsewhere(
  candidate: Candidate,
  account: Account,
  { field, table, legacyKey, id }: NonNullable<Candidate["otherOwner"]>,
): Decision {
  const self = settleCommand(candidate.table, candidate.legacyKey, "self");
  if (account.isLeftBehind) {
    const why = `${account.id} has ${JSON.stringify(candidate.value)}, too, and its user ${id} is gone: as two they open for nobody`;
    return { kind: "issue", code: "other_owner", message: `${why}. Settle it: ${self}, which sets it aside` };
  }
  const two = account.isProved
    ? "if they are two, leave the row out with { filter: … }: that user has shown that it is theirs"
    : `if they are two: ${self}, which sets the account's sign-in aside, since its user never verified the address`;
  const message =
    `${account.id} has ${JSON.stringify(candidate.value)}, too, but its ${field} is ${id}, not what became of row ${legacyKey}. ` +
    `If they are one: ${settleCommand(table, legacyKey, id)}, then cutover match; ${two}`;
  return { kind: "issue", code: "other_owner", message };
}

function issue({ table, legacyKey }: Candidate, accounts: readonly Account[], code: string, why: string): Decision {
  // Of two sign-ins with one key Convex Auth finds neither: as separate ones they would not last.
  const self = table === signInMethods ? [] : ["self"];
  const commands = [...accounts.map(({ id }) => id), ...self].map((keep) => settleCommand(table, legacyKey, keep));
  const settling = commands.length === 0 ? "" : `. Settle it: ${commands.join(", or ")}`;
  return { kind: "issue", code, message: `${why}${settling}` };
}

/** What to type to say who a row is. */
export function settleCommand(table: string, legacyKey: string, keep: string): string {
  const inTable = table === "users" ? "" : ` --table ${table}`;
  return `npx cutover match settle ${quote(legacyKey)} --keep ${keep}${inTable}`;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function idsOf(accounts: readonly Account[]): string {
  return accounts.map(({ id }) => id).join(", ");
}

export interface Matching {
  /** The first of the fields compared: the one an index starts with. */
  readonly field: string;
  readonly index: string;
  readonly isVerified: (document: StoredDocument) => boolean;
}

export function readMatching(schema: AnySchema, table: PlannedTable): Matching {
  const fields = matchFields(table);
  const [field] = fields;
  if (field === undefined)
    throw new Error(`The plan does not say what "${table.name}" is matched by: { match: "email" }.`);
  const index = findIndexBy(schema, table.name, ...fields);
  if (index === undefined) {
    const named = fields.join(", ");
    throw new Error(`"${table.name}" has no index that starts with ${named}: wrap the schema in duringCutover().`);
  }
  const isAddress = fields.length === 1;
  return { field, index, isVerified: (document) => !isAddress || isAddressVerified(schema, table.name, document) };
}

/** Enough to say "several", and to name them. */
const mostNamed = 8;

/** What the component has found under the row's values. */
interface Found {
  readonly key: string;
  readonly accounts: readonly string[];
  readonly formerAccounts: readonly string[];
  readonly merged: readonly { readonly legacyKey: string }[];
}

/** Everything that decides what becomes of an imported row. */
export async function readCandidate(
  batch: Batch,
  matching: Matching,
  document: StoredDocument,
  { key, accounts: ids, formerAccounts, merged }: Found,
): Promise<Candidate> {
  const { table } = batch;
  const legacyKey = document[table.id.field] as string;
  const { siblings, newcomers } = await findSameValue(batch, matching, document, key);
  const accounts = await readAccounts(batch, matching, new Set([...ids, ...newcomers]));
  const former = table.formerly === undefined ? null : addressKey(document[table.formerly]);
  return {
    table: table.name,
    legacyKey,
    fields: matchFields(table),
    value: key,
    accounts,
    isVerified: matching.isVerified(document),
    siblings: [...new Set([...siblings, ...merged.map((match) => match.legacyKey)])].filter(
      (each) => each !== legacyKey,
    ),
    former: former === null ? null : { value: former, accounts: await readAccounts(batch, matching, formerAccounts) },
    otherOwner: accounts.length === 1 ? await findOtherOwner(batch, document, accounts[0]!.id) : undefined,
  };
}

/**
 * Reads what `readCandidate` will read, for many rows together: it comes to each after the merges before. Convex keeps what a
 * transaction has read, so it waits for the database no more.
 */
export async function readAhead(
  batch: Batch,
  matching: Matching,
  document: StoredDocument,
  found: Found,
): Promise<void> {
  const { table } = batch;
  const references = found.accounts.length === 1 && matchFields(table).length > 1 ? referencesOf(table, document) : [];
  await Promise.all([
    readAccounts(batch, matching, [...found.accounts, ...found.formerAccounts]),
    findSameValue(batch, matching, document, found.key),
    ...references.map(async ({ ref, key }) => await readTargets(batch, ref, key)),
  ]);
}

async function readAccounts(batch: Batch, matching: Matching, ids: Iterable<string>): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const id of ids) {
    const account = await batch.ctx.db.get(id as GenericId<string>);
    // Deleted since it was recorded.
    if (account === null) continue;
    const row = account[batch.table.id.field] as string | undefined;
    const isMethod = batch.table.name === signInMethods;
    accounts.push({
      id,
      isVerified: matching.isVerified(account),
      row,
      ...(isMethod ? await readOwner(batch, account) : {}),
    });
  }
  return accounts;
}

async function readOwner({ ctx }: Batch, method: StoredDocument): Promise<Pick<Account, "isProved" | "isLeftBehind">> {
  return { isProved: await isMethodProved(ctx, method), isLeftBehind: (await findOwner(ctx, method)) === null };
}

/**
 * Documents with the same value, as written and as compared (an email() field holds both alike): legacy keys of imported rows,
 * and ids of accounts, those included whose people signed up after match had recorded who has one.
 */
async function findSameValue(batch: Batch, { index }: Matching, document: StoredDocument, key: string) {
  const siblings = new Set<string>();
  const newcomers = new Set<string>();
  const { table } = batch;
  const fields = matchFields(table);
  const asWritten = fields.map((field) => document[field]);
  for (const values of fields.length === 1 && asWritten[0] !== key ? [[key], asWritten] : [asWritten]) {
    const same = await batch.ctx.db
      .query(table.name)
      .withIndex(index, (q) =>
        equals(
          q,
          fields.map((field, at) => [field, values[at]]),
        ),
      )
      .take(mostNamed);
    for (const each of same) {
      const legacyKey = each[table.id.field];
      if (each._id === document._id || matchKeyOf(table, each) !== key) continue;
      if (typeof legacyKey === "string") siblings.add(legacyKey);
      else newcomers.add(each._id as string);
    }
  }
  return { siblings, newcomers };
}

/** Whom the account's own references lead to, where that is not what the row's lead to: then it is somebody else's. */
async function findOtherOwner(batch: Batch, document: StoredDocument, id: string): Promise<Candidate["otherOwner"]> {
  if (matchFields(batch.table).length === 1) return undefined;
  const account = (await batch.ctx.db.get(id as GenericId<string>))!;
  for (const ref of batch.table.refs) {
    // A list says what somebody has to do with, not who they are.
    if (ref.list !== null) continue;
    const own = account[ref.name] as string | undefined;
    const key = document[ref.legacyField] as string | undefined;
    if (own === undefined || key === undefined) continue;
    const targets: string[] = await findTargets(batch, ref, key);
    if (!targets.includes(own)) return { field: ref.name, table: ref.target, legacyKey: key, id: own };
  }
  return undefined;
}
