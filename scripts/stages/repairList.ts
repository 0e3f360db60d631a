import type { Value } from "convex/values";
import type { Document } from "../../convex/shared/document/document.js";
import { legacyKeysOf } from "../../convex/shared/document/references.js";
import type { Plan, PlannedRef, PlannedTable } from "../../convex/shared/plan/plan.js";
import { type ChangeListWriter, renderFieldChanges } from "../rows/write/changeList.js";
import { decodeDocument, readDocumentLines, readStrings } from "../rows/write/documentLines.js";
import { encodeDocument } from "../rows/write/encode.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";
import type { Wanted, WantedFields } from "./repairable.js";

interface From {
  readonly plan: Plan;
  /** Where the exported documents lie. */
  readonly run: RunDirectory;
  readonly tables: readonly TableCounts[];
  readonly now: Snapshot;
}

/** Writes what is wanted as a list of changes: rows that are missing with their references, fields with what they hold now. */
export async function writeRepairs(writer: ChangeListWriter, from: From, wanted: Wanted): Promise<void> {
  for (const counts of from.tables) {
    const table = from.plan.tables.get(counts.table)!;
    const rows = wanted.of(table.name);
    if (rows.size === 0) continue;
    const exported = await readExported(from.run, counts, table, rows);
    const targets = await findTargets(from, wanted, table, [...exported.values()]);
    const stored = await readStored(from.now, table, rows);
    for (const [key, row] of rows) {
      const document = withReferences(table, exported.get(key)!, targets);
      if (row === "missing") await writer.insert(table, { key, line: encodeDocument(document, "zip") }, "zip");
      else await writeFields(writer, table, { key, row, stored: stored.get(row.id)!, document }, wanted);
    }
  }
}

interface Row {
  readonly key: string;
  readonly row: WantedFields;
  readonly stored: Document;
  readonly document: Document;
}

async function writeFields(writer: ChangeListWriter, table: PlannedTable, of: Row, wanted: Wanted): Promise<void> {
  const { key, row, stored, document } = of;
  const waiting = row.names.filter((name) => waitsForTarget(table, of, name, wanted));
  for (const name of waiting) wanted.leave({ table: table.name, key }, name, "points to a document that is missing");
  const names = new Set(
    row.names.filter((name) => !waiting.includes(name)).flatMap((name) => storedNames(table, name)),
  );
  if (names.size === 0) return;
  const only = (each: Document) => Object.fromEntries(Object.entries(each).filter(([name]) => names.has(name)));
  const fields = renderFieldChanges(only(stored), only(document));
  if (fields !== null) return await writer.write({ table: table.name, legacyKey: key, kind: "update", fields });
  wanted.leave({ table: table.name, key }, [...names].join(", "), "follows from the fault of another document");
}

/** An id can only be written when its document is there; a row that is inserted by the same list has none yet. */
function waitsForTarget(table: PlannedTable, { key, document }: Row, name: string, { records }: Wanted): boolean {
  const ref = table.refs.find((each) => each.name === name);
  if (ref === undefined || records.isUnresolved(table.name, key, name)) return false;
  return document[name] === undefined && document[ref.legacyField] !== undefined;
}

/** With a reference goes its key. */
function storedNames(table: PlannedTable, name: string): string[] {
  const ref = table.refs.find((each) => each.name === name);
  return ref === undefined ? [name] : [ref.name, ref.legacyField];
}

type Rows = ReadonlyMap<string, WantedFields | "missing">;

async function readExported(run: RunDirectory, counts: TableCounts, { id }: PlannedTable, rows: Rows) {
  const exported = new Map<string, Document>();
  for await (const line of readDocumentLines(run, counts)) {
    const key = readStrings(line)[id.field] as string;
    if (rows.has(key)) exported.set(key, decodeDocument(line, counts.format));
  }
  return exported;
}

async function readStored(now: Snapshot, { name }: PlannedTable, rows: Rows) {
  const ids = new Set([...rows.values()].map((row) => (row === "missing" ? null : row.id)));
  const stored = new Map<string, Document>();
  for await (const line of now.lines(name)) {
    const id = readStrings(line)["_id"] as string;
    if (ids.has(id)) stored.set(id, decodeDocument(line, "zip"));
  }
  return stored;
}

/** Ids by what a reference asks for; null: several documents have the key. */
type Targets = ReadonlyMap<string, string | null>;

const nameTarget = ({ target, lookup }: PlannedRef, key: string) => JSON.stringify([target, lookup.field, key]);

async function findTargets({ now }: From, wanted: Wanted, { refs }: PlannedTable, documents: readonly Document[]) {
  const targets = new Map<string, string | null>();
  for (const ref of refs) {
    const keys = new Set(documents.flatMap((document) => legacyKeysOf(ref, document)));
    for await (const line of now.lines(ref.target)) {
      const { _id, [ref.lookup.field]: key } = readStrings(line);
      if (typeof key !== "string" || !keys.has(key)) continue;
      const name = nameTarget(ref, key);
      const known = targets.get(name);
      targets.set(name, known === undefined || known === _id ? (_id as string) : null);
    }
    for (const { id, aliases } of [...(wanted.records.matches.get(ref.target)?.values() ?? [])].flat())
      for (const { field, key } of aliases) if (field === ref.lookup.field) targets.set(nameTarget(ref, key), id);
  }
  return targets;
}

/** The document as it is when its references are written. */
function withReferences({ refs }: PlannedTable, exported: Document, targets: Targets): Document {
  const ids = refs.flatMap((ref): [string, Value][] => {
    const found = legacyKeysOf(ref, exported).flatMap((key) => targets.get(nameTarget(ref, key)) ?? []);
    if (ref.list !== null) return exported[ref.legacyField] === undefined ? [] : [[ref.name, found]];
    return found.length === 0 ? [] : [[ref.name, found[0]!]];
  });
  return { ...exported, ...Object.fromEntries(ids) };
}
