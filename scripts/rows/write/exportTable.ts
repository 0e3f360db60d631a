import type { Document } from "../../../convex/shared/document/document.js";
import { fingerprintExported } from "../../../convex/shared/document/document.js";
import { Checksums } from "../../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { CutoverError } from "../../errors.js";
import type { TableCounts } from "../../run/manifest.js";
import type { Source } from "../../sources/source.js";
import type { Context } from "../../stages/stage.js";
import type { Reason } from "../convert/convertRow.js";
import { encodeOrRefuse, NeedsZip } from "./encode.js";
import type { Format } from "../../run/manifest.js";
import type { Knowledge } from "../convert/learn.js";
import { LineWriter } from "./lineWriter.js";
import { preferredFormat } from "./preferredFormat.js";
import { type Judged, readRows } from "../convert/readRows.js";
import type { TableKeys } from "../keys/tableKeys.js";

/** Reads one table to the end and writes its documents and its rejected rows. The books it returns balance. */
export async function exportTable(
  context: Context,
  source: Source,
  table: PlannedTable,
  keys: TableKeys,
  knowledge: Knowledge,
): Promise<TableCounts> {
  const forced = context.options.format;
  const format = forced ?? preferredFormat(context.project.schema, table);
  if (forced === null && format === "zip") {
    context.progress.note(`         ${table.name}: as a ZIP, since JSON lines cannot carry its int64 or bytes`);
  }
  try {
    return await new TableExport(context, source, table, keys, knowledge, format).run();
  } catch (error) {
    if (!(error instanceof NeedsZip) || forced === "jsonl") throw error;
    // A value only a ZIP can carry came up: the table is read again, in the same snapshot.
    context.progress.note(`         ${table.name}: ${error.message}; writing a ZIP instead`);
    return await new TableExport(context, source, table, keys, knowledge, "zip").run();
  }
}

class TableExport {
  private readonly sums = new Checksums();
  private readonly codes = new Map<string, number>();
  private readonly startedAt = performance.now();
  private counts = { read: 0, written: 0, rejected: 0, filtered: 0, merged: 0 };
  private documents!: LineWriter;
  private rejected!: LineWriter;
  /** Only of a table with a merge rule. */
  private merged: LineWriter | null = null;

  constructor(
    private readonly context: Context,
    private readonly source: Source,
    private readonly table: PlannedTable,
    private readonly keys: TableKeys,
    private readonly knowledge: Knowledge,
    private readonly format: Format,
  ) {}

  async run(): Promise<TableCounts> {
    const { run } = this.context;
    const { table, keys, knowledge, format } = this;
    keys.clear(table.name);
    this.documents = await LineWriter.createDocuments(run.documents(table.name, format), table.name, format);
    this.rejected = await LineWriter.create(run.rejected(table.name));
    if (table.merge !== undefined) this.merged = await LineWriter.create(run.merged(table.name));
    const writers = [this.documents, this.rejected, ...(this.merged === null ? [] : [this.merged])];
    const { format: forced } = this.context.options;
    try {
      await readRows(this.context, this.source, {
        table,
        keys,
        knowledge,
        encode: (document) => encodeOrRefuse(document, format, forced),
        take: (judged) => this.take(judged),
      });
      for (const writer of writers) await writer.finish();
    } catch (error) {
      for (const writer of writers) writer.abandon();
      throw error;
    }
    return this.books();
  }

  private take(judged: Judged): Promise<void> | undefined {
    this.counts.read += 1;
    if (judged.kind === "document") return this.write(judged.key, judged.document, judged.line);
    if (judged.kind === "rejected") return this.reject(judged.key, judged.reasons, judged.original);
    if (judged.kind === "merged") return this.merge(judged);
    this.counts.filtered += 1;
    return undefined;
  }

  private async merge({ key, into, original }: Extract<Judged, { kind: "merged" }>): Promise<void> {
    this.counts.merged += 1;
    await this.merged!.write(JSON.stringify({ table: this.table.name, key, into, row: original }));
  }

  private async write(key: string, document: Document, line: string): Promise<void> {
    await this.documents.write(line);
    this.sums.add(key, fingerprintExported(this.table, document));
    this.counts.written += 1;
  }

  private async reject(key: string | null, reasons: readonly Reason[], row: unknown): Promise<void> {
    this.counts.rejected += 1;
    const first = reasons[0]?.code ?? "unknown";
    this.codes.set(first, (this.codes.get(first) ?? 0) + 1);
    await this.rejected.write(JSON.stringify({ table: this.table.name, key, reasons, row }));
  }

  private books(): TableCounts {
    if (this.sums.count !== this.counts.written) {
      throw new CutoverError("bug", {
        what: `${this.sums.count} fingerprints for ${this.counts.written} documents`,
        where: this.table.name,
      });
    }
    return {
      table: this.table.name,
      sources: this.table.sources,
      ...this.counts,
      rejectedByCode: Object.fromEntries(this.codes),
      bytes: this.documents.bytes,
      largestBytes: this.documents.largestBytes,
      format: this.format,
      sums: this.sums.render(),
      seconds: (performance.now() - this.startedAt) / 1000,
    };
  }
}
