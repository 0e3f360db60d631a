import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { type Change, ChangeListWriter, renderFieldChanges, setsCreationTime } from "../rows/write/changeList.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import { type DocumentRow, readDocumentRows } from "../rows/write/documentRows.js";
import type { Format } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { type Affected, compileReferrer, hasChanges, type MovedKeys, rowChange } from "./affected.js";
import type { Documents } from "./difference.js";

/** Writes the difference as a list of changes, with the documents that an import has to append. Gives their numbers. */
export async function writeChanges(
  work: RunDirectory,
  differences: readonly Affected[],
  moved: MovedKeys,
  documentsOf: (table: PlannedTable) => Documents,
): Promise<{ changes: number; lines: number; inserts: number }> {
  const writer = await ChangeListWriter.create(work);
  for (const affected of differences) await writeTable(writer, affected, moved, documentsOf(affected.table));
  return await writer.finish();
}

async function writeTable(
  writer: ChangeListWriter,
  affected: Affected,
  moved: MovedKeys,
  now: Documents,
): Promise<void> {
  const { table, deleted } = affected;
  for (const legacyKey of deleted.keys()) await writer.write({ table: table.name, legacyKey, kind: "delete" });
  const refersToMoved = compileReferrer(table, moved);
  if (!hasChanges(affected) && refersToMoved === undefined) return;
  const { format } = now.books;
  for await (const page of readDocumentRows(now.run, table, now.books)) {
    for (const row of page) {
      const kind = rowChange(affected, row.key) ?? (refersToMoved?.(row.line) === true ? "resolve" : null);
      // A document that an import appends is there already: it takes the place of all others with its key.
      const replaces = setsCreationTime(table) || !affected.inserted.has(row.key);
      if (kind === "insert") await writer.insert(table, row, format, replaces);
      else if (kind !== null) await writer.write(renderChange(affected, row, kind, format));
    }
  }
}

function renderChange(
  { table, changed }: Affected,
  { key, line }: DocumentRow,
  kind: "update" | "match" | "resolve",
  format: Format,
): Change {
  const change = { table: table.name, legacyKey: key };
  if (kind !== "update") return { ...change, kind };
  const { line: oldLine, format: oldFormat } = changed.get(key)!.old;
  const fields = renderFieldChanges(decodeDocument(oldLine, oldFormat), decodeDocument(line, format));
  // Written otherwise, but the same: its references are looked at, as everything of a changed row is.
  return fields === null ? { ...change, kind: "resolve" } : { ...change, kind, fields };
}
