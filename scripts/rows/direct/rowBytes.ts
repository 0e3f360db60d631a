import type { CopyPage, CopyRows, Row } from "../../sources/source.js";
import { backslash, copyBytes, hasBackslash } from "../../../convex/shared/kinds/encode.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";

const tab = 0x09;
const capitalN = 0x4e;

/** Letters behind a backslash that are whole escapes, whatever follows: what COPY itself writes. */
const plainEscapes = new Uint8Array(256);
for (const letter of "\\bfnrtvN") plainEscapes[letter.charCodeAt(0)] = 1;

/** The most bytes that one byte of the source becomes: a control character is `\u0001`. */
const mostPerByte = 6;

/** What a row may take beyond the bytes of its columns. */
export interface RowRoom {
  /** How many fields at most read one column. */
  readonly copies: number;
  /** What the row holds whatever its values are: the names of its fields, and punctuation. */
  readonly fixedBytes: number;
}

/**
 * One row on its way from COPY's bytes to a line of JSON. Reused from row to row. `out` has room for all that encoders may write,
 * since each row makes room for itself.
 */
export class RowBytes {
  from: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  out = Buffer.allocUnsafe(64 * 1024);
  at = 0;
  /** The row with the plan's derived columns behind those of the source, of which it may lack some. */
  derived: Row = [];
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  constructor(
    private readonly columns: number,
    private readonly room: RowRoom,
    private readonly decodeField: CopyRows["decodeField"],
  ) {
    this.starts = new Int32Array(columns);
    this.ends = new Int32Array(columns);
  }

  /**
   * Finds the fields of a line. False where the plain path has to decide about it: there are not as many as columns, or an escape, in
   * whatever column, is one that COPY does not write and that may be damaged.
   */
  begin(page: CopyPage, index: number): boolean {
    this.from = page.bytes;
    this.start = page.starts[index]!;
    this.end = page.ends[index]!;
    this.at = 0;
    this.makeRoom(this.mostOfRow());
    return this.splitFields();
  }

  private splitFields(): boolean {
    const { from, start, end, columns, starts, ends } = this;
    let field = 0;
    let begin = start;
    for (let at = start; at < end; at++) {
      const byte = from[at];
      if (byte === backslash && (++at >= end || plainEscapes[from[at]!] === 0)) return false;
      if (byte !== tab) continue;
      if (field >= columns - 1) return false;
      starts[field] = begin;
      ends[field++] = at;
      begin = at + 1;
    }
    if (field !== columns - 1) return false;
    starts[field] = begin;
    ends[field] = end;
    return true;
  }

  /** Of the derived columns. */
  get forms(): Row["forms"] {
    return this.derived.forms;
  }

  isNull(column: number): boolean {
    if (column >= this.columns) return (this.derived[column] ?? null) === null;
    const start = this.starts[column]!;
    return this.ends[column]! - start === 2 && this.from[start] === backslash && this.from[start + 1] === capitalN;
  }

  /** A field's text; undefined where its escapes are damaged. */
  text(column: number): Raw | undefined {
    if (column >= this.columns) return this.derived[column] ?? null;
    const [start, end] = [this.starts[column]!, this.ends[column]!];
    if (!hasBackslash(this.from, start, end)) return this.from.toString("utf8", start, end);
    return this.decodeField(this.from.subarray(start, end));
  }

  writeText(text: string): void {
    this.makeRoom(this.at + 3 * text.length + this.mostOfRow());
    this.at += this.out.write(text, this.at);
  }

  /** Bytes of any number that the plan puts into every row. */
  writeConstant(bytes: Uint8Array): void {
    this.makeRoom(this.at + bytes.length + this.mostOfRow());
    this.writeBytes(bytes);
  }

  /** For names and punctuation, for which each row has room. */
  writeBytes(bytes: Uint8Array): void {
    this.at = copyBytes(bytes, 0, bytes.length, this.out, this.at);
  }

  /** What the encoded columns of this row may take, and all that is the same in each. */
  private mostOfRow(): number {
    return this.room.copies * mostPerByte * (this.end - this.start) + this.room.fixedBytes;
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.out.length) return;
    const grown = Buffer.allocUnsafe(2 * bytes);
    this.out.copy(grown, 0, 0, this.at);
    this.out = grown;
  }
}
