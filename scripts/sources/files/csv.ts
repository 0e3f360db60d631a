import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import type { BrokenRow, Row, SourceTable } from "../source.js";
import { renderBytes } from "../sql/copyText.js";
import { type DataFile, type FileTable, readChunks } from "./file.js";
import { refuseCopyText } from "./copyTable.js";
import { findFormatFault, readSeparator } from "./csvFormat.js";
import { type CsvRecord, CsvRecords } from "./csvRecords.js";
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
  /** The header names one column less than it has delimiters. */
  #endsWithDelimiter = false;

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
          if (this.#endsWithDelimiter) this.#refuseUnnamed(record, header);
          for (const [index, raw] of this.#readFields(record).entries()) {
            if (raw !== null) filled[index] = (filled[index] ?? 0) + 1;
          }
        }
      }
    }
    const columns = (header ?? this.#throwHeaderFault("The file is empty", 1, nameEveryColumn)).map((name, index) => ({
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
    const { line } = record;
    if (record.fault !== undefined) this.#throwHeaderFault(`The header ${record.fault}`, line, "Fix the quotes in it");
    this.#endsWithDelimiter = names.length > 1 && empty === names.length - 1;
    if (empty !== -1 && !this.#endsWithDelimiter) this.#throwHeaderFault(...describeUnnamed(names, empty, line));
    const next = `Give one of the two another name in line ${String(line)}`;
    if (twice !== undefined) this.#throwHeaderFault(`The header names "${twice}" twice`, line, next);
    return this.#endsWithDelimiter ? names.slice(0, -1) : names;
  }

  /** The column behind the header's last delimiter has no name: nothing is lost as long as it is empty. */
  #refuseUnnamed({ fields, line }: CsvRecord, header: readonly string[]): void {
    const at = header.length;
    if ((fields[at]?.bytes.length ?? 0) === 0) return;
    const [, , next] = describeUnnamed([...header, ""], at, line);
    this.#throwHeaderFault(`Column ${String(at + 1)} has a value here, and no name in the header`, line, next);
  }

  #throwHeaderFault(what: string, line: number, next: string): never {
    const where = `${this.file.path} line ${String(line)}`;
    throw new CutoverError(fileFailures.headerMissing, { what, where, next });
  }

  #readRow(record: CsvRecord, columns: number): Row | BrokenRow {
    const { fields, line } = record;
    const original = record.bytes();
    const fault = record.fault ?? (fields.every(({ bytes }) => isUtf8(bytes)) ? undefined : "is not valid UTF-8");
    if (fault !== undefined) return breakRow(fault, this.file.path, line, renderBytes(original));
    if (fields.length === columns) return this.#readFields(record);
    if (this.#endsWithDelimiter && fields.length === columns + 1) return this.#readFields(record).slice(0, -1);
    return breakRow(describeWidth(fields, columns), this.file.path, line, renderBytes(original));
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

const nameEveryColumn = "Add a first line that names every column, with the same delimiter as the rows";

/** What a header is repeated up to. */
const shownHeader = 200;

/** What, where, and line 1 as it may be. */
function describeUnnamed(
  names: readonly string[],
  at: number,
  line: number,
): [what: string, line: number, next: string] {
  const named = names.map((name, index) => (index === at ? `column${String(at + 1)}` : name)).join(" | ");
  const shown = named.length > shownHeader ? "" : `: ${named}`;
  const next = `Write a name for column ${String(at + 1)} into the header, such as column${String(at + 1)}${shown}`;
  return [`Column ${String(at + 1)} has no name in the header`, line, next];
}

/** A row is as wide as the header, or it is not known which of its fields is which. */
function describeWidth(fields: CsvRecord["fields"], columns: number): string {
  const count = fields.length;
  const what = `has ${String(count)} ${count === 1 ? "field" : "fields"}, expected ${String(columns)}`;
  if (count < columns)
    return `${what}: a delimiter is missing, or a line break in a field without quotes has cut it in two`;
  const isTrailed = fields.slice(columns).every(({ bytes }) => bytes.length === 0);
  return isTrailed
    ? `${what}: take the delimiter at its end away, or write one at the end of the header, too`
    : `${what}: put the field that holds a delimiter into quotes`;
}

/** An empty line: NULL in a table of one column, as PostgreSQL writes it; otherwise no row. */
function isBlank({ fields, fault }: CsvRecord, columns: number): boolean {
  const [only] = fields;
  return columns > 1 && fault === undefined && fields.length === 1 && only?.bytes.length === 0 && !only.quoted;
}
