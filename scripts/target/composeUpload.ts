import type { PlannedTable } from "../../convex/shared/plan.js";
import { joinFields, splitFields, toUniformLine } from "../rows/lineFields.js";
import { readDocumentLines } from "../rows/documentLines.js";
import { LineWriter } from "../rows/lineWriter.js";
import type { TableBooks } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";

/** What one table's import takes: the file, and how many documents were there before, kept with their ids. */
export interface Upload {
  readonly file: string;
  readonly format: TableBooks["format"];
  readonly existing: number;
}

/** A survivor of an earlier match, as the component records it: the fields the merge added to it. */
interface Match {
  readonly run: string;
  readonly table: string;
  readonly id: string;
  readonly filled: readonly string[];
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
  books: TableBooks,
): Promise<Upload> {
  const exported = { file: run.documents(table.name, books.format), format: books.format, existing: 0 };
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
  for await (const line of readDocumentLines(run, books)) await writer.write(toUniformLine(line, books.format));
  await writer.finish();
  return { file, format: "zip", existing };
}

/** The line to keep, or null for a document an earlier load brought. */
function keepExisting(line: string, table: PlannedTable, matches: ReadonlyMap<string, Match>): string | null {
  const fields = splitFields(line);
  if (!fields.has(table.id.field)) return line;
  const match = matches.get(JSON.parse(fields.get("_id")!) as string);
  if (match === undefined) return null;
  for (const name of match.filled) fields.delete(name);
  return joinFields(fields);
}

async function readMatches(snapshot: Snapshot, table: string): Promise<Map<string, Match>> {
  const current = await readCurrentRun(snapshot);
  const matches = new Map<string, Match>();
  for await (const line of snapshot.lines("_components/cutover/matches")) {
    const match = JSON.parse(line) as Match;
    if (match.run === current && match.table === table) matches.set(match.id, match);
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
