import type { Document } from "../../convex/shared/document.js";
import { fingerprintExported } from "../../convex/shared/document.js";
import { FingerprintSums } from "../../convex/shared/fingerprint.js";
import type { Raw } from "../../convex/shared/kind.js";
import type { PlannedTable } from "../../convex/shared/plan.js";
import { CutoverError } from "../errors.js";
import type { TableBooks } from "../run/manifest.js";
import type { BrokenRow, Row, Source } from "../sources/source.js";
import type { Context } from "../stage.js";
import { findSizeFault } from "./checkDocument.js";
import { compileRow, type Converted, type Reason } from "./convertRow.js";
import { type DocumentCheck, compileDocumentCheck } from "./documentCheck.js";
import { encodeDocument, type Format, NeedsZip } from "./encode.js";
import { findKeyFaults, rememberKeys } from "./keyCheck.js";
import { LineWriter } from "./lineWriter.js";
import { preferredFormat } from "./preferredFormat.js";
import type { TableKeys } from "./tableKeys.js";

/** Reads one table to the end and writes its documents and its rejected rows. The books it returns balance. */
export async function exportTable(
  context: Context,
  source: Source,
  table: PlannedTable,
  keys: TableKeys,
): Promise<TableBooks> {
  const forced = context.options.format;
  const format = forced ?? preferredFormat(context.project.schema, table);
  if (forced === null && format === "zip") {
    context.progress.note(`         ${table.name}: as a ZIP, since JSON lines cannot carry its int64 or bytes`);
  }
  try {
    return await new TableExport(context, source, table, keys, format).run();
  } catch (error) {
    if (!(error instanceof NeedsZip) || forced === "jsonl") throw error;
    // A value only a ZIP can carry came up: the table is read again, in the same snapshot.
    context.progress.note(`         ${table.name}: ${error.message}; writing a ZIP instead`);
    return await new TableExport(context, source, table, keys, "zip").run();
  }
}

class TableExport {
  private readonly sums = new FingerprintSums();
  private readonly codes = new Map<string, number>();
  private readonly check: DocumentCheck;
  private readonly startedAt = performance.now();
  private counts = { read: 0, written: 0, rejected: 0, filtered: 0 };
  private documents!: LineWriter;
  private rejected!: LineWriter;

  constructor(
    private readonly context: Context,
    private readonly source: Source,
    private readonly table: PlannedTable,
    private readonly keys: TableKeys,
    private readonly format: Format,
  ) {
    this.check = compileDocumentCheck(context.project.schema, table);
  }

  async run(): Promise<TableBooks> {
    const { run } = this.context;
    const { table, format } = this;
    this.keys.clear(table.name);
    this.documents = await LineWriter.createDocuments(run.documents(table.name, format), table.name, format);
    this.rejected = await LineWriter.create(run.rejected(table.name));
    try {
      for (const name of table.sources) await this.readSource(name);
      await this.documents.finish();
      await this.rejected.finish();
    } catch (error) {
      this.documents.abandon();
      this.rejected.abandon();
      throw error;
    }
    return this.books();
  }

  private async readSource(name: string): Promise<void> {
    const { columns, pages } = await this.source.read(name, this.table.columns);
    const convert = compileRow(this.table, columns);
    for await (const page of pages) {
      this.context.signal.throwIfAborted();
      for (const row of page) await this.take(row, columns, convert);
      this.context.progress.rows(this.table.name, this.counts.read);
    }
  }

  private async take(
    row: Row | BrokenRow,
    columns: readonly string[],
    convert: (row: Row) => Converted,
  ): Promise<void> {
    this.counts.read += 1;
    if ("broken" in row) {
      await this.reject(row.where, [{ column: "*", code: "broken_row", message: row.broken }], row.original);
      return;
    }
    const converted = convert(row);
    if (converted.kind === "filtered") this.counts.filtered += 1;
    else if (converted.kind === "rejected") await this.reject(converted.key, converted.reasons, named(columns, row));
    else await this.write(converted.key, converted.document, columns, row);
  }

  private async write(key: string, document: Document, columns: readonly string[], row: Row): Promise<void> {
    const line = this.judge(document);
    if (typeof line !== "string") return await this.reject(key, line, named(columns, row));
    rememberKeys(this.table, this.keys, document);
    await this.documents.write(line);
    this.sums.add(key, fingerprintExported(this.table, document));
    this.counts.written += 1;
  }

  /** The line to write, or every reason against it. */
  private judge(document: Document): string | Reason[] {
    const reasons = [...this.check(document), ...findKeyFaults(this.table, this.keys, document)];
    if (reasons.length > 0) return reasons;
    const line = this.encode(document);
    if (typeof line !== "string") return [line];
    const tooLarge = findSizeFault(line);
    return tooLarge === null ? line : [tooLarge];
  }

  /** With `--format jsonl` a value that only a ZIP carries rejects its row; otherwise it makes the table a ZIP. */
  private encode(document: Document): string | Reason {
    try {
      return encodeDocument(document, this.format);
    } catch (error) {
      if (!(error instanceof NeedsZip) || this.context.options.format !== "jsonl") throw error;
      return { column: "*", code: "needs_zip", message: error.message };
    }
  }

  private async reject(key: string | null, reasons: readonly Reason[], row: unknown): Promise<void> {
    this.counts.rejected += 1;
    const first = reasons[0]?.code ?? "unknown";
    this.codes.set(first, (this.codes.get(first) ?? 0) + 1);
    await this.rejected.write(JSON.stringify({ table: this.table.name, key, reasons, row }));
  }

  private books(): TableBooks {
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
      merged: 0,
      rejectedByCode: Object.fromEntries(this.codes),
      bytes: this.documents.bytes,
      largestBytes: this.documents.largestBytes,
      format: this.format,
      sums: this.sums.render(),
      seconds: (performance.now() - this.startedAt) / 1000,
    };
  }
}

function named(columns: readonly string[], row: readonly Raw[]): Record<string, Raw> {
  return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
}
