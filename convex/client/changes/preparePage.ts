import type { GenericId } from "convex/values";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { mapTogether } from "../../shared/together.js";
import { readMatching } from "../match/decide.js";
import { prepareRows } from "../match/match.js";
import { prepareReferences, referencesOf, targetKey } from "../resolve/resolve.js";
import type { Batch } from "../run/batch.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";
import type { RowChange } from "./writeChange.js";

/** A change of a row in a table of the plan. */
export interface PlannedChange {
  readonly table: PlannedTable;
  readonly change: RowChange;
}

/** Reads what writing these changes may ask for, together: the rows, and what the references they change lead to. */
export async function prepareWrites(amendment: Amendment, changes: readonly PlannedChange[]): Promise<void> {
  await prepareRowsOf(amendment, changes);
  const references = await mapTogether(changes, async (each) => await concernedReferences(amendment, each));
  const stored = references.flat().filter((each) => each.stored !== undefined);
  const first = changes[0];
  if (first === undefined || stored.length === 0) return;
  await mapTogether(stored, async ({ stored: id }) => await amendment.ctx.db.get(id!));
  const { hasAliases, hasFormerTargets } = await amendment.roundsOf(first.table);
  if (hasAliases) await amendment.keys.askAliases(amendment, stored.map(targetKey));
  if (hasFormerTargets) await amendment.keys.askFormer(amendment, stored.map(targetKey));
}

async function concernedReferences(amendment: Amendment, change: PlannedChange) {
  const documents = await documentsFor(amendment, change);
  return documents
    .flatMap((document) => referencesOf(change.table, document))
    .filter(({ ref }) => isConcerned(amendment, change, ref));
}

async function documentsFor(amendment: Amendment, { table, change }: PlannedChange): Promise<StoredDocument[]> {
  const { match } = amendment.rowOf(table, change.legacyKey);
  if (match === null) return change.kind === "update" ? await amendment.documentsOf(table, change.legacyKey) : [];
  const account = await amendment.ctx.db.get(match.id as GenericId<string>);
  return account === null ? [] : [account];
}

/** Whether somebody may be asked who pointed the reference elsewhere: an update changes its key, or a merge gave it. */
function isConcerned(amendment: Amendment, { table, change }: PlannedChange, { legacyField }: PlannedRef): boolean {
  const { match } = amendment.rowOf(table, change.legacyKey);
  if (match !== null) return match.filled.includes(legacyField);
  return change.kind === "update" && (change.fields?.includes(JSON.stringify(legacyField)) ?? true);
}

/** What the component knows about the rows of a table that match looks at again, asked for when it comes to the first of them. */
export async function prepareMatches(amendment: Amendment, batch: Batch): Promise<void> {
  const { table } = batch;
  const legacyKeys = amendment.takeUnmatched(table);
  const documents = await mapTogether(legacyKeys, async (legacyKey) => await amendment.documentsOf(table, legacyKey));
  await prepareRows(
    batch,
    readMatching(amendment.environment.schema, table),
    documents.flatMap(([document]) => (document === undefined ? [] : [document])),
  );
}

/** Reads what the references of these rows' documents lead to. */
export async function prepareResolves(amendment: Amendment, changes: readonly PlannedChange[]): Promise<void> {
  await prepareRowsOf(amendment, changes);
  const pages = new Map<Batch, StoredDocument[]>();
  for (const { table, change } of changes) {
    const { resolve } = await amendment.roundsOf(table);
    if (resolve === null) continue;
    const batch = await amendment.batchOf(table, resolve);
    const [document] = await amendment.documentsOf(table, change.legacyKey);
    const page = pages.get(batch) ?? [];
    pages.set(batch, page);
    if (document !== undefined) page.push(document);
  }
  await prepareReferences([...pages].map(([batch, documents]) => ({ batch, documents })));
}

export async function prepareRowsOf(amendment: Amendment, changes: readonly PlannedChange[]): Promise<void> {
  await amendment.prepare(changes.map(({ table, change }) => ({ table, legacyKey: change.legacyKey })));
}
