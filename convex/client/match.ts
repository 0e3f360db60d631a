import type { GenericId } from "convex/values";
import { normalizeEmail } from "../shared/email.js";
import type { PlannedTable } from "../shared/plan.js";
import { type Batch, describeError } from "./batch.js";
import { defineStage, type StageFunction } from "./batches.js";
import type { AnySchema, Environment, StoredDocument } from "./environment.js";
import { type Candidate, decideMatch } from "./matchDecision.js";
import { merge } from "./merge.js";
import { findIndexBy, hasField } from "./schemaReading.js";

/** Where Convex Auth says that an address was proved. */
const verifiedField = "emailVerificationTime";

/** Cross to the component at once. */
const accountsPerCall = 1_000;

interface Matching {
  readonly field: string;
  readonly index: string;
  readonly isVerified: (document: StoredDocument) => boolean;
}

/**
 * Merges imported people into the accounts they already have. Accounts have no legacy id, so in the order of that index
 * they all come before the first imported row.
 */
export function defineMatch(environment: Environment, table: PlannedTable): StageFunction {
  const matching = readMatching(environment.schema, table);
  const pending = new WeakMap<Batch, { key: string; id: string }[]>();
  return defineStage(environment, {
    stage: "match",
    table,
    index: table.id.index,
    migrateOne: async (batch, document) => {
      const accounts = pending.get(batch) ?? [];
      pending.set(batch, accounts);
      if (document[table.id.field] === undefined) return recordAccount(batch, matching, accounts, document);
      await flushAccounts(batch, accounts);
      await matchImported(batch, matching, document);
    },
    finish: async (batch) => flushAccounts(batch, pending.get(batch) ?? []),
  });
}

/** How people are compared: letter case and surrounding space never make two people out of one. */
export function matchKey(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const key = normalizeEmail(value);
  return key === "" ? null : key;
}

export function readMatching(schema: AnySchema, table: PlannedTable): Matching {
  const field = table.match;
  if (field === undefined)
    throw new Error(`The plan does not say what "${table.name}" is matched by: { match: "email" }.`);
  const index = findIndexBy(schema, table.name, field);
  if (index === undefined)
    throw new Error(`"${table.name}" has no index that starts with "${field}": wrap the schema in duringCutover().`);
  const isChecked = hasField(schema, table.name, verifiedField);
  const isVerified = (document: StoredDocument) => !isChecked || typeof document[verifiedField] === "number";
  return { field, index, isVerified };
}

async function recordAccount(
  batch: Batch,
  { field }: Matching,
  accounts: { key: string; id: string }[],
  document: StoredDocument,
): Promise<void> {
  batch.count("accounts");
  const key = matchKey(document[field]);
  if (key !== null) accounts.push({ key, id: document._id as string });
}

async function flushAccounts({ ctx, environment, started }: Batch, accounts: { key: string; id: string }[]) {
  while (accounts.length > 0) {
    const chunk = accounts.splice(0, accountsPerCall);
    await ctx.runMutation(environment.component.matching.addAccounts, { progress: started.progress, accounts: chunk });
  }
}

export async function matchImported(batch: Batch, matching: Matching, document: StoredDocument): Promise<void> {
  const key = matchKey(document[matching.field]);
  const found = await look(batch, key, document);
  if (found.isSurvivor) return;
  if (key === null) return batch.count("noMatchValue");
  const decision = decideMatch(await readCandidate(batch, matching, document, key, found.accounts));
  switch (decision.kind) {
    case "stay":
      return batch.count("unmatched");
    case "issue": {
      const { code, message } = decision;
      batch.addIssue(document, { field: matching.field, code, message });
      return batch.count("unmatched");
    }
    case "merge":
      return mergeInto(batch, document, decision.id as GenericId<string>);
  }
}

async function look(batch: Batch, key: string | null, document: StoredDocument) {
  const { ctx, environment, started, counts } = batch;
  const canBeFound = started.hasAccounts || started.hasMatches || counts["accounts"] !== undefined;
  if (!canBeFound) return { accounts: [], isSurvivor: false };
  const id = document._id as string;
  return await ctx.runQuery(environment.component.matching.look, { progress: started.progress, key, id });
}

async function readCandidate(
  batch: Batch,
  matching: Matching,
  document: StoredDocument,
  key: string,
  ids: readonly string[],
): Promise<Candidate> {
  const accounts: { id: string; isVerified: boolean }[] = [];
  for (const id of ids) {
    const account = await batch.ctx.db.get(id as GenericId<string>);
    // Deleted since it was recorded.
    if (account === null) continue;
    accounts.push({ id, isVerified: matching.isVerified(account) });
  }
  const siblings = await countSiblings(batch, matching, document, key);
  return { value: key, accounts, isVerified: matching.isVerified(document), siblings };
}

/** Imported rows with the same value, as written and as compared. An email() field holds both alike. */
async function countSiblings(batch: Batch, { field, index }: Matching, document: StoredDocument, key: string) {
  const siblings = new Set<unknown>();
  for (const value of new Set([key, document[field] as string])) {
    const same = await batch.ctx.db
      .query(batch.table.name)
      .withIndex(index, (q) => q.eq(field, value))
      .take(8);
    for (const each of same) if (each[batch.table.id.field] !== undefined) siblings.add(each._id);
  }
  siblings.delete(document._id);
  return siblings.size;
}

async function mergeInto(batch: Batch, document: StoredDocument, id: GenericId<string>): Promise<void> {
  try {
    await merge(batch, document, id);
    batch.count("matched");
    batch.changed++;
  } catch (error) {
    batch.addIssue(document, { code: "write_failed", message: describeError(error) });
    batch.count("unmatched");
  }
}
