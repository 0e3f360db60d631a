import { type GenericId, jsonToConvex, type JSONValue, type Value } from "convex/values";
import type { Change, ChangeOf, Purpose } from "../../cutover/changeValidators.js";
import { hashStored, isSameValue } from "../../shared/document/hashStored.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";
import { isReferenceChanged } from "./isReferenceChanged.js";
import { parseFields, renderDocument, renderValue } from "./fieldChanges.js";
import { separate } from "./separate.js";
import { creationTimeStays, updateDocument } from "./updateDocument.js";
import { describeError } from "../run/refuse.js";

/** A change of a row, by its legacy key. */
export type RowChange = Exclude<Change, { id: string }>;

/**
 * Brings the document of one row to what was exported, as far as it can be known without the other rows, and looks in the same
 * transaction at what the document is now. Harmless when done already.
 */
export async function writeChange(
  amendment: Amendment,
  table: PlannedTable,
  change: RowChange,
  purpose: Purpose,
): Promise<void> {
  await forgetMatchIssues(amendment, table, change);
  try {
    switch (change.kind) {
      case "insert":
        return await insert(amendment, table, change, purpose);
      case "update":
        return await updateDocument(amendment, table, change);
      case "delete":
        return await remove(amendment, table, change);
      case "keep":
        return await keep(amendment, table, change);
      case "match":
      case "resolve":
        return;
      default:
        return change satisfies never;
    }
  } catch (error) {
    // One document that Convex, or a trigger of the app, refuses must not stop the others.
    await addFailure(amendment, table, change, describeError(error));
  } finally {
    amendment.forgetDocuments(table, change.legacyKey);
  }
}

async function insert(amendment: Amendment, table: PlannedTable, change: ChangeOf<"insert">, purpose: Purpose) {
  const { document, legacyKey, replaces = purpose === "catchUp" && document === undefined } = change;
  if (replaces) return await replaceRow(amendment, table, change);
  const { match } = amendment.rowOf(table, legacyKey);
  const documents = await amendment.documentsOf(table, legacyKey);
  const [first] = documents;
  // Its key is in Convex already: whatever stands there stays.
  if (first === undefined && match === null) return await insertDocument(amendment, table, change);
  if (first !== undefined) amendment.noteAgreement(table, legacyKey, first._id as string, null);
  const kept = match === null ? keptCopy(change, documents) : documents.find(({ _id }) => _id === match.id);
  const copies = documents.filter((each) => each !== kept && isAppended(change, each));
  await removeCopies(amendment, table, copies, kept);
}

/** The document that was there before the import appended another, or the first that it appended. */
function keptCopy(change: ChangeOf<"insert">, documents: readonly StoredDocument[]): StoredDocument | undefined {
  return documents.find((each) => !isAppended(change, each)) ?? documents[0];
}

function isAppended({ creationTime }: ChangeOf<"insert">, document: StoredDocument): boolean {
  return creationTime !== undefined && document._creationTime === creationTime;
}

async function insertDocument(amendment: Amendment, table: PlannedTable, { document: text }: ChangeOf<"insert">) {
  if (text === undefined) throw new Error("the import of the inserted rows has not brought this one");
  const { ctx } = amendment;
  const { _creationTime, _id, ...document } = jsonToConvex(JSON.parse(text) as JSONValue) as Record<string, Value>;
  const id = await ctx.db.insert(table.name, document);
  await count(amendment, table, null, await ctx.db.get(id));
}

/** The row's new document takes the place of what the row was: a document of its own, or a part of an account. */
async function replaceRow(amendment: Amendment, table: PlannedTable, change: ChangeOf<"insert">): Promise<void> {
  const { ctx } = amendment;
  const { legacyKey, document } = change;
  await separate(amendment, table, { kind: "insert", legacyKey });
  const documents = await amendment.documentsOf(table, legacyKey);
  const { creationTime } = change;
  const isNew = (each: StoredDocument) => creationTime === undefined || each._creationTime === creationTime;
  const kept = document === undefined ? documents.find(isNew) : undefined;
  if (document === undefined && kept === undefined) {
    throw new Error("the import of the inserted rows has not brought this one");
  }
  const replaced = documents.filter((each) => each !== kept);
  const copies = kept === undefined ? [] : replaced.filter(isNew);
  await removeCopies(amendment, table, copies, kept);
  for (const each of replaced.filter((one) => !copies.includes(one))) {
    keepRemoved(amendment, table, each, "another document takes its place: the row was created anew in the source");
    await ctx.db.delete(each._id as GenericId<string>);
    await count(amendment, table, each, null);
  }
  if (kept === undefined) await insertDocument(amendment, table, change);
  else await count(amendment, table, null, kept);
}

/** An import that was killed and repeated has appended a document once more. What somebody has changed since goes listed. */
export async function removeCopies(
  amendment: Amendment,
  table: PlannedTable,
  copies: readonly StoredDocument[],
  kept: StoredDocument | undefined,
): Promise<void> {
  const hash = kept === undefined ? null : hashStored(kept);
  for (const copy of copies) {
    if (hashStored(copy) !== hash) keepRemoved(amendment, table, copy, "the row's key is in Convex already");
    await amendment.ctx.db.delete(copy._id as GenericId<string>);
  }
}

