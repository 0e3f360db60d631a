import type { Document } from "../../convex/shared/document/document.js";
import { matchKeyOf, type PlannedTable } from "../../convex/shared/plan/plan.js";
import { CutoverError } from "../errors.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import type { Format, TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { hashKey, hashRow, readDocumentRows } from "../rows/write/documentRows.js";
import type { RowHashes, RowHashWriter } from "../rows/keys/rowHashes.js";

/** What has to be known of a row that changed; everything else is read again when it is written. */
export interface RowFacts {
  /** undefined where the plan does not set it. */
  readonly creationTime: number | undefined;
  /** The keys it is found by, by legacy field. */
  readonly keys: Readonly<Record<string, string>>;
  /** The value it is matched by, as match compares it; null for none. */
  readonly matchValue: string | null;
}

export interface ChangedRow {
  readonly before: RowFacts;
  readonly after: RowFacts;
  /** The row's document as it is in Convex. */
  readonly old: { readonly line: string; readonly format: Format };
}

/** The rows of a table that are not in Convex as they are in the source, by legacy key. Memory: the difference. */
export interface TableDifference {
  readonly table: PlannedTable;
  readonly inserted: ReadonlyMap<string, RowFacts>;
  readonly changed: ReadonlyMap<string, ChangedRow>;
  readonly deleted: ReadonlyMap<string, RowFacts>;
  readonly unchanged: number;
}

/** A table's documents: the run they lie in, and their row counts. */
export interface Documents {
  readonly run: RunDirectory;
  readonly counts: TableCounts;
}

interface Comparison {
  readonly table: PlannedTable;
  /** As they are in Convex. */
  readonly old: Documents;
  /** As they are in the source. */
  readonly now: Documents;
  /** Of the old documents. */
  readonly hashes: RowHashes;
  /** Takes those of the new ones. */
  readonly writer: RowHashWriter;
}

/** Reads the new documents once; the old ones only where something changed, for what the hashes cannot say. */
export async function compareTable(comparison: Comparison): Promise<TableDifference> {
  const { table } = comparison;
  const { inserted, changed, unchanged } = await readNow(comparison);
  const { before, deleted } = await readOld(comparison, changed);
  const { format } = comparison.old.counts;
  const both = [...changed].map(([key, after]) => {
    const { facts, line } = before.get(key)!;
    return [key, { before: facts, after, old: { line, format } }] as const;
  });
  return { table, inserted, changed: new Map(both), deleted, unchanged };
}

export function factsOf(table: PlannedTable, document: Document): RowFacts {
  const keys: Record<string, string> = {};
  for (const { field } of [table.id, ...table.lookups]) {
    const key = document[field];
    if (typeof key === "string") keys[field] = key;
  }
  const isSet = table.fields.some(({ name }) => name === "_creationTime");
  return {
    creationTime: isSet ? (document["_creationTime"] as number | undefined) : undefined,
    keys,
    matchValue: matchKeyOf(table, document),
  };
}

async function readNow({ table, now, hashes, writer }: Comparison) {
  const inserted = new Map<string, RowFacts>();
  const changed = new Map<string, RowFacts>();
  let unchanged = 0;
  for await (const page of readDocumentRows(now.run, table, now.counts)) {
    for (const row of page) {
      const [key, hash] = [hashKey(row), hashRow(row)];
      const written = writer.write(key, hash);
      if (written !== undefined) await written;
      const comparison = hashes.compare(key, hash);
      if (comparison === "same") unchanged += 1;
      else {
        const rows = comparison === "inserted" ? inserted : changed;
        rows.set(row.key, factsOf(table, decodeDocument(row.line, now.counts.format)));
      }
    }
  }
  return { inserted, changed, unchanged };
}

async function readOld({ table, old, hashes }: Comparison, changed: ReadonlyMap<string, RowFacts>) {
  const before = new Map<string, { facts: RowFacts; line: string }>();
  const deleted = new Map<string, RowFacts>();
  const left = () => changed.size + hashes.goneCount - before.size - deleted.size;
  if (left() === 0) return { before, deleted };
  for await (const page of readDocumentRows(old.run, table, old.counts)) {
    for (const row of page) {
      const isChanged = changed.has(row.key);
      if (!isChanged && (hashes.goneCount === 0 || !hashes.isGone(hashKey(row)))) continue;
      const facts = factsOf(table, decodeDocument(row.line, old.counts.format));
      if (isChanged) before.set(row.key, { facts, line: row.line });
      else deleted.set(row.key, facts);
    }
    if (left() === 0) break;
  }
  if (before.size !== changed.size || deleted.size !== hashes.goneCount) throw unlikeHashes(table, old);
  return { before, deleted };
}

function unlikeHashes({ name }: PlannedTable, { run, counts }: Documents): CutoverError {
  return new CutoverError("mismatch", {
    what: "The documents of the last load are not the ones whose fingerprints were kept",
    where: `${name}, ${run.documents(name, counts.format)}`,
    next: "cutover preload",
  });
}
