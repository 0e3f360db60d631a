import { type FileHandle, open } from "node:fs/promises";
import { byte, findTokenEnd, skipSpace, type Token, toToken } from "../sql/tokens.js";

/** Reads SQL forward through a window on a file: token by token, or a statement at a time. */
export class SqlReader {
  /** The next byte, as a position in the window. */
  at = 0;

  constructor(readonly window: FileWindow) {}

  /** The next byte, as a position in the file. */
  get offset(): number {
    return this.window.base + this.at;
  }

  /** Moves to the next byte that is not white space; false at the end of the file. */
  async skipSpace(): Promise<boolean> {
    for (;;) {
      this.at = skipSpace(this.window.bytes, this.at);
      if (this.at < this.window.bytes.length) return true;
      if (this.window.isFinal) return false;
      await this.more();
    }
  }

  /** The next byte that is not white space; undefined at the end. */
  async peek(): Promise<number | undefined> {
    return (await this.skipSpace()) ? this.window.bytes[this.at] : undefined;
  }

  /** The next token, comments included; undefined where the file ends, also in the middle of a token. */
  async next(): Promise<Token | undefined> {
    if (!(await this.skipSpace())) return undefined;
    for (;;) {
      const end = findTokenEnd(this.window.bytes, this.at, this.window.isFinal);
      if (end !== -1) {
        const token = toToken(this.window.bytes, this.at, end);
        this.at = end;
        return token;
      }
      if (this.window.isFinal) return undefined;
      await this.more();
    }
  }

  /** Moves behind the semicolon that ends the statement; false when the file ends first. */
  async skipStatement(): Promise<boolean> {
    for (let depth = 0; ;) {
      const { bytes, isFinal } = this.window;
      let at = skipSpace(bytes, this.at);
      while (at < bytes.length) {
        const end = findTokenEnd(bytes, at, isFinal);
        if (end === -1) break;
        const first = bytes[at];
        if (first === byte.open) depth++;
        else if (first === byte.close) depth--;
        this.at = end;
        if (first === byte.semicolon && depth <= 0) return true;
        at = skipSpace(bytes, end);
      }
      this.at = at;
      if (isFinal) return false;
      await this.more();
    }
  }

  /** The rest of the line, without its end; moves behind it. */
  async readLine(): Promise<string> {
    for (;;) {
      const { bytes, isFinal } = this.window;
      const end = bytes.indexOf(byte.newline, this.at);
      if (end !== -1 || isFinal) {
        const line = bytes.toString("utf8", this.at, end === -1 ? bytes.length : end);
        this.at = end === -1 ? bytes.length : end + 1;
        return line;
      }
      await this.more();
    }
  }

  /** Moves behind COPY's `\.` line and gives the offset where its data ends; undefined when the file ends first. */
  async skipCopyData(): Promise<number | undefined> {
    const start = this.offset;
    for (let from = this.at; ;) {
      const { bytes, isFinal, base } = this.window;
      const found = bytes.indexOf("\\.", from);
      const follows = found === -1 ? -1 : getLineEnd(bytes, found + 2, isFinal);
      if (found !== -1 && (isFinal || follows !== undefined)) {
        const isLineStart = base + found === start || bytes[found - 1] === byte.newline;
        if (isLineStart && follows !== undefined && follows !== -1) {
          this.at = follows;
          return base + found;
        }
        from = found + 2;
        continue;
      }
      if (isFinal) return undefined;
      // Keeps the end of the last line: the terminator, or the newline before it, may be cut in two.
      this.at = Math.max(this.at, found === -1 ? bytes.length - 3 : found - 1);
      await this.more();
      from = this.at;
    }
  }

  async more(): Promise<void> {
    await this.window.more(this.at);
    this.at = 0;
  }
}

/** Behind the line end at `at`; −1 where none stands; undefined where the bytes stop too early to say. */
function getLineEnd(bytes: Buffer, at: number, isFinal: boolean): number | undefined {
  const next = bytes[at] === 0x0d ? at + 1 : at;
  if (next >= bytes.length) return isFinal ? bytes.length : undefined;
  return bytes[next] === byte.newline ? next + 1 : -1;
}

const chunkBytes = 256 * 1024;

/** A part of a file that slides forward and grows when one token is larger than it. */
export class FileWindow {
  /** What is in memory. Valid until `more`: the memory is used again. */
  bytes: Buffer = Buffer.alloc(0);
  /** Where in the file `bytes` starts. */
  base: number;
  /** Nothing follows `bytes`. */
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

  /** Forgets what stands before `keep` and reads on, at least as much as is kept. */
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
