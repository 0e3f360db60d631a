import type { CopyPage, CopyRows } from "../../sources/source.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";

const tab = 0x09;
const backslash = 0x5c;
const capitalN = 0x4e;

/** The most bytes that one byte of the source becomes: a control character is `\u0001`. */
const mostPerByte = 6;
/** What an encoder may write beyond that: quotes, a decimal point. */
const mostPerField = 32;

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
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  /** `fixedBytes`: what a row holds whatever its values are, such as the names of its fields. */
  constructor(
    private readonly columns: number,
    private readonly fixedBytes: number,
    private readonly decodeField: CopyRows["decodeField"],
  ) {
    this.starts = new Int32Array(columns);
    this.ends = new Int32Array(columns);
  }

  /** Finds the fields of a line. False where there are not as many as columns: the plain path says so. */
  begin(page: CopyPage, index: number): boolean {
    this.from = page.bytes;
    this.start = page.starts[index]!;
    this.end = page.ends[index]!;
    this.at = 0;
    this.makeRoom(mostPerByte * (this.end - this.start) + mostPerField * this.columns + this.fixedBytes);
    return this.splitFields();
  }

  private splitFields(): boolean {
    const { from, start, end, columns, starts, ends } = this;
    let field = 0;
    let begin = start;
    for (let at = start; at < end; at++) {
      if (from[at] !== tab) continue;
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

  isNull(column: number): boolean {
    const start = this.starts[column]!;
    return this.ends[column]! - start === 2 && this.from[start] === backslash && this.from[start + 1] === capitalN;
  }

  /** A field's text; undefined where its escapes are damaged. */
  text(column: number): Raw | undefined {
    const [start, end] = [this.starts[column]!, this.ends[column]!];
    if (!this.hasBackslash(start, end)) return this.from.toString("utf8", start, end);
    return this.decodeField(this.from.subarray(start, end));
  }

  private hasBackslash(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.from[at] === backslash) return true;
    return false;
  }

  writeText(text: string): void {
    this.makeRoom(
      this.at + 3 * text.length + mostPerByte * (this.end - this.start) + mostPerField * this.columns + this.fixedBytes,
    );
    this.at += this.out.write(text, this.at);
  }

  writeBytes(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) this.out[this.at++] = bytes[index]!;
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.out.length) return;
    const grown = Buffer.allocUnsafe(2 * bytes);
    this.out.copy(grown, 0, 0, this.at);
    this.out = grown;
  }
}
