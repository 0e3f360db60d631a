import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import {
  type BrokenRow,
  booleansOf,
  checkColumns,
  type CopyPage,
  findTable,
  type Row,
  type Source,
  type SourceColumn,
  type SourceTable,
  type TableStream,
} from "../source.js";
import { describeLargeObjects, type LargeObjects } from "../sql/largeObjects.js";
import { CopyTextDecoder, decodeCopyField, decodePages } from "../sql/copyText.js";
import { type DumpBlock, type DumpIndex, indexDump } from "./contents.js";
import { checkDumpFile, checkUnchanged, type DumpFile, LineCounter } from "./file.js";
import { type BrokenTuple, findDefaults, readInserts } from "./insert.js";
import { DumpSchema } from "./schema.js";

export interface DumpOptions {
  readonly data: string | readonly string[];
  /** A file of CREATE statements (`pg_dump --schema-only`); a data file may contain them as well. */
  readonly schema?: string;
  /** Which database of a cluster's backup; default the only one with tables. */
  readonly database?: string;
}

/** Plain SQL from `pg_dump` or `supabase db dump`, with COPY or INSERT. One pass indexes the tables; rows are streamed. */
export async function openDump({ data, schema: schemaPath, database }: DumpOptions): Promise<Source> {
  const dataPaths = typeof data === "string" ? [data] : data;
  const schema = new DumpSchema();
  const contents = { schema, written: new Set<string>(), database: database ?? null };
  const files = new Map<string, DumpFile>();
  const indexes: DumpIndex[] = [];
  for (const path of new Set([...(schemaPath === undefined ? [] : [schemaPath]), ...dataPaths])) {
    const file = await checkDumpFile(path);
    files.set(path, file);
    indexes.push(await indexDump(path, file.start, contents));
  }
  const blocks = indexes.flatMap((index) => index.blocks);
  const announced = new Set(indexes.flatMap((index) => [...index.announced]));
  if (blocks.length === 0 && announced.size === 0) {
    throw new CutoverError(fileFailures.dumpIncomplete, {
      what: "The dump has no rows: it contains neither COPY nor INSERT",
      where: dataPaths.join(", "),
      next: "Make a dump with data: pg_dump <url> -f dump.sql",
    });
  }
  const hasRewrittenLines = indexes.some((index) => index.hasRewrittenLines);
  const described = new Map(schema.getTables().map((table) => [table.name, table.columns]));
  const description = dataPaths.map((path) => basename(path)).join(", ");
  const rows = new DumpBlocks(blocks, files, hasRewrittenLines, described);
  return new DumpSource(description, schema, announced, rows, sumLargeObjects(indexes));
}

/** Each that has bytes is opened, and most dumps create them before. */
function sumLargeObjects(indexes: readonly DumpIndex[]): LargeObjects {
  const sum = (count: (index: DumpIndex["largeObjects"]) => number) =>
    indexes.reduce((total, { largeObjects }) => total + count(largeObjects), 0);
  const objects = Math.max(
    sum(({ created }) => created),
    sum(({ opened }) => opened),
  );
  return { objects, bytes: sum(({ bytes }) => bytes) };
}

class DumpSource implements Source {
  readonly parallel = 1;
  readonly lacksGenerated = true;
  readonly #tables: readonly SourceTable[];

