import { type FileHandle, open } from "node:fs/promises";
import { byte, findTokenEnd, skipSpace, type Token, toToken } from "../sql/tokens.js";

/** Reads the SQL of a file forward, by token or by statement. */
export class SqlReader {
  /** The position of the next byte in the window. */
  #at = 0;
  /** Whether a backslash escapes in every '…': `standard_conforming_strings` is off. */
  escapes = false;
  /** Whether the statement that `skipStatement` skipped says UPDATE outside parentheses. */
  hasUpdate = false;

  constructor(readonly window: FileWindow) {}

  /** The position of the next byte in the file. */
  get offset(): number {
    return this.window.base + this.#at;
  }

  /** Moves to the next byte that is not white space; false at the end of the file. */
  async skipSpace(): Promise<boolean> {
    while (true) {
      this.#at = skipSpace(this.window.bytes, this.#at);
      if (this.#at < this.window.bytes.length) return true;
      if (this.window.isFinal) return false;
      await this.#more();
    }
  }

  /** The next byte that is not white space, not consumed; undefined at the end of the file. */
  async peek(): Promise<number | undefined> {
    return (await this.skipSpace()) ? this.window.bytes[this.#at] : undefined;
  }

  /** The next token, comments included; undefined at the end of the file, even within a token. */
  async next(): Promise<Token | undefined> {
    if (!(await this.skipSpace())) return undefined;
    while (true) {
      const end = findTokenEnd(this.window.bytes, this.#at, this.window.isFinal, this.escapes);
      if (end !== -1) {
        const token = toToken(this.window.bytes, this.#at, end, this.escapes);
        this.#at = end;
        return token;
      }
      if (this.window.isFinal) return undefined;
      await this.#more();
    }
  }

  /** Moves past the semicolon that ends the statement; false if the file ends first. */
  async skipStatement(): Promise<boolean> {
    let depth = 0;
    this.hasUpdate = false;
    while (true) {
      const { bytes, isFinal } = this.window;
      let at = skipSpace(bytes, this.#at);
      while (at < bytes.length) {
        const end = findTokenEnd(bytes, at, isFinal, this.escapes);
        if (end === -1) break;
        const first = bytes[at];
        if (depth === 0 && end - at === 6 && isUpdate(bytes, at)) this.hasUpdate = true;
        if (first === byte.open) depth++;
        else if (first === byte.close) depth--;
        this.#at = end;
        if (first === byte.semicolon && depth <= 0) return true;
        at = skipSpace(bytes, end);
      }
      this.#at = at;
      if (isFinal) return false;
      await this.#more();
    }
  }

  /** Reads the rest of the line and returns it without its line end. */
  async readLine(): Promise<string> {
    while (true) {
      const { bytes, isFinal } = this.window;
      const end = bytes.indexOf(byte.newline, this.#at);
      if (end !== -1 || isFinal) {
        const line = bytes.toString("utf8", this.#at, end === -1 ? bytes.length : end);
        this.#at = end === -1 ? bytes.length : end + 1;
        return line;
      }
      await this.#more();
    }
  }

  /**
   * Moves past COPY's `\.` line and returns the offset where the data ends; undefined if the file ends first. Only a line that
   * is exactly `\.` ends the data. It may be cut in two: of a window that ends in `1\tx\n\`, the last
   * three bytes are kept until `.\n` arrives.
   */
  async skipCopyData(): Promise<{ readonly end: number; readonly rows: number } | undefined> {
    const start = this.offset;
    let rows = 0;
    let from = this.#at;
    while (true) {
      const { bytes, isFinal, base } = this.window;
      const dot = bytes.indexOf("\\.", from);
      const line = dot === -1 ? undefined : findLineEnd(bytes, dot + 2, isFinal);
      if (line !== undefined && line.kind !== "unknown") {
        const isLineStart = base + dot === start || bytes[dot - 1] === byte.newline;
        if (isLineStart && line.kind === "end") {
          rows += countLines(bytes, this.#at, dot);
          this.#at = line.next;
          return { end: base + dot, rows };
        }
        from = dot + 2;
        continue;
      }
      if (isFinal) return undefined;
      // Keeps the end of the last line: the terminator, or the newline before it, may be cut in two.
      const at = Math.max(this.#at, dot === -1 ? bytes.length - 3 : dot - 1);
      rows += countLines(bytes, this.#at, at);
      this.#at = at;
      await this.#more();
      from = this.#at;
    }
  }

  /** Whether the next bytes are `text`; false also near the end of the file. */
  async startsWith(text: Buffer): Promise<boolean> {
    if (this.#at + text.length > this.window.bytes.length) await this.#more();
    return this.window.bytes.subarray(this.#at, this.#at + text.length).equals(text);
  }

  skip(length: number): void {
    this.#at += length;
  }

  /** A copy of the bytes from this file offset to the next byte; undefined if the window has moved on. */
  copyFrom(offset: number): Buffer | undefined {
    const { base, bytes } = this.window;
    return offset < base ? undefined : Buffer.from(bytes.subarray(offset - base, this.#at));
  }

  async #more(): Promise<void> {
    await this.window.more(this.#at);
    this.#at = 0;
  }
}

function isUpdate(bytes: Buffer, at: number): boolean {
  return bytes.toString("latin1", at, at + 6).toUpperCase() === "UPDATE";
}

type LineEnd =
  /** A line ends here; `next` is the position after it. */
  | { readonly kind: "end"; readonly next: number }
  /** Something else follows on this line. */
  | { readonly kind: "none" }
  /** The window ends too early to decide. */
  | { readonly kind: "unknown" };

function findLineEnd(bytes: Buffer, at: number, isFinal: boolean): LineEnd {
  const next = bytes[at] === 0x0d ? at + 1 : at;
  if (next >= bytes.length) return isFinal ? { kind: "end", next: bytes.length } : { kind: "unknown" };
  return bytes[next] === byte.newline ? { kind: "end", next: next + 1 } : { kind: "none" };
}

const chunkBytes = 256 * 1024;

/** A window that slides forward over a file, and grows if one token is larger than the window. */
export class FileWindow {
  /** The bytes in memory. Valid until `more`, which reuses the memory. */
  bytes: Buffer = Buffer.alloc(0);
  /** The position of `bytes` in the file. */
  base: number;
  /** Whether `bytes` ends at the end of the file. */
  isFinal = false;
  #memory = Buffer.allocUnsafe(2 * chunkBytes);

  private constructor(
    readonly file: FileHandle,
    start: number,
    readonly end: number,
  ) {
    this.base = start;
  }

  static async open(path: string, start = 0, end = Infinity): Promise<FileWindow> {
    return new FileWindow(await open(path, "r"), start, end);
  }

  /** Drops the bytes before `keep` and reads at least as many bytes as are kept. */
  async more(keep: number): Promise<void> {
    const kept = this.bytes.length - keep;
    const wanted = Math.max(chunkBytes, kept);
    if (kept + wanted > this.#memory.length) {
      const larger = Buffer.allocUnsafe(2 * (kept + wanted));
      this.bytes.copy(larger, 0, keep);
      this.#memory = larger;
    } else {
      this.#memory.copyWithin(0, keep, keep + kept);
    }
    this.base += keep;
    const length = Math.min(wanted, this.end - this.base - kept);
    const { bytesRead } = await this.file.read(this.#memory, kept, length, this.base + kept);
    this.isFinal = bytesRead === 0;
    this.bytes = this.#memory.subarray(0, kept + bytesRead);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(byte.newline, start); at !== -1 && at < end; at = bytes.indexOf(byte.newline, at + 1))
    lines += 1;
  return lines;
}
