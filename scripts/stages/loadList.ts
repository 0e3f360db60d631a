import type { Document } from "../../convex/shared/document/document.js";
import { hashStored } from "../../convex/shared/document/hashStored.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { RowHashes } from "../rows/keys/rowHashes.js";
import {
  type Change,
  type ChangeListWriter,
  renderFieldChanges,
  renderKeptFields,
  setsCreationTime,
} from "../rows/write/changeList.js";
import { decodeDocument, readStrings } from "../rows/write/documentLines.js";
import { type DocumentRow, hashKey, hashRow, readDocumentRows } from "../rows/write/documentRows.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";
import { readConflicts } from "./downloadRecords.js";
import { type Merges, writeRestores } from "./loadMerges.js";
import type { Earlier } from "./loadRecord.js";

/** A table in which there are documents: nothing is imported over it. */
export interface LiveTable {
  readonly table: PlannedTable;
  readonly snapshot: Snapshot;
  /** The documents to load. */
  readonly run: RunDirectory;
  readonly counts: TableCounts;
  /** What an earlier load has brought; null where nothing is known. */
  readonly earlier: Earlier | null;
  /** Rows that are part of an account in Convex. */
  readonly merges: Merges;
}

/** What is in the table now. */
interface Present {
  /** The rows that have a document, by legacy key. */
  readonly keys: KeySet;
  /** Documents of the app's own, survivors of a merge among them. */
  readonly own: number;
}

/**
 * Writes the changes that bring the rows into a live table, beside whoever else writes there: rows that are not there are
 * inserted, those an earlier load has brought otherwise are updated field by field, and those it has brought and that are
 * no longer exported go. Accounts that rows were merged into are put back first, since match begins anew. Gives the number
 * of documents that were there already.
 */
export async function writeLiveTable(writer: ChangeListWriter, live: LiveTable): Promise<number> {
  const present = await readPresent(live);
  const before = await readBefore(live);
  await writeRestores(writer, live.table, live.snapshot, live.merges, await readMergedRows(live));
  const changed = await writeRows(writer, live, present, before);
  await writeUpdates(writer, live, changed);
  await writeDeletes(writer, live, present, before);
  return present.own;
}

async function readPresent({ table, snapshot, merges }: LiveTable): Promise<Present> {
  const keys = new KeySet();
  let own = 0;
  for await (const line of snapshot.lines(table.name)) {
    const { _id: id, [table.id.field]: key } = readStrings(line);
    const isAccount = merges.survivors.get(id as string)?.hasRowsKey === true;
    if (typeof key === "string" && !isAccount) keys.add(key);
    else own += 1;
  }
  return { keys, own };
}

/** The rows of the earlier load, as hashes; null where there was none. */
async function readBefore({ table, earlier }: LiveTable): Promise<RowHashes | null> {
  const earlierCounts = earlierCountsOf(earlier, table);
  if (earlier === null || earlierCounts === undefined) return null;
  const hashes = new RowHashes(earlierCounts.written);
  for await (const row of rowsOf(earlier.run, table, earlierCounts)) hashes.add(hashKey(row), hashRow(row));
  return hashes;
}

/** The documents that rows had before they were merged, by legacy key. */
async function readMergedRows({ table, earlier, merges }: LiveTable): Promise<Map<string, Document>> {
  const rows = new Map<string, Document>();
  const earlierCounts = earlierCountsOf(earlier, table);
  if (earlier === null || earlierCounts === undefined || merges.keys.size === 0) return rows;
  for await (const { key, line } of rowsOf(earlier.run, table, earlierCounts)) {
    if (merges.keys.has(key)) rows.set(key, decodeDocument(line, earlierCounts.format));
  }
  return rows;
}

/** Writes what is inserted; gives the rows that were brought otherwise, by legacy key. */
async function writeRows(
  writer: ChangeListWriter,
  { table, run, counts, earlier, merges }: LiveTable,
  { keys }: Present,
  before: RowHashes | null,
): Promise<Set<string>> {
  const changed = new Set<string>();
  const kept = await readKeptFields(table, earlier);
  for await (const row of rowsOf(run, table, counts)) {
    const comparison = before?.compare(hashKey(row), hashRow(row)) ?? "inserted";
    if (merges.keys.has(row.key)) await writer.insert(table, row, counts.format);
    else if (keys.has(row.key)) {
      if (comparison === "changed") changed.add(row.key);
      const names = kept.get(row.key);
      if (names !== undefined) await writer.write(keepFields(table, row, counts, names));
      // An append that was killed may have brought it twice.
      if (earlier?.isComplete === false && setsCreationTime(table)) await writer.insertOnce(table, row, counts.format);
    } else if (comparison === "inserted" || earlier?.isComplete === false) {
      await writer.insert(table, row, counts.format);
    }
    // Brought by an earlier load, and not there any more: somebody has deleted it in Convex.
  }
  return changed;
}

