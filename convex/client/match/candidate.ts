import type { GenericId } from "convex/values";
import { addressKey, matchFields, matchKeyOf } from "../../shared/plan/plan.js";
import type { Batch } from "../run/batch.js";
import type { StoredDocument } from "../run/environment.js";
import type { Matching } from "./match.js";
import type { Account, Candidate } from "./decision.js";
import { equals } from "../run/schemaReading.js";
import { findTargets } from "../resolve/targets.js";

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
  const accounts = await readAccounts(batch, matching, ids);
  const siblings = await findSiblings(batch, matching, document, key);
  const former = table.formerly === undefined ? null : addressKey(document[table.formerly]);
  return {
    table: table.name,
    legacyKey,
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

async function readAccounts(batch: Batch, matching: Matching, ids: readonly string[]): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const id of ids) {
    const account = await batch.ctx.db.get(id as GenericId<string>);
    // Deleted since it was recorded.
    if (account === null) continue;
    const row = account[batch.table.id.field] as string | undefined;
    accounts.push({ id, isVerified: matching.isVerified(account), row });
  }
  return accounts;
}

/** Legacy keys of imported rows with the same value, as written and as compared. An email() field holds both alike. */
async function findSiblings(batch: Batch, { index }: Matching, document: StoredDocument, key: string) {
  const siblings = new Set<string>();
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
      if (typeof legacyKey === "string" && each._id !== document._id && matchKeyOf(table, each) === key)
        siblings.add(legacyKey);
    }
  }
  return siblings;
}

/** Whom the account's own references lead to, where that is not what the row's lead to: then it is somebody else's. */
async function findOtherOwner(batch: Batch, document: StoredDocument, id: string): Promise<Candidate["otherOwner"]> {
  if (matchFields(batch.table).length === 1) return undefined;
  const account = (await batch.ctx.db.get(id as GenericId<string>))!;
  for (const ref of batch.table.refs) {
    const own = account[ref.name] as string | undefined;
    const key = document[ref.legacyField] as string | undefined;
    if (own === undefined || key === undefined) continue;
    const targets: string[] = await findTargets(batch, ref, key);
    if (!targets.includes(own)) return { field: ref.name, table: ref.target, legacyKey: key, id: own };
  }
  return undefined;
}
