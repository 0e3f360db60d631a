import { escapeControls } from "../../../convex/shared/kinds/kind.js";
import { type Document, fingerprintExported } from "../../../convex/shared/document/document.js";
import { bucketOf, Checksums, type Fingerprint } from "../../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { CutoverError, generalFailures } from "../../errors.js";
import type { Format, TableCounts } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import type { Source } from "../../sources/source.js";
import { hashOriginal, type OriginalRow } from "../convert/corrections.js";
import { type DirectHandler, type ReadContext, readRows } from "../convert/readRows.js";
import type { RejectReason } from "../convert/rejectReason.js";
import type { TableKeys } from "../keys/tableKeys.js";
import type { PreparedLookups } from "../lookups/prepareLookups.js";
import type { RowOutcome } from "../validate/rowValidator.js";
import { chooseFormat, encodeOrReject, NeedsZipError } from "./encode.js";
import { FingerprintWriter } from "./fingerprintFile.js";
import { LineWriter } from "./lineWriter.js";

/** The part of a stage's context that an export needs. */
export interface ExportContext extends ReadContext {
  /** `format` null: the format that the table's values need. */
  readonly options: { readonly format: Format | null };
  readonly run: RunDirectory;
  /** `CUTOVER_PLAIN=1`: every row takes the plain path. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: ReadContext["progress"] & { note(text: string): void };
}

/** Reads one table and writes its documents, rejected rows, merged rows and replaced values. Every row read is in one of the counts. */
export async function exportTable(
  context: ExportContext,
  source: Source,
  table: PlannedTable,
  keys: TableKeys,
  prepared: PreparedLookups,
): Promise<TableCounts> {
  const forced = context.options.format;
  const format = forced ?? chooseFormat(context.project.schema, table);
  if (forced === null && format === "zip") {
    context.progress.note(`         ${table.name}: as a ZIP, since JSON lines cannot carry its int64 or bytes`);
  }
  try {
    return await new TableExport(context, source, table, keys, prepared, format).run();
  } catch (error) {
    if (!(error instanceof NeedsZipError) || forced === "jsonl") throw error;
    // Reads the table again, in the same snapshot.
    context.progress.note(`         ${table.name}: ${error.message}; writing a ZIP instead`);
    return await new TableExport(context, source, table, keys, prepared, "zip").run();
  }
}

type KeptRow = Extract<RowOutcome, { kind: "document" | "merged" }>;

function replacesValues({ parts }: PlannedTable): boolean {
  return parts.some(({ fields }) => fields.some(({ invalid }) => invalid.kind !== "reject"));
}

class TableExport {
  private readonly checksums = new Checksums();
  private readonly codes = new Map<string, number>();
  /** By column. */
  private readonly replaced = new Map<string, number>();
  private readonly startedAt = performance.now();
  private directRows = 0;
  private counts = { read: 0, written: 0, rejected: 0, filtered: 0, merged: 0 };
  private documents!: LineWriter;
  private fingerprints!: FingerprintWriter;
  private rejected!: LineWriter;
  /** Only for a table with a merge rule. */
  private merged: LineWriter | null = null;
  /** Only for a table with `.invalid(…)`. */
  private replacedValues: LineWriter | null = null;

  constructor(
    private readonly context: ExportContext,
    private readonly source: Source,
    private readonly table: PlannedTable,
    private readonly keys: TableKeys,
    private readonly prepared: PreparedLookups,
    private readonly format: Format,
  ) {}

  async run(): Promise<TableCounts> {
    const { run } = this.context;
    const { table, keys, prepared, format } = this;
    keys.clear(table.name);
    this.documents = await LineWriter.createDocuments(run.documents(table.name, format), table.name, format);
    this.fingerprints = await FingerprintWriter.create(run.fingerprints(table.name));
    this.rejected = await LineWriter.create(run.rejected(table.name));
    if (table.merge !== undefined) this.merged = await LineWriter.create(run.merged(table.name));
    if (replacesValues(table)) this.replacedValues = await LineWriter.create(run.replaced(table.name));
    const optional = [this.merged, this.replacedValues].filter((writer) => writer !== null);
    const writers = [this.documents, this.fingerprints, this.rejected, ...optional];
    const { format: forced } = this.context.options;
    try {
      await readRows(this.context, this.source, {
        table,
        keys,
        prepared,
        encode: (document) => encodeOrReject(document, format, forced),
        onRow: (outcome) => this.count(outcome),
        ...(this.context.env["CUTOVER_PLAIN"] === "1" ? {} : { direct: this.direct() }),
      });
      const [sha256] = await Promise.all(writers.map(async (writer) => await writer.finish()));
      return this.result(sha256!);
    } catch (error) {
      for (const writer of writers) await writer.abandon();
      throw error;
    }
  }

