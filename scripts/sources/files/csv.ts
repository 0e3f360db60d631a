import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import type { BrokenRow, Row, SourceTable } from "../source.js";
import { renderBytes } from "../sql/copyText.js";
import { type DataFile, type FileTable, largestRowBytes, readChunks } from "./file.js";
import { refuseCopyText } from "./copyTable.js";
import { findFormatFault, readSeparator } from "./csvFormat.js";
import { breakRow } from "./json/table.js";

export interface CsvOptions {
  /** One character; default a comma, in `.tsv` files a tab. */
  readonly delimiter?: string;
  /**
   * The meaning of an empty field. `"quotes"` (default): NULL without quotes, the empty text with quotes, as PostgreSQL writes
   * them. `"null"`: always NULL. `"text"`: always the empty text.
   */
  readonly empty?: "quotes" | "null" | "text";
  /** A text that means NULL when it is not quoted, such as `NULL` or `\N`. */
  readonly nullText?: string;
}

/** RFC 4180 with a header line: quoted fields may contain delimiters, quotes (doubled) and line breaks. All values are text. */
export class CsvTable implements FileTable {
  #described: Promise<SourceTable> | undefined;

  constructor(
    readonly name: string,
    readonly file: DataFile,
    readonly options: CsvOptions,
    readonly refusesCopyText = false,
  ) {}

  describe(): Promise<SourceTable> {
    this.#described ??= this.#describe();
    return this.#described;
  }

