import { type Document, fingerprintExported, fingerprintFields } from "../../convex/shared/document/document.js";
import { bucketOf, Checksums, type Fingerprint, fingerprintText } from "../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { CutoverError } from "../errors.js";
import { rowFailures } from "../rows/failures.js";
import { KeySet } from "../rows/keys/keySet.js";
import { decodeDocument, readDocumentPages } from "../rows/write/documentLines.js";
import { readFingerprints } from "../rows/write/fingerprintFile.js";
import { forEachLine } from "../run/files.js";
import type { TableCounts } from "../run/manifest.js";
import type { CarriedKeys } from "./carriedKeys.js";
import { DirectLine } from "./direct/directLine.js";
import { FingerprintSet } from "./fingerprintSet.js";
import type { ComparedTable, Migrated } from "./migrated.js";
import type { MigratedRow, MigratedRows } from "./migratedRows.js";

/** An exported document as a first look sees it. */
interface Seen {
  readonly key: Fingerprint;
  readonly bucket: number;
  readonly fingerprint: Fingerprint;
}

/**
 * The first look at a table: which of its rows are in the deployment as they were exported, by fingerprints alone, nearly all of them
 * taken from the bytes of the lines. Whatever is not, or not at first sight, is read once more.
 */
export class Screening {
  private exported: FingerprintSet;
  /** Of rows of the deployment that were not exported so. */
  private readonly suspects = new KeySet();
  private readonly exportedLine: DirectLine | null;
  private readonly deployedLine: DirectLine | null;
  private readonly isRecorded: ((id: string) => boolean) | null;

  constructor(
    private readonly migrated: Migrated,
    private readonly table: PlannedTable,
    private readonly counts: TableCounts,
    private readonly rows: MigratedRows,
    carried: CarriedKeys,
  ) {
    this.exported = new FingerprintSet(counts.written);
    this.isRecorded = rows.recordedIn(table.name);
    this.exportedLine = migrated.isPlain === true ? null : new DirectLine(table, counts.format, null);
    this.deployedLine = migrated.isPlain === true ? null : new DirectLine(table, "zip", carried);
  }

  /** Counts what it meets. */
  async run(compared: ComparedTable): Promise<void> {
    await this.learn();
    for await (const page of this.migrated.now.pages(this.table.name)) {
      forEachLine(page, (start, end) => this.meet(page, start, end, compared));
      this.migrated.noteRows?.(this.table.name, compared.documents);
    }
  }

  get isClean(): boolean {
    return this.suspects.size === 0 && this.exported.unmet === 0;
  }

  isSuspect(legacyKey: string): boolean {
    return this.suspects.has(legacyKey);
  }

  /** The exported documents that were not met, and those whose key a suspect has. */
  async *exportedSuspects(): AsyncGenerator<{ key: string; document: Document }> {
    for await (const page of readDocumentPages(this.migrated.run, this.counts)) {
      const found: { key: string; document: Document }[] = [];
      forEachLine(page, (start, end) => {
        const { key, fingerprint } = this.readExported(page, start, end);
        if (this.exported.wasMet(fingerprint) && !this.suspects.hasHash(key)) return;
        const document = this.decode(page, start, end, this.counts.format);
        found.push({ key: document[this.table.id.field] as string, document });
      });
      yield* found;
    }
  }

  /** The suspects of the deployment, in its order. */
  async *deployedSuspects(): AsyncGenerator<{ document: Document; row: MigratedRow }> {
    for await (const page of this.migrated.now.pages(this.table.name)) {
      const found: { document: Document; row: MigratedRow }[] = [];
      forEachLine(page, (start, end) => {
        const outcome = this.readDeployed(page, start, end);
        if (outcome === "own" || (outcome === "row" && !this.suspects.hasHash(this.deployedLine!.keyHash))) return;
        const document = this.decode(page, start, end, "zip");
        for (const row of this.rows.read(this.table, document))
          if (this.suspects.has(row.legacyKey)) found.push({ document, row });
      });
      yield* found;
    }
  }

  /** The exported documents as fingerprints; they must be those that were counted. */
  private async learn(): Promise<void> {
    if (this.migrated.isPlain === true || !(await this.learnKept())) await this.learnDocuments();
  }

  private async learnKept(): Promise<boolean> {
    const sums = new Checksums();
    const isKept = await readFingerprints(this.migrated.run, this.counts, (bucket, fingerprint) => {
      sums.addToBucket(bucket, fingerprint);
      this.exported.add(fingerprint);
    });
    const isWhole = isKept && this.isCounted(sums);
    if (!isWhole) this.exported = new FingerprintSet(this.counts.written);
    return isWhole;
  }

  private isCounted(sums: Checksums): boolean {
    const rendered = sums.render();
    return this.counts.sums.every((sum, bucket) => sum === rendered[bucket]);
  }

  private async learnDocuments(): Promise<void> {
    const sums = new Checksums();
    for await (const page of readDocumentPages(this.migrated.run, this.counts)) {
      forEachLine(page, (start, end) => {
        const { fingerprint, bucket } = this.readExported(page, start, end);
        sums.addToBucket(bucket, fingerprint);
        this.exported.add(fingerprint);
      });
    }
    if (this.isCounted(sums)) return;
    throw new CutoverError(rowFailures.exportedFileChanged, {
      what: "The exported documents are not those that were counted",
      where: this.migrated.run.documents(this.table.name, this.counts.format),
      next: "Put the file back as it was. Without it: cutover verify --in-convex, which compares with the counts.",
    });
  }

  private readExported(page: Buffer, start: number, end: number): Seen {
    const line = this.exportedLine;
    if (line?.read(page, start, end) === "row") return line.see();
    const document = this.decode(page, start, end, this.counts.format);
    const key = document[this.table.id.field] as string;
    const fingerprint = fingerprintExported(this.table, document);
    return { key: fingerprintText(key), bucket: bucketOf(key), fingerprint };
  }

  private meet(page: Buffer, start: number, end: number, compared: ComparedTable): void {
    const outcome = this.readDeployed(page, start, end);
    if (outcome === "own") return;
    if (outcome === "plain") return this.meetPlain(page, start, end, compared);
    compared.documents += 1;
    if (!this.exported.meet(this.deployedLine!.fingerprint)) this.suspects.addHash(this.deployedLine!.keyHash);
  }

  private meetPlain(page: Buffer, start: number, end: number, compared: ComparedTable): void {
    for (const row of this.rows.read(this.table, this.decode(page, start, end, "zip"))) {
      compared.documents += 1;
      compared.kept += row.keptInConvex;
      const isRight = row.isGone || (row.otherUser === null && this.exported.meet(fingerprintFields(row.fields)));
      if (!isRight) this.suspects.add(row.legacyKey);
    }
  }

  /** As `DirectLine.read`; documents of which the component has more to say than they do are never `row`. */
  private readDeployed(page: Buffer, start: number, end: number): ReturnType<DirectLine["read"]> {
    const line = this.deployedLine;
    const outcome = line?.read(page, start, end) ?? "plain";
    return outcome === "row" && this.isRecorded?.(line!.id) === true ? "plain" : outcome;
  }

  private decode(page: Buffer, start: number, end: number, format: TableCounts["format"]): Document {
    return decodeDocument(page.toString("utf8", start, end), format);
  }
}
