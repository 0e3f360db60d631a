import { isUtf8 } from "node:buffer";
import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import type { BrokenRow, Row, SourceTable } from "../source.js";
import { decodeCopyLine, renderBytes } from "../sql/copyText.js";
import { type DataFile, type FileTable, type Line, readLines } from "./file.js";
import { breakRow } from "./json/table.js";

/** COPY's text format with a header line, as `COPY … TO 'x.tsv' WITH (HEADER)` writes it. */
export class CopyTable implements FileTable {
  #described: Promise<SourceTable> | undefined;

  constructor(
    readonly name: string,
    readonly file: DataFile,
  ) {}

  describe(): Promise<SourceTable> {
    this.#described ??= this.#describe();
    return this.#described;
  }

  async #describe(): Promise<SourceTable> {
    let names: readonly string[] | undefined;
    const nulls = new Set<number>();
    let rows = 0;
    for await (const lines of readLines(this.file)) {
      for (const line of lines.filter(isRow)) {
        if (names === undefined) names = this.#readHeader(line);
        else {
          rows++;
          const row = this.#readRow(line, names.length);
          for (const [at] of names.entries()) if ("broken" in row || row[at] === null) nulls.add(at);
        }
      }
    }
    const columns = (names ?? []).map((name, at) => ({ name, type: "string", nullable: nulls.has(at) }));
    return { name: this.name, columns, primaryKey: [], estimatedRows: rows };
  }

  async *read(): AsyncGenerator<(Row | BrokenRow)[]> {
    const { columns } = await this.describe();
    let isHeader = true;
    for await (const lines of readLines(this.file)) {
      const rows = lines.filter(isRow);
      const page = (isHeader ? rows.slice(1) : rows).map((line) => this.#readRow(line, columns.length));
      if (rows.length > 0) isHeader = false;
      if (page.length > 0) yield page;
    }
  }

  #readHeader({ bytes, number }: Line): string[] {
    const names = decodeCopyLine(bytes, bytes.toString("latin1").split("\t").length);
    const isValid = typeof names !== "string" && names.every((name) => name !== null && name !== "");
    if (isValid && new Set(names).size === names.length) return names as string[];
    throw new CutoverError(fileFailures.headerMissing, {
      what: "The first line does not name every column once",
      where: `${this.file.path} line ${String(number)}`,
      next: "Write the file with a header: COPY … TO 'file.tsv' WITH (HEADER)",
    });
  }

  #readRow({ bytes, number }: Line, columns: number): Row | BrokenRow {
    const row = isUtf8(bytes) ? decodeCopyLine(bytes, columns) : "is not valid UTF-8";
    return typeof row === "string" ? breakRow(row, this.file.path, number, renderBytes(bytes)) : row;
  }

  files() {
    return [];
  }
}

/** Neither psql's end of data nor the empty line after the last one. */
function isRow({ bytes }: Line): boolean {
  return bytes.length > 0 && !bytes.equals(endOfData);
}

const endOfData = Buffer.from("\\.");
const backslash = 0x5c;
const copyLine = /^(?:[^\\]|\\[\\bfnrtv]|(?<![^\t])\\N(?![^\t]))*$/;

/**
 * Refuses a file of tabs that looks like COPY's text format, where `\N` is NULL and `\t` a tab: read as it is, it would give
 * letters. It looks so if COPY could have written every line that holds a backslash.
 */
export async function refuseCopyText(file: DataFile): Promise<void> {
  let [count, example] = [0, 0];
  for await (const lines of readLines(file)) {
    for (const { bytes, number } of lines) {
      if (!bytes.includes(backslash)) continue;
      if (!copyLine.test(bytes.toString())) return;
      count++;
      if (example === 0) example = number;
    }
  }
  if (count === 0) return;
  throw new CutoverError(fileFailures.copyText, {
    what: `This looks like COPY's text format, in which \\N is NULL and \\t a tab: ${String(count)} lines hold backslashes`,
    where: `${file.path} line ${String(example)}`,
    next: `If PostgreSQL wrote the file, have it decoded: ${file.locator("copy")}. If the backslashes are text, read it unchanged: ${file.locator("plain")}`,
  });
}