  async #describe(): Promise<SourceTable> {
    if (this.refusesCopyText) await refuseCopyText(this.file);
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
    const columns = (header ?? this.#throwHeaderFault("The file is empty", 1)).map((name, index) => ({
      name,
      type: "string",
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
    const chunks = readChunks(this.file)[Symbol.asyncIterator]();
    const first = (await chunks.next()).value as Buffer | undefined;
    const { delimiter, skip } = readSeparator(first);
    const records = new CsvRecords(this.file.path, this.options.delimiter ?? delimiter ?? fallback, skip === 0 ? 1 : 2);
    if (first !== undefined) yield records.split(first.subarray(skip));
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) yield records.split(chunk);
    yield records.finish();
  }

  #readHeader(record: CsvRecord): string[] {
    const { path } = this.file;
    const [only, second] = record.fields;
    const fault =
      only === undefined
        ? null
        : findFormatFault(record.bytes(), second === undefined && this.options.delimiter === undefined, path);
    if (fault !== null)
      throw new CutoverError(fileFailures.badCsv, { ...fault, where: `${path} line ${String(record.line)}` });
    const names = record.fields.map(({ bytes }) => bytes.toString());
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    const empty = names.indexOf("");
    if (record.fault !== undefined) this.#throwHeaderFault(`The header ${record.fault}`, record.line);
    if (twice !== undefined) this.#throwHeaderFault(`The header names "${twice}" twice`, record.line);
    if (empty !== -1) this.#throwHeaderFault(`Column ${String(empty + 1)} has no name in the header`, record.line);
    return names;
  }

  #throwHeaderFault(what: string, line: number): never {
    throw new CutoverError(fileFailures.headerMissing, {
      what,
      where: `${this.file.path} line ${String(line)}`,
      next: "Add a first line that names every column, with the same delimiter as the rows",
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

/** An empty line: NULL in a table of one column, as PostgreSQL writes it; otherwise no row. */
function isBlank({ fields, fault }: CsvRecord, columns: number): boolean {
  const [only] = fields;
  return columns > 1 && fault === undefined && fields.length === 1 && only?.bytes.length === 0 && !only.quoted;
}

interface CsvField {
  readonly bytes: Buffer;
  readonly quoted: boolean;
}

export interface CsvRecord {
  readonly fields: readonly CsvField[];
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** What is wrong with its quotes. */
  readonly fault: string | undefined;
  /** The record as it is in the file. */
  bytes(): Buffer;
}

const [quote, newline, carriageReturn] = [0x22, 0x0a, 0x0d];

/** Splits a CSV file into records, chunk by chunk. A quote opens a quoted field only at its start. */
export class CsvRecords {
  readonly #delimiter: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #line: number;
  /** The position within a field: only a quoted field may contain line breaks. */
  #state: "start" | "plain" | "quoted" | "quote in quoted" = "start";

  constructor(
    readonly path: string,
    delimiter: string,
    firstLine = 1,
  ) {
    this.#line = firstLine;
    this.#delimiter = delimiter.charCodeAt(0);
    if (delimiter.length === 1 && this.#delimiter < 0x80 && !/["\r\n]/.test(delimiter)) return;
    throw new CutoverError(fileFailures.csvOptions, {
      what: `${JSON.stringify(delimiter)} cannot be the delimiter of a CSV file`,
      where: path,
      next: "Use one ASCII character, such as ; or a tab",
    });
  }

  /** The records that end in this chunk. */
  split(chunk: Buffer): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (!this.#step(chunk[at] ?? 0)) continue;
      records.push(this.#cut(chunk.subarray(start, at)));
      start = at + 1;
    }
    this.#pending.push(chunk.subarray(start));
    this.#pendingBytes += chunk.length - start;
    if (this.#pendingBytes > largestRowBytes) throw this.#fault("A record is larger than 64 MiB");
    return records;
  }

  /** The last record, if the file does not end with a line break. */
  finish(): CsvRecord[] {
    if (this.#state === "quoted") throw this.#fault("A quoted field begins here and does not end");
    return this.#pendingBytes === 0 ? [] : [this.#cut(Buffer.alloc(0))];
  }

  /** Whether this byte ends a record. */
  #step(byte: number): boolean {
    switch (this.#state) {
      case "quoted":
        if (byte === quote) this.#state = "quote in quoted";
        return false;
      case "quote in quoted":
        // A doubled quote continues the field; anything else has ended it.
        if (byte === quote) {
          this.#state = "quoted";
          return false;
        }
        break;
      case "start":
        if (byte === quote) {
          this.#state = "quoted";
          return false;
        }
    }
    this.#state = byte === this.#delimiter || byte === newline ? "start" : "plain";
    return byte === newline;
  }

  #cut(last: Buffer): CsvRecord {
    const whole = Buffer.concat([...this.#pending, last]);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#state = "start";
    const line = this.#line;
    this.#line++;
    for (let at = whole.indexOf(newline); at !== -1; at = whole.indexOf(newline, at + 1)) this.#line++;
    const bytes = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
    const { fields, fault } = splitFields(bytes, this.#delimiter);
    return { fields, fault, line, bytes: () => bytes };
  }

  #fault(what: string): CutoverError {
    return new CutoverError(fileFailures.badCsv, {
      what,
      where: `${this.path} line ${String(this.#line)}`,
      next: "Quotes within a quoted field must be doubled; look for one that is not",
    });
  }
}

function splitFields(record: Buffer, delimiter: number): { fields: CsvField[]; fault: string | undefined } {
  const fields: CsvField[] = [];
  let fault: string | undefined;
  for (let at = 0; at <= record.length;) {
    const quoted = record[at] === quote;
    const close = quoted ? findClosingQuote(record, at) : at;
    const next = record.indexOf(delimiter, close);
    const end = next === -1 ? record.length : next;
    const body = quoted ? record.subarray(at + 1, close) : record.subarray(at, end);
    if (quoted && close + 1 < end) fault ??= "has text after a closing quote";
    if (!quoted && body.includes(quote)) fault ??= "has a quote inside a field that does not start with one";
    fields.push({ bytes: quoted ? undouble(body) : body, quoted });
    at = end + 1;
  }
  return { fields, fault };
}

/** The quote does close: otherwise `finish` had refused the file. */
function findClosingQuote(record: Buffer, open: number): number {
  let at = record.indexOf(quote, open + 1);
  while (at !== -1 && record[at + 1] === quote) at = record.indexOf(quote, at + 2);
  return at === -1 ? record.length : at;
}

function undouble(body: Buffer): Buffer {
  if (!body.includes(quote)) return body;
  return Buffer.from(body.toString("latin1").replaceAll('""', '"'), "latin1");
}
