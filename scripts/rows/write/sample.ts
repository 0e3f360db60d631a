import type { Document } from "../../../convex/shared/document/document.js";
import { fingerprintExported } from "../../../convex/shared/document/document.js";
import { Checksums } from "../../../convex/shared/document/fingerprint.js";
import type { Plan, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { type Manifest, type TableCounts, writeManifest } from "../../run/manifest.js";
import { findSample, type RunDirectory } from "../../run/runDirectory.js";
import { readDocumentLines } from "./documentLines.js";
import { decodeDocument } from "./lineFields.js";
import { LineWriter } from "./lineWriter.js";

/** However small its share, a table brings so many documents if it has them. */
const fewest = 50;

/** Field and keys by which documents of a table are still to be found. */
type Wanted = Map<string, Set<string>>;

/**
 * Writes a part of the exported documents, with a manifest of its own, into the run's `sample/`: about so many documents,
 * spread evenly over each table, and every document that one of them leads to. References to nothing stay what they are.
 */
export async function writeSample(run: RunDirectory, plan: Plan, manifest: Manifest, rows: number): Promise<void> {
  const chosen = await new Sample(run, plan, manifest).choose(rows);
  const sample = findSample(run);
  const tables: TableCounts[] = [];
  for (const books of manifest.tables) {
    tables.push(await writeTable(run, sample, plan.tables.get(books.table)!, books, chosen.get(books.table)!));
  }
  await writeManifest(sample.manifest, { ...manifest, tables });
}

/** Keys of documents by table; flat in the size of the tables, as large as the sample. */
class Sample {
  private readonly chosen = new Map<string, Set<string>>();
  private readonly wanted = new Map<string, Wanted>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly run: RunDirectory,
    private readonly plan: Plan,
    private readonly manifest: Manifest,
  ) {
    for (const { table } of manifest.tables) this.chosen.set(table, new Set());
  }

  async choose(rows: number): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const total = this.manifest.tables.reduce((sum, { written }) => sum + written, 0);
    for (const books of this.manifest.tables) {
      const share = Math.max(fewest, Math.floor((rows * books.written) / Math.max(1, total)));
      await this.takeEvenly(books, share);
    }
    for (let round = this.takeWanted(); round.length > 0; round = this.takeWanted()) {
      for (const [table, wanted] of round) await this.takeFound(table, wanted);
    }
    return this.chosen;
  }

  private async takeEvenly(books: TableCounts, share: number): Promise<void> {
    const stride = Math.max(1, books.written / share);
    let index = 0;
    let next = 0;
    for await (const document of this.documents(books)) {
      if (index++ < Math.floor(next)) continue;
      this.take(books.table, document);
      next += stride;
    }
  }

  private async takeFound(table: string, wanted: Wanted): Promise<void> {
    const books = this.manifest.tables.find((each) => each.table === table)!;
    for await (const document of this.documents(books)) {
      const isWanted = [...wanted].some(([field, keys]) => keys.has(document[field] as string));
      if (isWanted) this.take(table, document);
    }
  }

  private take(name: string, document: Document): void {
    const table = this.plan.tables.get(name)!;
    const key = document[table.id.field] as string;
    if (this.chosen.get(name)!.has(key)) return;
    this.chosen.get(name)!.add(key);
    for (const { legacyField, target, lookup } of table.refs) {
      const reference = document[legacyField];
      if (typeof reference === "string") this.want(target, lookup.field, reference);
    }
  }

  private want(table: string, field: string, key: string): void {
    const name = `${table}\n${field}\n${key}`;
    if (this.asked.has(name)) return;
    this.asked.add(name);
    const wanted = this.wanted.get(table) ?? new Map<string, Set<string>>();
    this.wanted.set(table, wanted);
    wanted.set(field, (wanted.get(field) ?? new Set()).add(key));
  }

  private takeWanted(): [string, Wanted][] {
    const round = [...this.wanted];
    this.wanted.clear();
    return round;
  }

  private async *documents(books: TableCounts): AsyncGenerator<Document> {
    for await (const line of readDocumentLines(this.run, books)) yield decodeDocument(line, books.format);
  }
}

async function writeTable(
  run: RunDirectory,
  sample: RunDirectory,
  table: PlannedTable,
  books: TableCounts,
  chosen: ReadonlySet<string>,
): Promise<TableCounts> {
  const { format } = books;
  const writer = await LineWriter.createDocuments(sample.documents(table.name, format), table.name, format);
  const sums = new Checksums();
  for await (const line of readDocumentLines(run, books)) {
    const document = decodeDocument(line, format);
    const key = document[table.id.field] as string;
    if (!chosen.has(key)) continue;
    await writer.write(line);
    sums.add(key, fingerprintExported(table, document));
  }
  await writer.finish();
  const { bytes, largestBytes } = writer;
  return { ...books, ...counted(sums.count), bytes, largestBytes, sums: sums.render() };
}

/** The books of a sample: as if it were all there is. */
function counted(written: number) {
  return { read: written, written, rejected: 0, filtered: 0, merged: 0 };
}
