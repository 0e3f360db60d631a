import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { renderBytes } from "../sql/copyText.js";
import { byte, findQuoteEnd, findTokenEnd, skipSpace } from "../sql/tokens.js";
import type { DumpBlock } from "./contents.js";
import { FileWindow } from "./reader.js";

/** A tuple that could not be read, and its position in the file. */
export interface BrokenTuple {
  readonly broken: string;
  readonly offset: number;
  readonly original: string;
}

export interface InsertOptions {
  readonly hasRewrittenLines: boolean;
  /** The column of each value; undefined where the dump writes DEFAULT. */
  readonly columns: readonly (string | undefined)[];
}

const pageRows = 500;

/** The tuples of a block of INSERT statements, page by page. */
export async function* readInserts(block: DumpBlock, options: InsertOptions): AsyncGenerator<(Raw[] | BrokenTuple)[]> {
  const window = await FileWindow.open(block.path, block.start, block.end);
  const parser = new InsertParser(window, options);
  try {
    for (;;) {
      const page = parser.readPage();
      if (page.length > 0) yield page;
      else if (window.isFinal) return;
      else await parser.more();
    }
  } finally {
    await window.close();
  }
}

/** The indexes at which a block's first tuple has DEFAULT. */
export async function findDefaults(block: DumpBlock): Promise<number[]> {
  const window = await FileWindow.open(block.path, block.start, block.end);
  const parser = new InsertParser(window);
  try {
    while (parser.readPage(1).length === 0 && !window.isFinal) await parser.more();
    return parser.defaults;
  } finally {
    await window.close();
  }
}

class InsertParser {
  /** The indexes at which the last tuple has DEFAULT. */
  readonly defaults: number[] = [];

  #at = 0;
  /** After VALUES, where tuples follow. */
  #isInValues = false;
  readonly #bounds: number[] = [];

  constructor(
    readonly window: FileWindow,
    readonly options?: InsertOptions,
  ) {}