  private direct(): DirectHandler {
    return {
      format: this.format,
      onDocument: ({ bytes, length, bucket, fingerprint }) => {
        this.documents.append(bytes, 0, length);
        this.note(bucket, fingerprint);
        this.counts.read += 1;
        this.counts.written += 1;
        this.directRows += 1;
      },
      onFiltered: () => {
        this.counts.read += 1;
        this.counts.filtered += 1;
      },
      onPage: async () => {
        await this.documents.flushFull();
        await this.fingerprints.flushFull();
      },
    };
  }

  private count(outcome: RowOutcome): Promise<void> | undefined {
    this.counts.read += 1;
    if (outcome.kind === "rejected") return this.reject(outcome.key, outcome.reasons, outcome.original);
    if (outcome.kind === "filtered") {
      this.counts.filtered += 1;
      return undefined;
    }
    if (outcome.replaced.length > 0) return this.keepWithReplaced(outcome);
    return this.keep(outcome);
  }

  private keep(outcome: KeptRow): Promise<void> {
    return outcome.kind === "document" ? this.write(outcome.key, outcome.document, outcome.line) : this.merge(outcome);
  }

  private async keepWithReplaced(outcome: KeptRow): Promise<void> {
    const { key, replaced } = outcome;
    for (const { column } of replaced) this.replaced.set(column, (this.replaced.get(column) ?? 0) + 1);
    await this.replacedValues!.write(escapeControls(JSON.stringify({ table: this.table.name, key, values: replaced })));
    await this.keep(outcome);
  }

  private async merge({ key, into, original }: Extract<RowOutcome, { kind: "merged" }>): Promise<void> {
    this.counts.merged += 1;
    await this.merged!.write(escapeControls(JSON.stringify({ table: this.table.name, key, into, row: original })));
  }

  private async write(key: string, document: Document, line: string): Promise<void> {
    await this.documents.write(line);
    this.note(bucketOf(key), fingerprintExported(this.table, document));
    await this.fingerprints.flushFull();
    this.counts.written += 1;
  }

  private note(bucket: number, fingerprint: Fingerprint): void {
    this.checksums.addToBucket(bucket, fingerprint);
    this.fingerprints.add(bucket, fingerprint);
  }

  private async reject(key: string | null, reasons: readonly RejectReason[], row: unknown): Promise<void> {
    this.counts.rejected += 1;
    const first = reasons[0]?.code ?? "unknown";
    this.codes.set(first, (this.codes.get(first) ?? 0) + 1);
    // A row that could not be read is a text: nothing of it can be corrected here.
    const hash = typeof row === "string" ? {} : { hash: await this.originOf(row as OriginalRow) };
    await this.rejected.write(escapeControls(JSON.stringify({ table: this.table.name, key, reasons, row, ...hash })));
  }

  private async originOf(row: OriginalRow): Promise<string> {
    const corrections = await this.context.readCorrections?.();
    return corrections?.originOf(this.table.name, row) ?? hashOriginal(row);
  }

  private result(sha256: string): TableCounts {
    if (this.checksums.count !== this.counts.written) {
      throw new CutoverError(generalFailures.bug, {
        what: `${this.checksums.count} checksums for ${this.counts.written} documents`,
        where: this.table.name,
      });
    }
    return {
      table: this.table.name,
      sources: this.table.sources,
      ...this.counts,
      rejectedByCode: Object.fromEntries(this.codes),
      ...(this.replaced.size === 0 ? {} : { replaced: Object.fromEntries(this.replaced) }),
      bytes: this.documents.bytes,
      largestBytes: this.documents.largestBytes,
      format: this.format,
      sha256,
      sums: this.checksums.render(),
      ...(this.directRows === 0 ? {} : { directRows: this.directRows }),
      seconds: (performance.now() - this.startedAt) / 1000,
    };
  }
}
