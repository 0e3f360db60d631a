import { createReadStream } from "node:fs";
import { CutoverError } from "../../errors.js";
import { CopyTextDecoder } from "../sql/copyText.js";
import { checkUnchanged, type DumpFile, LineCounter } from "./file.js";
import type { DumpBlock } from "./contents.js";
import { type BrokenTuple, findDefaults, readInserts } from "./insert.js";
import type { BrokenRow, Row, SourceColumn } from "../source.js";

type Page = (Row | BrokenRow)[];

const chunkBytes = 256 * 1024;

/** The stretches of a dump that hold rows, and how to read them. */
export class DumpBlocks {
  readonly #byTable = new Map<string, DumpBlock[]>();
  readonly #columns = new Map<DumpBlock, (string | undefined)[]>();

  constructor(
    blocks: readonly DumpBlock[],
    readonly files: ReadonlyMap<string, DumpFile>,
    readonly hasRewrittenLines: boolean,
    /** From the schema's CREATE TABLE, in its order. */
    readonly described: ReadonlyMap<string, readonly SourceColumn[]>,
  ) {
    for (const block of blocks) {
      const list = this.#byTable.get(block.table);
      if (list === undefined) this.#byTable.set(block.table, [block]);
      else list.push(block);
    }
  }

  getTables(): string[] {
    return [...this.#byTable.keys()];
  }

  getBlocks(tables: readonly string[]): DumpBlock[] {
    return tables.flatMap((table) => this.#byTable.get(table) ?? []);
  }

  /** The column of every field of a block's rows; undefined where the dump says DEFAULT because it is generated. */
  async getColumns(block: DumpBlock): Promise<(string | undefined)[]> {
    const known = this.#columns.get(block);
    if (known !== undefined) return known;
    const columns: (string | undefined)[] = [...(block.columns ?? this.#getDescribed(block))];
    if (block.form === "insert") for (const place of await findDefaults(block)) columns[place] = undefined;
    this.#columns.set(block, columns);
    return columns;
  }

  #getDescribed(block: DumpBlock): string[] {
    const described = this.described.get(block.table) ?? [];
    // COPY leaves generated columns out, INSERT says DEFAULT for them.
    const columns = block.form === "copy" ? described.filter((c) => c.generated !== true) : described;
    if (columns.length > 0) return columns.map((c) => c.name);
    throw new CutoverError("source", {
      what: `The INSERT statements of ${block.table} do not say which columns they fill`,
      where: block.path,
      next: "Dump with --column-inserts (or without --inserts), or give the schema file as well",
    });
  }

  /** The rows of all blocks, each with the fields `columns` in that order. */
  async *read(blocks: readonly DumpBlock[], columns: readonly string[]) {
    for (const block of blocks) {
      const file = this.files.get(block.path);
      if (file !== undefined) await checkUnchanged(file);
      const own = await this.getColumns(block);
      const pages = block.form === "copy" ? readCopy(block, own.length) : this.#readInsert(block, own);
      const places = columns.map((name) => own.indexOf(name));
      const isSame = own.length === columns.length && places.every((place, i) => place === i);
      for await (const page of pages) yield isSame ? page : page.map((row) => arrange(row, places));
    }
  }

  async *#readInsert(block: DumpBlock, columns: readonly (string | undefined)[]): AsyncGenerator<Page> {
    const lines = new LineCounter(block.path);
    const { hasRewrittenLines } = this;
    for await (const tuples of readInserts(block, { hasRewrittenLines, columns })) {
      const page: Page = [];
      for (const tuple of tuples) page.push(Array.isArray(tuple) ? tuple : await describe(tuple, lines));
      yield page;
    }
  }
}

async function describe({ broken, offset, original }: BrokenTuple, lines: LineCounter): Promise<BrokenRow> {
  return { broken, where: `${lines.path} line ${String(await lines.getLine(offset))}`, original };
}

function arrange(row: Row | BrokenRow, places: readonly number[]): Row | BrokenRow {
  return "broken" in row ? row : places.map((place) => row[place] ?? null);
}

async function* readCopy(block: DumpBlock, width: number): AsyncGenerator<Page> {
  if (block.start === block.end) return;
  const lines = new LineCounter(block.path);
  const decoder = new CopyTextDecoder(width, async (row) => {
    return `${block.path} line ${String((await lines.getLine(block.start)) + row - 1)}`;
  });
  const range = { start: block.start, end: block.end - 1, highWaterMark: chunkBytes };
  const chunks: AsyncIterable<Buffer> = createReadStream(block.path, range);
  for await (const chunk of chunks) {
    const page = await decoder.decode(chunk);
    if (page.length > 0) yield page;
  }
}
