import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../../convex/shared/kinds/kind.js";
import { CutoverError } from "../../../errors.js";
import { renderBytes } from "../../sql/copyText.js";
import { CsvRecords, type CsvRecord } from "./records.js";
import { type DataFile, readChunks } from "../file.js";
import { breakRow } from "../json/table.js";
import type { FileTable } from "../table.js";
import type { BrokenRow, Row, SourceTable } from "../../source.js";

export interface CsvOptions {
  /** One character; default a comma, in `.tsv` files a tab. */
  readonly delimiter?: string;
  /**
   * What a field without a character is. `"quotes"` (default): NULL where it stands without quotes, the empty text within
   * them, as PostgreSQL writes both. `"null"`: always NULL. `"text"`: always the empty text.
   */
  readonly empty?: "quotes" | "null" | "text";
  /** A text that means NULL where it stands without quotes, such as `NULL` or `\N`. */
  readonly nullText?: string;
}

/** RFC 4180 with a header line: fields in quotes may hold delimiters, quotes (doubled) and line breaks. All values are text. */
export class CsvTable implements FileTable {
  #described: Promise<SourceTable> | undefined;

  constructor(
    readonly name: string,
    readonly file: DataFile,
    readonly options: CsvOptions,
  ) {}

  describe(): Promise<SourceTable> {
    this.#described ??= this.#describe();
    return this.#described;
  }

  async #describe(): Promise<SourceTable> {
    let header: readonly string[] | undefined;
    const filled: number[] = [];
    let rows = 0;
    for await (const records of this.#getRecords()) {
      for (const record of records) {
        if (header === undefined) header = this.#readHeader(record);
        else if (!isBlank(record, header.length)) {
          rows++;
          for (const [index, raw] of this.#readFields(record).entries()) {
            if (raw !== null) filled[index] = (filled[index] ?? 0) + 1;
          }
        }
      }
    }
    const columns = (header ?? this.#failHeader("The file is empty", 1)).map((name, index) => ({
      name,
      type: "text",
      nullable: (filled[index] ?? 0) < rows,
    }));
    return { name: this.name, columns, primaryKey: [], estimatedRows: rows };
  }

  async *read(): AsyncGenerator<(Row | BrokenRow)[]> {
    const { columns } = await this.describe();
    let isHeader = true;
    for await (const records of this.#getRecords()) {
      const rows = isHeader ? records.slice(1) : records;
      if (records.length > 0) isHeader = false;
      const page = rows
        .filter((record) => !isBlank(record, columns.length))
        .map((record) => this.#readRow(record, columns.length));
      if (page.length > 0) yield page;
    }
  }

  async *#getRecords(): AsyncGenerator<CsvRecord[]> {
    const fallback = this.file.path.toLowerCase().endsWith(".tsv") ? "\t" : ",";
    const records = new CsvRecords(this.file.path, this.options.delimiter ?? fallback);
    for await (const chunk of readChunks(this.file)) yield records.split(chunk);
    yield records.finish();
  }

  #readHeader(record: CsvRecord): string[] {
    const names = record.fields.map(({ bytes }) => bytes.toString());
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    const empty = names.indexOf("");
    if (record.fault !== undefined) this.#failHeader(`The header ${record.fault}`, record.line);
    if (twice !== undefined) this.#failHeader(`The header names "${twice}" twice`, record.line);
    if (empty !== -1) this.#failHeader(`Column ${String(empty + 1)} has no name in the header`, record.line);
    return names;
  }

  #failHeader(what: string, line: number): never {
    throw new CutoverError("source", {
      what,
      where: `${this.file.path} line ${String(line)}`,
      next: "Give the file a first line that names every column, with the same delimiter as the rows",
    });
  }

  #readRow(record: CsvRecord, columns: number): Row | BrokenRow {
    const { fields, line } = record;
    const original = record.bytes();
    const fault = record.fault ?? (fields.every(({ bytes }) => isUtf8(bytes)) ? undefined : "is not valid UTF-8");
    if (fault !== undefined) return breakRow(fault, this.file.path, line, renderBytes(original));
    if (fields.length === columns) return this.#readFields(record);
    const counts = `has ${String(fields.length)} fields, expected ${String(columns)}`;
    return breakRow(counts, this.file.path, line, renderBytes(original));
  }

  #readFields({ fields }: CsvRecord): Raw[] {
    const { empty = "quotes", nullText } = this.options;
    return fields.map(({ bytes, quoted }) => {
      if (bytes.length === 0) return empty === "text" || (empty === "quotes" && quoted) ? "" : null;
      const text = bytes.toString();
      return !quoted && text === nullText ? null : text;
    });
  }

  files() {
    return [];
  }
}

/** A line without anything: in a table of one column it is a NULL, as PostgreSQL writes it; in others it holds no row. */
function isBlank({ fields, fault }: CsvRecord, columns: number): boolean {
  const [only] = fields;
  return columns > 1 && fault === undefined && fields.length === 1 && only?.bytes.length === 0 && !only.quoted;
}
