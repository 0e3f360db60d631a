import { convexToJson } from "convex/values";
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { CutoverError } from "../errors.js";
import { decodeDocument, toUniformLine } from "../rows/write/documentLines.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { privateFile, withDiskFaults } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { type Affected, hasChanges, type MovedKeys, rowChange } from "./affected.js";
import type { Documents } from "./difference.js";
import { type DocumentRow, readDocumentRows } from "./documentRows.js";
import { compileReferrer } from "./referrers.js";

/** A change as the component's table `changes` has it (convex/cutover/validators.ts), without its number. */
interface Change {
  readonly table: string;
  readonly legacyKey: string;
  readonly kind: "insert" | "update" | "delete" | "match" | "resolve";
  readonly document?: string;
  readonly creationTime?: number;
}

/** A change is a document in Convex, too, and holds the row's as text beside its own fields. */
const largestChangeBytes = 1_000_000;

export const changesFile = (work: RunDirectory) => work.file("changes.jsonl");
export const insertsFile = (work: RunDirectory) => work.file("inserts.zip");

/** Writes what `convex import` takes: the changes, and a ZIP of the documents that are inserted. Gives the numbers of both. */
export async function writeChanges(
  work: RunDirectory,
  differences: readonly Affected[],
  moved: MovedKeys,
  documentsOf: (table: PlannedTable) => Documents,
): Promise<{ changes: number; inserts: number }> {
  const writer = new ChangeWriter(work, await LineWriter.create(changesFile(work)));
  for (const affected of differences) await writer.writeTable(affected, moved, documentsOf(affected.table));
  return await writer.finish();
}

class ChangeWriter {
  private changes = 0;
  private inserts = 0;
  private readonly inserted: PlannedTable[] = [];

  constructor(
    private readonly work: RunDirectory,
    private readonly file: LineWriter,
  ) {}

  async writeTable(affected: Affected, moved: MovedKeys, now: Documents): Promise<void> {
    const { table, deleted } = affected;
    for (const legacyKey of deleted.keys()) await this.write({ table: table.name, legacyKey, kind: "delete" });
    const refersToMoved = compileReferrer(table, moved);
    if (!hasChanges(affected) && refersToMoved === undefined) return;
    const inserts = await LineWriter.create(insertedFile(this.work, table));
    const before = this.inserts;
    for await (const page of readDocumentRows(now.run, table, now.books)) {
      for (const row of page) {
        const kind = rowChange(affected, row.key) ?? (refersToMoved?.(row.line) === true ? "resolve" : null);
        if (kind === null) continue;
        await this.write(renderChange(affected, row, kind, now));
        if (kind === "insert") await this.insert(inserts, toUniformLine(row.line, now.books.format));
      }
    }
    await inserts.finish();
    if (this.inserts > before) this.inserted.push(table);
  }

  async finish(): Promise<{ changes: number; inserts: number }> {
    await this.file.finish();
    const { changes, inserts } = this;
    if (inserts > 0) await zipInserts(this.work, this.inserted);
    return { changes, inserts };
  }

  private async insert(inserts: LineWriter, line: string): Promise<void> {
    await inserts.write(line);
    this.inserts += 1;
  }

  private async write(change: Change): Promise<void> {
    const line = JSON.stringify({ number: this.changes, ...change });
    if (line.length > largestChangeBytes / 3 && Buffer.byteLength(line) > largestChangeBytes) throw tooLarge(change);
    await this.file.write(line);
    this.changes += 1;
  }
}

function renderChange(
  { table, inserted, changed }: Affected,
  { key, line }: DocumentRow,
  kind: Exclude<Change["kind"], "delete">,
  { books }: Documents,
): Change {
  const change = { table: table.name, legacyKey: key, kind };
  if (kind === "update") {
    return { ...change, document: JSON.stringify(convexToJson(decodeDocument(line, books.format))) };
  }
  if (kind !== "insert") return change;
  const facts = inserted.get(key) ?? changed.get(key)?.after;
  const creationTime = facts === undefined ? creationTimeOf(table, line, books.format) : facts.creationTime;
  return creationTime === undefined ? change : { ...change, creationTime };
}

/** Of a row that is as it was, but has to be matched again. */
function creationTimeOf({ fields }: PlannedTable, line: string, format: Documents["books"]["format"]) {
  const isSet = fields.some(({ name }) => name === "_creationTime");
  return isSet ? (decodeDocument(line, format)["_creationTime"] as number | undefined) : undefined;
}

function insertedFile(work: RunDirectory, { name }: PlannedTable): string {
  return work.file("inserts", `${name}.jsonl`);
}

/** One import for all tables: each costs seconds of the window. */
async function zipInserts(work: RunDirectory, tables: readonly PlannedTable[]): Promise<void> {
  const file = insertsFile(work);
  const zip = new ZipFile();
  for (const table of tables) {
    zip.addBuffer(Buffer.from('"uniform"\n'), `${table.name}/generated_schema.jsonl`);
    zip.addFile(insertedFile(work, table), `${table.name}/documents.jsonl`, { compressionLevel: 1 });
  }
  zip.end();
  await withDiskFaults(file, async () => {
    await pipeline(zip.outputStream, createWriteStream(`${file}.partial`, { mode: privateFile }));
    await rename(`${file}.partial`, file);
  });
}

function tooLarge({ table, legacyKey }: Change): CutoverError {
  return new CutoverError("gate", {
    what: `The changed document is too large to be sent as a change (more than ${largestChangeBytes} bytes as text)`,
    where: `${table}, key ${JSON.stringify(legacyKey)}`,
    next: "cutover preload: a load takes documents of every size that Convex takes",
  });
}
