import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { renderBytes } from "../sql/copyText.js";
import type { DumpBlock } from "./contents.js";
import { FileWindow } from "../sql/fileWindow.js";
import { byte, findTokenEnd, skipSpace } from "../sql/tokens.js";
import { isDefault, readValue, scanTuple } from "../sql/value.js";

/** A tuple that could not be read, and where in the file it starts. */
export interface BrokenTuple {
  readonly broken: string;
  readonly offset: number;
  readonly original: string;
}

export interface InsertOptions {
  readonly hasRewrittenLines: boolean;
  /** The column of every value; undefined where the dump says DEFAULT. */
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

/** The places where a block's first tuple says DEFAULT. */
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
  /** The places where the last tuple says DEFAULT. */
  readonly defaults: number[] = [];

  #at = 0;
  /** Behind VALUES, where tuples stand. */
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

  /** As many tuples as are in memory; none when more bytes are needed. */
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
        return this.#breakTuple(start, tuple, `Value ${String(i / 2 + 1)} is none that pg_dump writes`);
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
    const left = this.defaults.map((place) => columns[place]).find((name) => name !== undefined);
    return left === undefined ? undefined : `The dump leaves column "${left}" of this row to the database (DEFAULT)`;
  }

  #breakTuple(start: number, tuple: Buffer, broken: string): BrokenTuple {
    return { broken, offset: this.window.base + start, original: renderBytes(tuple) };
  }
}

/** What the sed in `supabase db dump` makes of a line that starts with `\restrict`, in a value too. */
const rewrittenLine = /\n-- \\(?:un)?restrict /;
const rewritten =
  "A value holds a line that supabase db dump may have changed (it writes -- in front of \\restrict); dump with --use-copy";

function isValues(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 6 && bytes.toString("latin1", start, end).toUpperCase() === "VALUES";
}
