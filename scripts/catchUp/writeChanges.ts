import { convexToJson } from "convex/values";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { type Change, ChangeListWriter, renderFieldChanges, setsCreationTime } from "../rows/write/changeList.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import { type DocumentRow, readDocumentRows } from "../rows/write/documentRows.js";
import type { Format } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { type Affected, compileReferrer, hasChanges, type MovedKeys, rowChange } from "./affected.js";
import type { Documents } from "./difference.js";

/**
 * What people did in Convex to documents that were brought, by table and legacy key: the planned fields and references that they
 * changed; null where they deleted the document.
 */
export type UsersChanges = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string> | null>>;

/** What the list is made of, beside the differences. */
interface Origin {
  readonly documentsOf: (table: PlannedTable) => Documents;
  readonly usersChanges: UsersChanges;
}

/** Writes the difference as a list of changes, with the documents that an import has to append. Gives their numbers. */
export async function writeChanges(
  work: RunDirectory,
  differences: readonly Affected[],
  moved: MovedKeys,
  origin: Origin,
): Promise<{ changes: number; lines: number; inserts: number }> {
  const writer = await ChangeListWriter.create(work);
  for (const affected of differences) await writeTable(writer, affected, moved, origin);
  return await writer.finish();
}

async function writeTable(
  writer: ChangeListWriter,
  affected: Affected,
  moved: MovedKeys,
  { documentsOf, usersChanges }: Origin,
): Promise<void> {
  const { table, deleted } = affected;
  const byUsers = usersChanges.get(table.name);
  for (const legacyKey of deleted.keys()) await writer.write({ table: table.name, legacyKey, kind: "delete" });
  const refersToMoved = compileReferrer(table, moved);
  if (!hasChanges(affected) && refersToMoved === undefined && byUsers === undefined) return;
  const { run, counts } = documentsOf(table);
  const { format } = counts;
  for await (const page of readDocumentRows(run, table, counts)) {
    for (const row of page) {
      const users = byUsers?.get(row.key);
      if (users === null) {
        await writer.write(keepDeleted(table, row, format));
        continue;
      }
      const kind = rowChange(affected, row.key) ?? (refersToMoved?.(row.line) === true ? "resolve" : null);
      // A document that an import appends is there already: it takes the place of all others with its key.
      const replaces = setsCreationTime(table) || !affected.inserted.has(row.key);
      const change = kind === null || kind === "insert" ? null : renderChange(affected, row, kind, format);
      if (kind === "insert") await writer.insert(table, row, format, replaces);
      else if (change !== null) await writer.write(change);
      const kept = users === undefined || kind === "insert" ? null : keepChanged(table, row, format, users, change);
      if (kept !== null) await writer.write(kept);
    }
  }
}

function keepDeleted(table: PlannedTable, { key, line }: DocumentRow, format: Format): Change {
  const document = JSON.stringify(convexToJson(decodeDocument(line, format)));
  return { table: table.name, legacyKey: key, kind: "keep", document };
}

/** What people changed and the source has not: an update finds the others by itself. Null: nothing of it is left. */
function keepChanged(
  table: PlannedTable,
  { key, line }: DocumentRow,
  format: Format,
  names: ReadonlySet<string>,
  change: Change | null,
): Change | null {
  const document = decodeDocument(line, format);
  const updated = change?.kind === "update" ? (JSON.parse(change.fields) as object) : {};
  const exportedNames = new Map(table.refs.map(({ name, legacyField }) => [name, legacyField]));
  const kept = [...names]
    .map((name) => [name, exportedNames.get(name) ?? name] as const)
    .filter(([, exportedName]) => !(exportedName in updated))
    .map(([name, exportedName]) => {
      const value = document[exportedName];
      return [name, value === undefined ? {} : { after: convexToJson(value) }] as const;
    });
  if (kept.length === 0) return null;
  return { table: table.name, legacyKey: key, kind: "keep", fields: JSON.stringify(Object.fromEntries(kept)) };
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
