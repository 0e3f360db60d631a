import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { renderBytes } from "../sql/copyText.js";
import { byte, findTokenEnd, isWordByte, skipSpace } from "../sql/tokens.js";
import type { DumpBlock } from "./contents.js";
import { FileWindow } from "./reader.js";
import { isDefault, readValue } from "./value.js";

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
  const parser = new InsertParser(window, block.escapes, options);
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
  const parser = new InsertParser(window, block.escapes);
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
    readonly escapes: boolean,
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
      const end = isTuple
        ? scanTuple(bytes, start, isFinal, this.escapes, this.#bounds)
        : findTokenEnd(bytes, start, isFinal, this.escapes);
      if (end === -1) break;
      if (isTuple) page.push(this.#readTuple(start, end));
      else if (bytes[start] === byte.semicolon) this.#isInValues = false;
      // Parentheses after another word are no tuple: ON CONFLICT (id) DO NOTHING.
      else if (isWordByte(bytes[start])) this.#isInValues = isValues(bytes, start, end);
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
      const value = readValue(bytes, this.#bounds[i] ?? 0, this.#bounds[i + 1] ?? 0, this.escapes);
      if (value === undefined) return this.#breakTuple(start, tuple, `Value ${String(i / 2 + 1)} ${computed}`);
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

const computed =
  "is not a constant, so only PostgreSQL can tell what it is; load the file with psql -d <database> -f <file>, and read that database";

function isValues(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 6 && bytes.toString("latin1", start, end).toUpperCase() === "VALUES";
}

const [openBracket, closeBracket] = [0x5b, 0x5d];

/** The end of the tuple `(…, …)` at `at`; −1 if the bytes end before it. Writes start and end of each value to `bounds`. */
function scanTuple(bytes: Buffer, at: number, isFinal: boolean, escapes: boolean, bounds: number[]): number {
  bounds.length = 0;
  let depth = 0;
  for (let pos = at; pos < bytes.length;) {
    const end = findTokenEnd(bytes, pos, isFinal, escapes);
    if (end === -1) return -1;
    const first = bytes[pos];
    if (first === byte.open && ++depth === 1) bounds.push(end);
    else if (first === byte.comma && depth === 1) bounds.push(pos, end);
    else if (first === byte.close && --depth === 0) {
      bounds.push(pos);
      return end;
    } else if (first === openBracket) depth++;
    else if (first === closeBracket) depth--;
    pos = skipSpace(bytes, end);
  }
  return -1;
}
