import { isAscii, isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { BrokenRow, CopyPage, Row } from "../source.js";

const tab = 0x09;
const newline = 0x0a;
const carriageReturn = 0x0d;
const backslash = 0x5c;
const capitalN = 0x4e;
const letterX = 0x78;
const digit0 = 0x30;
const digit7 = 0x37;

/** Splits COPY's text format into pages of whole lines, chunk by chunk, and decodes their rows. */
export class CopyTextDecoder {
  /** How many lines there were so far. */
  rows = 0;
  #pending: Buffer[] = [];

  constructor(
    readonly columns: number,
    readonly renderWhere: (row: number) => string | Promise<string>,
  ) {}

  /** The lines that end in this chunk; null where none does. */
  split(chunk: Buffer): CopyPage | null {
    // Copied, since the reader of the file or socket may reuse the chunk's memory.
    const last = chunk.lastIndexOf(newline);
    if (last === -1) {
      this.#pending.push(Buffer.from(chunk));
      return null;
    }
    const bytes = Buffer.concat([...this.#pending, chunk.subarray(0, last + 1)]);
    this.#pending = last + 1 < chunk.length ? [Buffer.from(chunk.subarray(last + 1))] : [];
    const [starts, ends]: [number[], number[]] = [[], []];
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(newline, start);
      starts.push(start);
      // COPY escapes a carriage return in data, so a bare one belongs to a Windows line ending.
      ends.push(end > start && bytes[end - 1] === carriageReturn ? end - 1 : end);
      start = end + 1;
    }
    const before = this.rows;
    this.rows += ends.length;
    return { bytes, starts, ends, before, isUtf8: isUtf8(bytes) };
  }

  /** Whether the bytes so far end within a row. */
  get unfinished(): boolean {
    return this.#pending.length > 0;
  }

  /** The rows of a page. */
  async decode(page: CopyPage): Promise<(Row | BrokenRow)[]> {
    const rows: (Row | BrokenRow)[] = [];
    for (let index = 0; index < page.ends.length; index++) {
      const row = this.#decodeLine(page, index);
      rows.push(typeof row === "string" ? await this.#describeBroken(row, page, index) : row);
    }
    return rows;
  }

  async decodeRow(page: CopyPage, index: number): Promise<Row | BrokenRow> {
    const row = this.#decodeLine(page, index);
    return typeof row === "string" ? await this.#describeBroken(row, page, index) : row;
  }

  #decodeLine(page: CopyPage, index: number): Row | string {
    const line = lineOf(page, index);
    return page.isUtf8 || isUtf8(line) ? decodeCopyLine(line, this.columns) : "is not valid UTF-8";
  }

  async #describeBroken(broken: string, page: CopyPage, index: number): Promise<BrokenRow> {
    const where = await this.renderWhere(page.before + index + 1);
    return { broken: `The row ${broken}`, where, original: renderBytes(lineOf(page, index)) };
  }
}

export async function* decodePages(
  pages: AsyncIterable<CopyPage>,
  decoder: CopyTextDecoder,
): AsyncGenerator<(Row | BrokenRow)[]> {
  for await (const page of pages) yield await decoder.decode(page);
}

function lineOf(page: CopyPage, index: number): Buffer {
  return page.bytes.subarray(page.starts[index], page.ends[index]);
}

/** The fields of one line, or what is wrong with it. */
export function decodeCopyLine(line: Buffer, columns: number): Raw[] | string {
  const fields: Raw[] = [];
  const encoding = isAscii(line) ? "latin1" : "utf8";
  let start = 0;
  let escaped = false;
  for (let at = 0; at <= line.length; at++) {
    const byte = at === line.length ? tab : line[at];
    if (byte === backslash) escaped = true;
    if (byte !== tab) continue;
    if (!escaped) fields.push(line.toString(encoding, start, at));
    else if (at - start === 2 && line[start + 1] === capitalN) fields.push(null);
    else {
      const bytes = unescape(line.subarray(start, at));
      if (bytes === undefined || !isUtf8(bytes)) return "has a damaged escape";
      fields.push(bytes.toString());
    }
    start = at + 1;
    escaped = false;
  }
  // A table without columns prints an empty line per row.
  if (columns === 0 && line.length === 0) return [];
  if (fields.length === columns) return fields;
  return `has ${String(fields.length)} fields, expected ${String(columns)}`;
}

/** One field alone; undefined where its escapes are damaged. */
export function decodeCopyField(field: Buffer): Raw | undefined {
  const fields = decodeCopyLine(field, 1);
  return typeof fields === "string" ? undefined : fields[0];
}

/** The meaning of the byte after a backslash; by default the byte itself. */
const escapes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
for (const [letter, byte] of Object.entries({ b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 })) {
  escapes[letter.charCodeAt(0)] = byte;
}
const numericEscape = /^(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2})/;

/** One unescape pass over bytes: octal and hexadecimal escapes may spell parts of a UTF-8 sequence. */
function unescape(field: Buffer): Buffer | undefined {
  const out = Buffer.allocUnsafe(field.length);
  let length = 0;
  for (let at = 0; at < field.length; at++) {
    let byte = field[at] ?? 0;
    if (byte === backslash) {
      const next = field[++at];
      if (next === undefined) return undefined;
      byte = escapes[next] ?? 0;
      const isNumeric = next === letterX || (next >= digit0 && next <= digit7);
      const number = isNumeric ? numericEscape.exec(field.toString("latin1", at, at + 3))?.[0] : undefined;
      if (number !== undefined) {
        byte = (next === letterX ? parseInt(number.slice(1), 16) : parseInt(number, 8)) & 0xff;
        at += number.length - 1;
      }
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** Bytes as text without loss: invalid UTF-8 becomes `\xNN`, as COPY would read it. */
export function renderBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((n) => at + n <= bytes.length && isUtf8(bytes.subarray(at, at + n)));
    text += length === undefined ? `\\x${bytes.toString("hex", at, at + 1)}` : bytes.toString("utf8", at, at + length);
    at += length ?? 1;
  }
  return text;
}
