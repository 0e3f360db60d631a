import type { Value } from "convex/values";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import {
  decodeDocument,
  joinFields,
  readDocumentLines,
  splitFields,
  toUniformLine,
} from "../rows/write/documentLines.js";
import { encodeValue } from "../rows/write/encode.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";

/** What one table's import takes: the file, and how many documents were there before, kept with their ids. */
export interface Upload {
  readonly file: string;
  readonly format: TableCounts["format"];
  readonly existing: number;
}

/** A row that an earlier match merged, as the component records it: what the merge did to the account. */
interface Match {
  readonly run: string;
  readonly table: string;
  readonly id: string;
  /** The fields it added. */
  readonly filled: readonly string[];
  /** The account's own values that gave way. */
  readonly replaced: readonly { readonly field: string; readonly value: Value }[];
}

/**
 * The file to import over a table. An empty table takes the exported file as it is; one that holds documents of the
 * app's own takes those, unchanged and with their ids, and the new ones. Documents of an earlier load are left out, and
 * accounts that were merged then are put back as they were before.
 */
export async function composeUpload(
  run: RunDirectory,
  snapshot: Snapshot,
  table: PlannedTable,
  counts: TableCounts,
): Promise<Upload> {
  const exported = { file: run.documents(table.name, counts.format), format: counts.format, existing: 0 };
  const matches = await readMatches(snapshot, table.name);
  const file = run.file("load", `${table.name}.zip`);
  let writer: LineWriter | null = null;
  let existing = 0;
  for await (const line of snapshot.lines(table.name)) {
    const kept = keepExisting(line, table, matches);
    if (kept === null) continue;
    writer ??= await LineWriter.createZip(file, table.name);
    await writer.write(kept);
    existing += 1;
  }
  if (writer === null) return exported;
  for await (const line of readDocumentLines(run, counts)) await writer.write(toUniformLine(line, counts.format));
  await writer.finish();
  return { file, format: "zip", existing };
}

/** The line to keep, or null for a document an earlier load brought. */
export function keepExisting(
  line: string,
  table: PlannedTable,
  matches: ReadonlyMap<string, readonly Match[]>,
): string | null {
  const fields = splitFields(line);
  if (!fields.has(table.id.field)) return line;
  const merged = matches.get(JSON.parse(fields.get("_id")!) as string) ?? [];
  // An imported document that other rows became part of has its key from the load itself.
  if (merged.every(({ filled }) => !filled.includes(table.id.field))) return null;
  const filled = new Set(merged.flatMap((match) => match.filled));
  for (const name of filled) fields.delete(name);
  // resolve wrote the id beside the key: it points to a document that is about to be deleted.
  for (const { name, legacyField } of table.refs) if (filled.has(legacyField)) fields.delete(name);
  for (const { field, value } of merged.flatMap(({ replaced }) => replaced))
    fields.set(field, encodeValue(value, "zip"));
  return joinFields(fields);
}

async function readMatches(snapshot: Snapshot, table: string): Promise<Map<string, Match[]>> {
  const current = await readCurrentRun(snapshot);
  const matches = new Map<string, Match[]>();
  for await (const line of snapshot.lines("_components/cutover/matches")) {
    const match = decodeDocument(line, "zip") as unknown as Match;
    if (match.run === current && match.table === table)
      matches.set(match.id, [...(matches.get(match.id) ?? []), match]);
  }
  return matches;
}

/** Records of an older run may still be waiting to be swept away. */
export async function readCurrentRun(snapshot: Snapshot): Promise<string | null> {
  for await (const line of snapshot.lines("_components/cutover/runs")) {
    const { _id, state } = JSON.parse(line) as { _id: string; state: string };
    if (state === "current") return _id;
  }
  return null;
}
