import { type GenericId, type Value, jsonToConvex, type JSONValue } from "convex/values";
import type { Change, ChangeOf, Phase } from "../../cutover/changeValidators.js";
import type { Document } from "../../shared/document/document.js";
import { type PlannedTable, getTable } from "../../shared/plan/plan.js";
import { readMatching } from "../match/decide.js";
import { matchImported } from "../match/match.js";
import { resolveDocument } from "../resolve/resolve.js";
import { describeError } from "../run/batch.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";

/** A change of a row, by its legacy key. */
export type RowChange = Exclude<Change, { id: string }>;

type Patch = Record<string, Value | undefined>;

/** Documents with the same key that are looked at: an import that was killed and repeated has appended some twice. */
const mostCopies = 64;

/**
 * Brings the document of one row to what was exported, as far as it can be known without the other rows. What match and
 * resolve found wrong with it is forgotten, because both look at it again. Harmless when done already.
 */
export async function writeChange(amendment: Amendment, table: PlannedTable, change: RowChange): Promise<void> {
  await forgetIssues(amendment, table, change);
  try {
    switch (change.kind) {
      case "insert":
        return await removeReplacedCopies(amendment, table, change);
      case "update":
        return await update(amendment, table, change);
      case "delete":
        return await remove(amendment, table, change);
      case "match":
      case "resolve":
        return;
      default:
        return change satisfies never;
    }
  } catch (error) {
    // One document that Convex, or a trigger of the app, refuses must not stop the others.
    await addIssue(amendment, table, change.legacyKey, describeError(error));
  }
}

/** The documents with this old key. */
export async function findByKey({ ctx }: Amendment, { name, id }: PlannedTable, legacyKey: string) {
  return await ctx.db
    .query(name)
    .withIndex(id.index, (q) => q.eq(id.field, legacyKey))
    .take(mostCopies);
}

/** The import has appended the document. What it replaces, and what a repeated import appended once more, goes. */
async function removeReplacedCopies(
  amendment: Amendment,
  table: PlannedTable,
  change: ChangeOf<"insert">,
): Promise<void> {
  await separate(amendment, table, change.legacyKey);
  const { legacyKey, creationTime } = change;
  const isNew = (document: StoredDocument) => creationTime === undefined || document._creationTime === creationTime;
  const documents = await findByKey(amendment, table, legacyKey);
  const kept = documents.find(isNew);
  if (kept === undefined) throw new Error("the import of the inserted rows has not brought this one");
  for (const document of documents) {
    if (document === kept) continue;
    await amendment.ctx.db.delete(document._id as GenericId<string>);
    if (!isNew(document)) await count(amendment, table, document, null);
  }
  await count(amendment, table, null, kept);
}

async function update(
  amendment: Amendment,
  table: PlannedTable,
  { legacyKey, document: text }: ChangeOf<"update">,
): Promise<void> {
  const [stored] = await findByKey(amendment, table, legacyKey);
  if (stored === undefined) throw new Error("the row changed, but its document is not here");
  await refuseShared(amendment, table, legacyKey);
  if (await isMerged(amendment, table, legacyKey)) throw new Error("the row has become part of an account meanwhile");
  const document = jsonToConvex(JSON.parse(text!) as JSONValue) as Document;
  const id = stored._id as GenericId<string>;
  await amendment.ctx.db.patch(id, planUpdate(table, stored, document));
  await count(amendment, table, stored, await amendment.ctx.db.get(id));
}

/** Whether the row with this key is part of an account, whose own values win. */
export async function isMerged({ ctx, environment }: Amendment, { name, match }: PlannedTable, legacyKey: string) {
  if (match === undefined) return false;
  return (await ctx.runQuery(environment.component.matching.find, { table: name, legacyKey })) !== null;
}

/**
 * Planned fields become those of the row, or go; fields of the app's own stay. The id of a reference goes with its key, for
 * resolve to write. `_creationTime` cannot be written: where it changes, the row comes as an insert.
 */
export function planUpdate(table: PlannedTable, stored: StoredDocument, document: Document): Patch {
  const patch: Patch = {};
  for (const { name } of table.fields) if (name !== "_creationTime") patch[name] = document[name];
  for (const { field } of table.lookups) patch[field] = document[field];
  for (const { name, legacyField } of table.refs) {
    const key = document[legacyField];
    patch[legacyField] = key;
    if (key === undefined || key !== stored[legacyField]) patch[name] = document[name];
  }
  return patch;
}

async function remove(amendment: Amendment, table: PlannedTable, { legacyKey }: RowChange): Promise<void> {
  await separate(amendment, table, legacyKey);
  for (const document of await findByKey(amendment, table, legacyKey)) {
    await amendment.ctx.db.delete(document._id as GenericId<string>);
    await count(amendment, table, document, null);
  }
}

/**
 * An account that the row became part of is again what it was before: it keeps its id, loses what the row had given it and
 * has back what had given way.
 */