/** What is still as the command last saw it goes; what somebody has changed since stays, and is a conflict. */
async function remove(amendment: Amendment, table: PlannedTable, change: ChangeOf<"delete">) {
  const { legacyKey, hash, isListed = hash === undefined } = change;
  await separate(amendment, table, { kind: "delete", legacyKey });
  const { resolve } = await amendment.roundsOf(table);
  if (resolve !== null) amendment.forgetIssues(resolve, legacyKey);
  amendment.noteAgreement(table, legacyKey, "", null);
  for (const document of await amendment.documentsOf(table, legacyKey)) {
    if (hash !== undefined && hashStored(document) !== hash) {
      const of = { table: table.name, id: document._id as string, legacyKey, field: null };
      const reason = "deleted in the source, and changed in Convex since";
      const theirs = renderDocument(document);
      amendment.conflicts.push({ ...of, kind: "delete", theirs, ours: null, kept: "theirs", reason });
      continue;
    }
    if (isListed) keepRemoved(amendment, table, document, "deleted in the source");
    await amendment.ctx.db.delete(document._id as GenericId<string>);
    await count(amendment, table, document, null);
  }
}

/** What people did to the document stays, and is a conflict: theirs is what they are told has been saved. */
async function keep(amendment: Amendment, table: PlannedTable, change: ChangeOf<"keep">): Promise<void> {
  const { legacyKey, fields, document } = change;
  const { match } = amendment.rowOf(table, legacyKey);
  const [own] = await amendment.documentsOf(table, legacyKey);
  const stored = match === null ? own : await amendment.ctx.db.get(match.id as GenericId<string>);
  const of = { table: table.name, legacyKey, kept: "theirs" } as const;
  if (document !== undefined) {
    if (stored !== undefined && stored !== null) return;
    await forgetReferences(amendment, table, legacyKey);
    const reason = "deleted in Convex before";
    const nothing = { id: "", field: null, theirs: null };
    return void amendment.conflicts.push({ ...of, ...nothing, kind: "keep", ours: document, reason });
  }
  if (stored === undefined || stored === null)
    throw new Error("the row was kept as it is, but its document is not here");
  for (const { field, after } of parseFields(fields ?? "{}")) {
    const reason = field === "_creationTime" ? creationTimeStays : "changed in Convex before";
    if (!(await isUsers(amendment, table, stored, field, after, legacyKey))) continue;
    const values = { theirs: renderValue(stored[field]), ours: renderValue(after) };
    amendment.conflicts.push({ ...of, ...values, kind: "update", id: stored._id as string, field, reason });
    await forgetReferences(amendment, table, legacyKey, field);
  }
}

/** Whether the document has something else than the source: an interrupted catch-up may have brought the source's value since. */
async function isUsers(
  amendment: Amendment,
  table: PlannedTable,
  stored: StoredDocument,
  field: string,
  after: Value | undefined,
  legacyKey: string,
): Promise<boolean> {
  const ref = table.refs.find(({ name }) => name === field);
  if (ref === undefined) return !isSameValue(stored[field], after);
  if (!isSameValue(stored[ref.legacyField], after)) return true;
  return await isReferenceChanged(amendment, table, stored, ref, legacyKey);
}

/** What resolve could not write is not counted any more where people have taken the reference, or its document, away. */
async function forgetReferences(amendment: Amendment, table: PlannedTable, legacyKey: string, field?: string) {
  const { resolve } = await amendment.roundsOf(table);
  if (resolve === null) return;
  const { unresolved } = amendment.rowOf(table, legacyKey);
  const gone = unresolved.filter((each) => field === undefined || each.field === field);
  if (gone.length === 0) return;
  amendment.forgetIssues(resolve, legacyKey, null, field);
  amendment.add(resolve, { unresolved: -gone.length });
}

function keepRemoved(amendment: Amendment, table: PlannedTable, document: StoredDocument, reason: string): void {
  const { _id: id } = document;
  amendment.removed.push({ table: table.name, id: id as string, document: renderDocument(document), reason });
}

export async function count(
  amendment: Amendment,
  table: PlannedTable,
  before: StoredDocument | null,
  after: StoredDocument | null,
): Promise<void> {
  await amendment.countReferences(table, before, after);
  await amendment.countUnmatched(table, before, after);
}

/** What match found wrong with the row is forgotten where match looks at it again; so is a write that failed. */
async function forgetMatchIssues(amendment: Amendment, table: PlannedTable, change: RowChange) {
  const { kind, legacyKey } = change;
  const { match, resolve } = await amendment.roundsOf(table);
  const staysMatched = kind === "resolve" || (kind === "keep" && change.document === undefined);
  if (match !== null && !staysMatched) amendment.forgetIssues(match, legacyKey);
  if (resolve !== null) amendment.forgetIssues(resolve, legacyKey, ["write_failed"]);
}

/** An issue where a stage works on the table; otherwise a conflict, so that it stands in a file of the run. */
async function addFailure(amendment: Amendment, table: PlannedTable, change: RowChange, message: string) {
  const { match, resolve } = await amendment.roundsOf(table);
  const { legacyKey } = change;
  const progress = resolve ?? match;
  if (progress === null) {
    const kind = change.kind === "insert" || change.kind === "delete" ? change.kind : "update";
    const fields = change.kind === "update" ? change.fields : undefined;
    const ours = ("document" in change ? change.document : undefined) ?? fields ?? null;
    const of = { table: table.name, id: "", legacyKey, field: null, theirs: null };
    amendment.conflicts.push({ ...of, kind, ours, kept: "theirs", reason: `not written: ${message}` });
    return;
  }
  const document = { [table.id.field]: legacyKey } as unknown as StoredDocument;
  (await amendment.batchOf(table, progress)).addIssue(document, { code: "write_failed", message });
}