  constructor(
    readonly description: string,
    readonly schema: DumpSchema,
    readonly announced: ReadonlySet<string>,
    readonly blocks: DumpBlocks,
    largeObjects: LargeObjects,
  ) {
    const described = schema.getTables();
    const names = new Set([...announced, ...blocks.getTables()]);
    for (const { name } of described) names.delete(name);
    const undescribed = [...names].map((name): SourceTable => ({
      name,
      columns: (blocks.getBlocks([name])[0]?.columns ?? []).map(toUnknownColumn),
      primaryKey: [],
    }));
    const counted = [...described, ...undescribed].map((table) => ({ ...table, ...this.#countRows(table) }));
    this.#tables = [...counted, ...describeLargeObjects(largeObjects)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** How many rows its blocks have, where each is COPY's text. */
  #countRows({ name }: SourceTable): Pick<SourceTable, "estimatedRows"> {
    const blocks = this.blocks.getBlocks([name, ...this.schema.getPartitions(name)]);
    const isKnown = blocks.length > 0 || this.announced.has(name);
    if (!isKnown || blocks.some(({ rows }) => rows === undefined)) return {};
    return { estimatedRows: blocks.reduce((sum, { rows = 0 }) => sum + rows, 0) };
  }

  async tables(): Promise<readonly SourceTable[]> {
    return this.#tables;
  }

  async read(wanted: string, columns: readonly string[]): Promise<TableStream> {
    const table = findTable(this.#tables, wanted, this.description);
    const stored = table.columns.filter((column) => column.generated !== true);
    const sources = [table.name, ...this.schema.getPartitions(table.name)];
    const blocks = this.blocks.getBlocks(sources);
    if (blocks.length === 0) this.#checkAnnounced(table.name, sources);
    const names = blocks.length === 0 && stored.length === 0 ? columns : await this.#getColumns(table, blocks);
    const hint = table.columns.some((c) => c.generated === true && columns.includes(c.name))
      ? generatedHint
      : undefined;
    checkColumns(table.name, names.map(toUnknownColumn), columns, hint);
    const copy = await this.blocks.copy(blocks, names);
    const pages = this.blocks.read(blocks, names);
    return { columns: names, booleans: booleansOf(table.columns), pages, ...(copy === null ? {} : { copy }) };
  }

  /** The columns that all blocks have, in the order of the first one. */
  async #getColumns(table: SourceTable, blocks: readonly DumpBlock[]): Promise<string[]> {
    const lists = [];
    for (const block of blocks) lists.push(await this.blocks.getColumns(block));
    const [first, ...others] = lists;
    if (first === undefined) return table.columns.filter((c) => c.generated !== true).map((c) => c.name);
    return first.filter((name) => name !== undefined).filter((name) => others.every((list) => list.includes(name)));
  }

  /** If there are no rows, only pg_dump's comment tells an empty table from one that was not dumped. */
  #checkAnnounced(table: string, sources: readonly string[]) {
    const isPartitioned = sources.length > 1;
    if (isPartitioned || this.announced.has(table)) return;
    throw new CutoverError(fileFailures.dumpIncomplete, {
      what: `The dump describes table ${table} but does not contain its data`,
      where: this.description,
      next: `Dump it as well: pg_dump --data-only --table='${table}' <url> -f data.sql (dumps with COPY mention empty tables)`,
    });
  }

  async close(): Promise<void> {}
}

const generatedHint =
  "The database computes this column and dumps do not contain it: omit it in the plan, or read the live database";

function toUnknownColumn(name: string) {
  return { name, type: "unknown", nullable: true };
}

type Page = (Row | BrokenRow)[];

const chunkBytes = 256 * 1024;

/** The blocks of rows in a dump, and how to read them. */
export class DumpBlocks {
  readonly #byTable = new Map<string, DumpBlock[]>();
  readonly #columns = new Map<DumpBlock, (string | undefined)[]>();

  constructor(
    blocks: readonly DumpBlock[],
    readonly files: ReadonlyMap<string, DumpFile>,
    readonly hasRewrittenLines: boolean,
    /** The columns of CREATE TABLE, in its order. */
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

  /** The column of each field in a block's rows; undefined for generated ones, for which the dump writes DEFAULT. */
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
    // COPY omits generated columns, INSERT writes DEFAULT for them.
    const columns = block.form === "copy" ? described.filter((c) => c.generated !== true) : described;
    if (columns.length > 0) return columns.map((c) => c.name);
    throw new CutoverError(fileFailures.dumpIncomplete, {
      what: `The INSERT statements of ${block.table} do not name their columns`,
      where: block.path,
      next: "Dump with --column-inserts (or without --inserts), or add the schema file",
    });
  }

  /** The rows of all blocks, with `columns` as fields in that order. */
  async *read(blocks: readonly DumpBlock[], columns: readonly string[]) {
    for (const block of blocks) {
      const file = this.files.get(block.path);
      if (file !== undefined) await checkUnchanged(file);
      const own = await this.getColumns(block);
      const decoder = createDecoder(block, own.length);
      const isCopy = block.form === "copy";
      const pages = isCopy ? decodePages(splitCopy(block, decoder), decoder) : this.#readInsert(block, own);
      const places = columns.map((name) => own.indexOf(name));
      const isSame = own.length === columns.length && places.every((place, i) => place === i);
      for await (const page of pages) yield isSame ? page : page.map((row) => arrange(row, places));
    }
  }

  /** The same rows as bytes; null where not every block is COPY with exactly these columns. */
  async copy(
    blocks: readonly DumpBlock[],
    columns: readonly string[],
  ): Promise<NonNullable<TableStream["copy"]> | null> {
    for (const block of blocks) {
      const own = block.form === "copy" ? await this.getColumns(block) : [];
      if (own.length !== columns.length || own.some((name, place) => name !== columns[place])) return null;
    }
    let current: CopyTextDecoder | null = null;
    const { files } = this;
    async function* pages() {
      for (const block of blocks) {
        const file = files.get(block.path);
        if (file !== undefined) await checkUnchanged(file);
        const decoder = createDecoder(block, columns.length);
        current = decoder;
        yield* splitCopy(block, decoder);
      }
    }
    const decodeRow = async (page: CopyPage, index: number) => await current!.decodeRow(page, index);
    return { pages: pages(), decodeRow, decodeField: decodeCopyField };
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

function createDecoder(block: DumpBlock, width: number): CopyTextDecoder {
  const lines = new LineCounter(block.path);
  return new CopyTextDecoder(width, async (row) => {
    return `${block.path} line ${String((await lines.getLine(block.start)) + row - 1)}`;
  });
}

async function* splitCopy(block: DumpBlock, decoder: CopyTextDecoder): AsyncGenerator<CopyPage> {
  if (block.start === block.end) return;
  const range = { start: block.start, end: block.end - 1, highWaterMark: chunkBytes };
  const chunks: AsyncIterable<Buffer> = createReadStream(block.path, range);
  for await (const chunk of chunks) {
    const page = decoder.split(chunk);
    if (page !== null) yield page;
  }
}