async function separate(amendment: Amendment, table: PlannedTable, legacyKey: string): Promise<void> {
  const { ctx, environment } = amendment;
  const { match: round } = await amendment.roundsOf(table);
  if (round === null) return;
  await refuseShared(amendment, table, legacyKey);
  const match = await ctx.runMutation(environment.component.amend.removeMatch, { table: table.name, legacyKey });
  if (match === null) return;
  amendment.add(round, { matched: -1 });
  const id = match.id as GenericId<string>;
  const account = await ctx.db.get(id);
  // Deleted since it was matched.
  if (account === null) return;
  const patch: Patch = Object.fromEntries(match.filled.map((name) => [name, undefined]));
  for (const { name, legacyField } of table.refs) if (legacyField in patch) patch[name] = undefined;
  for (const { field, value } of match.replaced) patch[field] = value as Value;
  await ctx.db.patch(id, patch);
  await amendment.countReferences(table, account, null);
}

/** A document that carries this row's key, and that others became part of by a person's word, cannot be taken apart here. */
async function refuseShared(amendment: Amendment, table: PlannedTable, legacyKey: string): Promise<void> {
  if (table.match === undefined) return;
  const { ctx, environment } = amendment;
  const [document] = await findByKey(amendment, table, legacyKey);
  if (document === undefined) return;
  const asked = { table: table.name, id: document._id as string };
  const others = (await ctx.runQuery(environment.component.matching.ofSurvivor, asked))
    .map((match) => match.legacyKey)
    .filter((key) => key !== legacyKey);
  if (others.length === 0) return;
  throw new Error(
    `row ${others.join(", ")} was settled into the same document: cutover export and load bring all anew`,
  );
}

async function count(
  amendment: Amendment,
  table: PlannedTable,
  before: StoredDocument | null,
  after: StoredDocument | null,
): Promise<void> {
  await amendment.countReferences(table, before, after);
  await amendment.countUnmatched(table, before, after);
}

async function forgetIssues(amendment: Amendment, table: PlannedTable, { kind, legacyKey }: RowChange): Promise<void> {
  const { match, resolve } = await amendment.roundsOf(table);
  if (match !== null && kind !== "resolve") amendment.forgetIssues(match, legacyKey);
  if (resolve !== null) amendment.forgetIssues(resolve, legacyKey);
}

async function addIssue(amendment: Amendment, table: PlannedTable, legacyKey: string, message: string): Promise<void> {
  const { match, resolve } = await amendment.roundsOf(table);
  const progress = resolve ?? match;
  // Neither stage works on the table, so nobody could see an issue; verification names the row.
  if (progress === null) return console.error(`${table.name} ${JSON.stringify(legacyKey)}: ${message}`);
  const document = { [table.id.field]: legacyKey } as unknown as StoredDocument;
  amendment.batchOf(table, progress).addIssue(document, { code: "write_failed", message });
}

/** What may be different when the document that a key leads to was not there before. */
const retriedCodes = ["missing_target", "ambiguous_target"];

/** Decides again whether an imported person is one who has an account, exactly as match does. */
export async function matchAgain(amendment: Amendment, table: PlannedTable, change: RowChange): Promise<void> {
  const { kind, legacyKey } = change;
  if (table.match === undefined || kind === "delete" || kind === "resolve") return;
  const { ctx, environment } = amendment;
  const { match: round } = await amendment.roundsOf(table);
  const [document] = await findByKey(amendment, table, legacyKey);
  if (round === null || document === undefined || (await isMerged(amendment, table, legacyKey))) return;
  await amendment.countUnmatched(table, document, null);
  await matchImported(amendment.batchOf(table, round), readMatching(environment.schema, table), document);
  if ((await ctx.db.get(document._id as never)) !== null) return;
  const [account] = await findByKey(amendment, table, legacyKey);
  await amendment.countReferences(table, document, account ?? null);
}

/** Writes the ids of a document's references again, exactly as resolve does. */
export async function resolveAgain(amendment: Amendment, table: PlannedTable, change: RowChange): Promise<void> {
  if (change.kind === "delete") return;
  const { resolve: round } = await amendment.roundsOf(table);
  if (round === null) return;
  const [document] = await findByKey(amendment, table, change.legacyKey);
  if (document === undefined) return;
  await amendment.countReferences(table, document, null);
  await resolveDocument(amendment.batchOf(table, round), document);
}

/** Looks again at documents whose reference led to nothing, or to several: new documents may be what it was meant for. */
export async function retryUnresolved(
  amendment: Amendment,
  { table: name, after }: Extract<Phase, { kind: "retry" }>,
  tables: readonly string[],
  numItems: number,
): Promise<{ phase: Phase; processed: number }> {
  const { amend } = amendment.environment.component;
  const table = getTable(amendment.environment.plan, name);
  const { resolve: progress } = await amendment.roundsOf(table);
  if (progress === null) return { phase: phaseAfter(name, tables), processed: 0 };
  const page = { progress, after, numItems, codes: retriedCodes };
  const { legacyKeys, next } = await amendment.ctx.runQuery(amend.issueKeys, page);
  await amendment.ctx.runMutation(amend.dropIssues, { progress, legacyKeys, codes: retriedCodes });
  for (const legacyKey of legacyKeys) {
    await resolveAgain(amendment, table, { number: 0, table: name, legacyKey, kind: "resolve" });
  }
  await amendment.flush();
  const phase: Phase = next === null ? phaseAfter(name, tables) : { kind: "retry", table: name, after: next };
  return { phase, processed: legacyKeys.length };
}

function phaseAfter(table: string, tables: readonly string[]): Phase {
  const next = tables[tables.indexOf(table) + 1];
  return next === undefined ? { kind: "sweep" } : { kind: "retry", table: next, after: "" };
}