  async more() {
    await this.window.more(this.#at);
    this.#at = 0;
  }

  /** The tuples in memory; none if more bytes are needed. */
  readPage(rows = pageRows): (Raw[] | BrokenTuple)[] {
    const { bytes, isFinal } = this.window;
    const page: (Raw[] | BrokenTuple)[] = [];
    while (page.length < rows) {
      const start = skipSpace(bytes, this.#at);
      if (start === bytes.length) break;
      const isTuple = this.#isInValues && bytes[start] === byte.open;
      const end = isTuple ? scanTuple(bytes, start, isFinal, this.#bounds) : findTokenEnd(bytes, start, isFinal);
      if (end === -1) break;
      if (isTuple) page.push(this.#readTuple(start, end));
      else if (bytes[start] === byte.semicolon) this.#isInValues = false;
      else if (isValues(bytes, start, end)) this.#isInValues = true;
      this.#at = end;
    }
    return page;
  }

  #readTuple(start: number, end: number): Raw[] | BrokenTuple {
    const { bytes } = this.window;
    const tuple = bytes.subarray(start, end);
    if (!isUtf8(tuple)) return this.#breakTuple(start, tuple, "The row is not valid UTF-8");
    if (this.options?.hasRewrittenLines === true && rewrittenLine.test(tuple.toString()))
      return this.#breakTuple(start, tuple, rewritten);
    const values: Raw[] = [];
    this.defaults.length = 0;
    for (let i = 0; i < this.#bounds.length; i += 2) {
      const value = readValue(bytes, this.#bounds[i] ?? 0, this.#bounds[i + 1] ?? 0);
      if (value === undefined)
        return this.#breakTuple(start, tuple, `Value ${String(i / 2 + 1)} is not a value that pg_dump writes`);
      if (value === isDefault) this.defaults.push(i / 2);
      values.push(value === isDefault ? null : value);
    }
    const broken = this.#findFault(values.length);
    return broken === undefined ? values : this.#breakTuple(start, tuple, broken);
  }

  #findFault(width: number): string | undefined {
    const { columns } = this.options ?? {};
    if (columns === undefined) return undefined;
    if (columns.length !== width) return `The row has ${String(width)} values, expected ${String(columns.length)}`;
    const name = this.defaults.map((place) => columns[place]).find((column) => column !== undefined);
    return name === undefined ? undefined : `The dump has DEFAULT instead of a value for column "${name}" of this row`;
  }

  #breakTuple(start: number, tuple: Buffer, broken: string): BrokenTuple {
    return { broken, offset: this.window.base + start, original: renderBytes(tuple) };
  }
}

/** The result of the sed in `supabase db dump` on a line that starts with `\restrict`, even within a value. */
const rewrittenLine = /\n-- \\(?:un)?restrict /;
const rewritten =
  "A value contains a line that supabase db dump may have changed (it writes -- in front of \\restrict); dump with --use-copy";

function isValues(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 6 && bytes.toString("latin1", start, end).toUpperCase() === "VALUES";
}

/** The value of a generated column in an INSERT without a column list. */
const isDefault = Symbol("DEFAULT");

/** The end of the tuple `(…, …)` at `at`; −1 if the bytes end before it. Writes start and end of each value to `bounds`. */
function scanTuple(bytes: Buffer, at: number, isFinal: boolean, bounds: number[]): number {
  bounds.length = 0;
  let depth = 0;
  for (let pos = at; pos < bytes.length;) {
    const end = findTokenEnd(bytes, pos, isFinal);
    if (end === -1) return -1;
    const first = bytes[pos];
    if (first === byte.open && ++depth === 1) bounds.push(end);
    else if (first === byte.comma && depth === 1) bounds.push(pos, end);
    else if (first === byte.close && --depth === 0) {
      bounds.push(pos);
      return end;
    }
    pos = skipSpace(bytes, end);
  }
  return -1;
}

/**
 * A value of an INSERT as COPY would print it; undefined if pg_dump would not write it.
 * The rules are those of `dumpTableData_insert` in pg_dump.c.
 */
function readValue(bytes: Buffer, from: number, to: number): Raw | undefined | typeof isDefault {
  const start = skipSpace(bytes, from);
  const first = bytes[start];
  if (first === byte.quote) return readString(bytes, start, to);
  if (bytes[start + 1] === byte.quote) {
    const letter = (first ?? 0) | 0x20;
    // Bit strings print as B'101'.
    if (letter === 0x62) return readString(bytes, start + 1, to);
    return letter === 0x65 ? readEscapeString(bytes, start, to) : undefined;
  }
  return readWord(bytes.toString("latin1", start, to));
}

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function readWord(text: string): Raw | undefined | typeof isDefault {
  const word = text.replace(/::[\s\S]*$/, "").trim();
  if (numberPattern.test(word)) return word;
  switch (word.toUpperCase()) {
    case "NULL":
      return null;
    case "TRUE":
      return "t";
    case "FALSE":
      return "f";
    case "DEFAULT":
      return isDefault;
    default:
      return undefined;
  }
}

function readString(bytes: Buffer, start: number, to: number): string | undefined {
  const end = findQuoteEnd(bytes, start, byte.quote, true);
  if (end === -1 || !isCastOrNothing(bytes, end, to)) return undefined;
  const text = bytes.toString("utf8", start + 1, end - 1);
  return text.includes("''") ? text.replaceAll("''", "'") : text;
}

/** Only a cast may follow a literal: anything else would change the value. */
function isCastOrNothing(bytes: Buffer, end: number, to: number): boolean {
  const next = skipSpace(bytes, end);
  return next >= to || (bytes[next] === byte.colon && bytes[next + 1] === byte.colon);
}

const escapePattern = /''|\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
const namedEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** E'…'. Octal and hexadecimal escapes are bytes, so the text is built as latin1 and decoded once. */
function readEscapeString(bytes: Buffer, start: number, to: number): string | undefined {
  const end = findTokenEnd(bytes, start, true);
  if (end === -1 || !isCastOrNothing(bytes, end, to)) return undefined;
  const text = bytes.toString("latin1", start + 2, end - 1);
  const plain = text.replace(
    escapePattern,
    (all, octal?: string, hex?: string, short?: string, long?: string, char?: string) => {
      if (all === "''") return "'";
      const number = octal === undefined ? hex : undefined;
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      if (number !== undefined) return String.fromCharCode(parseInt(number, 16));
      const unicode = short ?? long;
      if (unicode !== undefined) return toUtf8(parseInt(unicode, 16));
      return namedEscapes[char ?? ""] ?? char ?? "";
    },
  );
  const decoded = Buffer.from(plain, "latin1");
  return isUtf8(decoded) ? decoded.toString() : undefined;
}

/** The UTF-8 bytes of a character, as latin1 characters. */
function toUtf8(codePoint: number): string {
  return codePoint <= 0x10ffff ? Buffer.from(String.fromCodePoint(codePoint)).toString("latin1") : "\xff";
}
