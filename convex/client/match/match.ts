import type { GenericId } from "convex/values";
import { addressKey, matchFields, matchKeyOf } from "../../shared/plan/plan.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf, mapTogether } from "../../shared/together.js";
import type { Match } from "../../cutover/validators.js";
import { referencesOf, targetKey } from "../resolve/resolve.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, StoredDocument } from "../run/environment.js";
import { perCall } from "../run/keyCaches.js";
import type { KnownImport } from "../run/merges.js";
import { decideMatch, type Matching, readAhead, readCandidate, readMatching, settleCommand } from "./decide.js";
import { merge } from "./merge.js";
import { describeError } from "../run/refuse.js";

/**
 * Merges imported people into the accounts they already have. Accounts have no legacy id, so in the order of that index
 * they all come before the first imported row.
 */
export function defineMatch(environment: Environment, table: PlannedTable): StageFunction {
  const matching = readMatching(environment.schema, table);
  return defineStage(environment, {
    stage: "match",
    table,
    index: table.id.index,
    prepare: async (batch, page) => {
      await recordAccounts(batch, page);
      await recordSpellings(batch, page);
      await prepareRows(batch, matching, page);
    },
    migrateOne: async (batch, document) => {
      if (document[table.id.field] !== undefined) await matchImported(batch, matching, document);
    },
    finish: async (batch) => await batch.flushMerges(),
  });
}

async function recordAccounts(batch: Batch, page: readonly StoredDocument[]): Promise<void> {
  const { ctx, environment, started, table } = batch;
  const accounts: { key: string; id: string }[] = [];
  for (const document of page.filter((each) => each[table.id.field] === undefined)) {
    batch.count("accounts");
    const key = matchKeyOf(table, document);
    if (key !== null) accounts.push({ key, id: document._id as string });
  }
  for (const chunk of chunksOf(accounts, perCall))
    await ctx.runMutation(environment.component.matching.addAccounts, { progress: started.progress, accounts: chunk });
}

/** Addresses that are stored otherwise than they are compared: sign-in would not find them by an index. */
async function recordSpellings({ ctx, environment, table }: Batch, page: readonly StoredDocument[]): Promise<void> {
  const [field, second] = matchFields(table);
  if (field === undefined || second !== undefined) return;
  const spellings = page.flatMap((document) => {
    const key = matchKeyOf(table, document);
    return key === null || key === document[field] ? [] : [{ key, id: document._id as string }];
  });
  for (const chunk of chunksOf(spellings, perCall)) {
    const { recordSpellings: record } = environment.component.importedUsers;
    await ctx.runMutation(record, { table: table.name, spellings: chunk });
  }
}

/** Asks the component what it knows about the imported rows among these documents. */
export async function prepareRows(
  batch: Batch,
  matching: Matching,
  documents: readonly StoredDocument[],
): Promise<void> {
  const { ctx, environment, keys, started, table } = batch;
  if (!hasAccounts(batch) && !started.hasMatches) return;
  const imported = documents.filter((document) => typeof document[table.id.field] === "string");
  // Who owns the account is asked where one value alone does not say it.
  if (started.hasAliases && matchFields(table).length > 1) {
    const references = imported.flatMap((document) => referencesOf(table, document));
    await keys.askAliases(batch, references.map(targetKey));
  }
  for (const chunk of chunksOf(imported, perCall)) {
    const rows = chunk.map((document) => ({
      legacyKey: document[table.id.field] as string,
      id: document._id as string,
      key: matchKeyOf(table, document),
      former: table.formerly === undefined ? null : addressKey(document[table.formerly]),
    }));
    const known = await ctx.runQuery(environment.component.matching.lookUpRows, { progress: started.progress, rows });
    for (const [at, { id }] of rows.entries()) batch.merges.known.set(id, known[at]!);
    await readTogether(batch, matching, chunk, known);
  }
}

/** Each takes up to five look-ups at once. */
const rowsAtOnce = 100;

/** Rows whose fate is decided by what the accounts and other rows are. */
async function readTogether(
  batch: Batch,
  matching: Matching,
  documents: readonly StoredDocument[],
  known: readonly KnownImport[],
): Promise<void> {
  const open = documents.flatMap((document, at) => {
    const found = known[at]!;
    const key = matchKeyOf(batch.table, document);
    return found.isSurvivor || found.settlement !== null || key === null ? [] : [{ document, found, key }];
  });
  const readOne = async ({ document, found, key }: (typeof open)[number]) =>
    await readAhead(batch, matching, document, { ...found, key });
  await mapTogether(open, readOne, rowsAtOnce);
}

export async function matchImported(batch: Batch, matching: Matching, document: StoredDocument): Promise<void> {
  const found = await look(batch, matching, document);
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

/** What the component knows about an imported row, and what this batch has done since. */
async function look(batch: Batch, matching: Matching, document: StoredDocument): Promise<KnownImport> {
  const id = document._id as string;
  if (!batch.merges.known.has(id)) await prepareRows(batch, matching, [document]);
  const known = batch.merges.known.get(id);
  return known === undefined ? knowsNothing : batch.merges.amend(known, id, matchKeyOf(batch.table, document));
}

const knowsNothing: KnownImport = {
  accounts: [],
  formerAccounts: [],
  merged: [],
  isSurvivor: false,
  settlement: null,
};

function hasAccounts({ started, counts }: Batch): boolean {
  return started.hasAccounts || counts["accounts"] !== undefined;
}

/** The document somebody said a row is part of; null where nobody did, or where it has gone. */
async function findSettled(
  { ctx, table }: Batch,
  settlement: KnownImport["settlement"],
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
    batch.addMerge(await merge(batch.environment, batch.ctx, { table: batch.table, imported: document, id, why }));
    batch.count("matched");
    batch.changed++;
  } catch (error) {
    batch.addIssue(document, { code: "write_failed", message: describeError(error) });
    batch.count("unmatched");
  }
}
