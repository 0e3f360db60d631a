import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import {
  type Change,
  ChangeListWriter,
  renderDocument,
  renderFieldChanges,
  renderKeptFields,
  setsCreationTime,
} from "../rows/write/changeList.js";
import { CutoverError } from "../errors.js";
import { catchUpFailures } from "./failures.js";
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
  const deletedByUsers = new DeletedByUsers(table.name);
  const refersToMoved = compileReferrer(table, moved);
  if (!hasChanges(affected) && refersToMoved === undefined && byUsers === undefined) return;
  const { run, counts } = documentsOf(table);
  const { format } = counts;
  for await (const page of readDocumentRows(run, table, counts)) {
    for (const row of page) {
      const users = byUsers?.get(row.key);
      if (users === null) {
        await writer.write(deletedByUsers.keep(row, format));
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

/** Verification takes along what users deleted of a table in one transaction, with what the source has there. */
export class DeletedByUsers {
  private static readonly mostDocuments = 500;
  private static readonly mostBytes = 4_000_000;
  private documents = 0;
  private bytes = 0;

  constructor(private readonly table: string) {}

  keep({ key, line }: DocumentRow, format: Format): Change {
    const document = renderDocument(decodeDocument(line, format));
    this.documents += 1;
    this.bytes += Buffer.byteLength(document);
    if (this.documents > DeletedByUsers.mostDocuments) this.refuse(`more than ${DeletedByUsers.mostDocuments}`);
    if (this.bytes > DeletedByUsers.mostBytes) this.refuse(`more than ${DeletedByUsers.mostBytes / 1e6} MB of`);
    return { table: this.table, legacyKey: key, kind: "keep", document };
  }

  private refuse(many: string): never {
    throw new CutoverError(catchUpFailures.deletedByUsers, {
      what: `${many} migrated documents were deleted in Convex since the preload: 500, or 4 MB, are kept so`,
      where: this.table,
      next: "cutover rollback, then cutover preload",
    });
  }
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
  const kept = [...names].filter((name) => !((exportedNames.get(name) ?? name) in updated));
  if (kept.length === 0) return null;
  return { table: table.name, legacyKey: key, kind: "keep", fields: renderKeptFields(table, document, kept) };
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