/**
 * What the run before has left to users in documents that it brought, by legacy key: this run's verification has to know it, too.
 * Memory: what users have changed.
 */
async function readKeptFields(table: PlannedTable, earlier: Earlier | null): Promise<Map<string, Set<string>>> {
  const kept = new Map<string, Set<string>>();
  if (earlier === null) return kept;
  const planned = new Set(["_creationTime", ...[...table.fields, ...table.refs].map(({ name }) => name)]);
  for (const { table: name, kind, kept: side, legacyKey, field } of await readConflicts(earlier.of)) {
    if (name !== table.name || kind !== "update" || side !== "theirs" || legacyKey === null) continue;
    if (field !== null && planned.has(field)) kept.set(legacyKey, (kept.get(legacyKey) ?? new Set()).add(field));
  }
  return kept;
}

/** What has come to be the source's value since is no user's any more: Convex sees that. */
function keepFields(
  table: PlannedTable,
  { key, line }: DocumentRow,
  { format }: TableCounts,
  names: Set<string>,
): Change {
  const document = decodeDocument(line, format);
  if (!("_creationTime" in document)) names.delete("_creationTime");
  return { table: table.name, legacyKey: key, kind: "keep", fields: renderKeptFields(table, document, names) };
}

/** Rows held in memory at once: the old version of each is needed beside the new one. */
const rowsAtOnce = 50_000;

async function writeUpdates(writer: ChangeListWriter, live: LiveTable, changed: ReadonlySet<string>): Promise<void> {
  const { table, run, counts, earlier } = live;
  const earlierCounts = earlierCountsOf(earlier, table);
  if (earlier === null || earlierCounts === undefined || changed.size === 0) return;
  const keys = [...changed];
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    const chosen = new Set(keys.slice(at, at + rowsAtOnce));
    const old = new Map<string, string>();
    for await (const { key, line } of rowsOf(earlier.run, table, earlierCounts))
      if (chosen.has(key)) old.set(key, line);
    for await (const { key, line } of rowsOf(run, table, counts)) {
      if (!chosen.has(key)) continue;
      const [was, is] = [decodeDocument(old.get(key)!, earlierCounts.format), decodeDocument(line, counts.format)];
      const fields = renderFieldChanges(was, is);
      if (fields !== null) await writer.write({ kind: "update", table: table.name, legacyKey: key, fields });
    }
  }
}

async function writeDeletes(
  writer: ChangeListWriter,
  { table, earlier, merges, snapshot }: LiveTable,
  { keys }: Present,
  before: RowHashes | null,
): Promise<void> {
  const earlierCounts = earlierCountsOf(earlier, table);
  if (earlier === null || earlierCounts === undefined || before === null || before.goneCount === 0) return;
  const gone = new Map<string, string>();
  for await (const row of rowsOf(earlier.run, table, earlierCounts)) {
    if (before.isGone(hashKey(row)) && keys.has(row.key) && !merges.keys.has(row.key)) gone.set(row.key, row.line);
  }
  if (gone.size === 0) return;
  for await (const line of snapshot.lines(table.name)) {
    const key = readStrings(line)[table.id.field] as string;
    const old = gone.get(key);
    if (old === undefined) continue;
    const [stored, brought] = [decodeDocument(line, "zip"), decodeDocument(old, earlierCounts.format)];
    // Of what was brought, where somebody has changed it: the document is not so, and stays.
    const hash = hashStored(isAsBrought(table, stored, brought) ? stored : brought);
    const listed = mayBeRepointed(table, stored, brought) ? { isListed: true } : {};
    await writer.write({ kind: "delete", table: table.name, legacyKey: key, hash, ...listed });
  }
}

/** Whether nobody has changed the document since: only resolve has written the ids of its references. */
function isAsBrought({ refs }: PlannedTable, stored: Document, brought: Document): boolean {
  const ids = new Set(refs.map(({ name }) => name));
  // Convex sets the creation time once, whatever the source has by now.
  const { _creationTime: _time, ...fields } = stored;
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !ids.has(name) || name in brought));
  return renderFieldChanges(brought, own) === null;
}

/** An id may be what resolve has written, or what somebody has since: such a document does not go unlisted. */
function mayBeRepointed({ refs }: PlannedTable, stored: Document, brought: Document): boolean {
  return refs.some(({ name, legacyField }) => stored[name] !== undefined || brought[legacyField] !== undefined);
}

function earlierCountsOf(earlier: Earlier | null, { name }: PlannedTable): TableCounts | undefined {
  return earlier?.manifest.tables.find(({ table }) => table === name);
}

async function* rowsOf(run: RunDirectory, table: PlannedTable, counts: TableCounts): AsyncGenerator<DocumentRow> {
  for await (const page of readDocumentRows(run, table, counts)) yield* page;
}
