import type { GenericId } from "convex/values";
import { addressKey, matchKeyOf } from "../../shared/plan/plan.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import type { Match } from "../../cutover/validators.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, StoredDocument } from "../run/environment.js";
import { decideMatch, type Matching, readCandidate, readMatching, settleCommand } from "./decide.js";
import { merge } from "./merge.js";
import { describeError } from "../run/refuse.js";

/** Cross to the component at once. */
const accountsPerCall = 1_000;

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
      if (document[table.id.field] === undefined) return recordAccount(batch, accounts, document);
      await flushAccounts(batch, accounts);
      await matchImported(batch, matching, document);
    },
    finish: async (batch) => flushAccounts(batch, pending.get(batch) ?? []),
  });
}

async function recordAccount(
  batch: Batch,
  accounts: { key: string; id: string }[],
  document: StoredDocument,
): Promise<void> {
  batch.count("accounts");
  const key = matchKeyOf(batch.table, document);
  if (key !== null) accounts.push({ key, id: document._id as string });
}

async function flushAccounts({ ctx, environment, started }: Batch, accounts: { key: string; id: string }[]) {
  while (accounts.length > 0) {
    const chunk = accounts.splice(0, accountsPerCall);
    await ctx.runMutation(environment.component.matching.addAccounts, { progress: started.progress, accounts: chunk });
  }
}

export async function matchImported(batch: Batch, matching: Matching, document: StoredDocument): Promise<void> {
  const found = await look(batch, document);
  if (found.isSurvivor) return batch.count("alreadyMigrated");
  const settled = await findSettled(batch, found.settlement);
  if (settled !== null && settled._id !== document._id) {
    return await mergeInto(batch, document, settled._id as GenericId<string>, "settled");
  }
  const key = matchKeyOf(batch.table, document);
  if (key === null) return addMissingValue(batch, matching, document);
  const decision = decideMatch(await readCandidate(batch, matching, document, { ...found, key }));
  switch (decision.kind) {
    case "stay":
      return batch.count("unmatched");
    case "issue": {
      const { code, message } = decision;
      batch.addIssue(document, { field: matching.field, code, message });
      return batch.count("unmatched");
    }
    case "merge":
      return await mergeInto(batch, document, decision.id as GenericId<string>, "one_to_one");
  }
}

/** What the component knows about an imported row. */
export async function look(batch: Batch, document: StoredDocument) {
  const { ctx, environment, started, table } = batch;
  const nothing = { accounts: [], formerAccounts: [], merged: [], isSurvivor: false, settlement: null };
  if (!hasAccounts(batch) && !started.hasMatches) return nothing;
  return await ctx.runQuery(environment.component.matching.lookUpRow, {
    progress: started.progress,
    legacyKey: document[table.id.field] as string,
    id: document._id as string,
    key: matchKeyOf(table, document),
    former: table.formerly === undefined ? null : addressKey(document[table.formerly]),
  });
}

function hasAccounts({ started, counts }: Batch): boolean {
  return started.hasAccounts || counts["accounts"] !== undefined;
}

/** The document somebody said a row is part of; null where nobody did, or where it has gone. */
async function findSettled(
  { ctx, table }: Batch,
  settlement: Awaited<ReturnType<typeof look>>["settlement"],
): Promise<StoredDocument | null> {
  if (settlement === null || settlement.keep === "self") return null;
  const { keep, keepKey } = settlement;
  if (keepKey === null) return await ctx.db.get(keep as GenericId<string>);
  return await ctx.db
    .query(table.name)
    .withIndex(table.id.index, (q) => q.eq(table.id.field, keepKey))
    .first();
}

/** Where there are accounts, one of them may be this row's: nothing can tell. Explained, so it holds nothing up. */
function addMissingValue(batch: Batch, { field }: Matching, document: StoredDocument): void {
  batch.count("noMatchValue");
  if (!hasAccounts(batch)) return;
  const legacyKey = document[batch.table.id.field] as string;
  const message = `row ${legacyKey} has no ${field}, so no account can be matched to it. If one is: ${settleCommand(batch.table.name, legacyKey, "<account id>")}`;
  batch.addIssue(document, { field, code: "no_email", message, state: "cleared" });
}

async function mergeInto(
  batch: Batch,
  document: StoredDocument,
  id: GenericId<string>,
  why: Match["class"],
): Promise<void> {
  try {
    await merge(batch.environment, batch.ctx, { table: batch.table, imported: document, id, why });
    batch.count("matched");
    batch.changed++;
  } catch (error) {
    batch.addIssue(document, { code: "write_failed", message: describeError(error) });
    batch.count("unmatched");
  }
}
