import { basename } from "node:path";
import { CutoverError } from "../../errors.js";
import { checkDumpFile, type DumpFile } from "./file.js";
import { type DumpBlock, type DumpIndex, indexDump } from "./contents.js";
import { DumpBlocks } from "./blocks.js";
import { DumpSchema } from "./schema.js";
import type { Source, SourceTable, TableStream } from "../source.js";
import { checkColumns, findTable } from "../tableNames.js";

export interface DumpOptions {
  readonly data: string | readonly string[];
  /** A file of CREATE statements (`pg_dump --schema-only`); a data file may hold them as well. */
  readonly schema?: string;
}

/** Plain SQL from `pg_dump` or `supabase db dump`, with COPY or INSERT: one pass finds the tables, rows are streamed. */
export async function openDump({ data, schema: schemaPath }: DumpOptions): Promise<Source> {
  const dataPaths = typeof data === "string" ? [data] : data;
  const schema = new DumpSchema();
  const files = new Map<string, DumpFile>();
  const indexes: DumpIndex[] = [];
  for (const path of new Set([...(schemaPath === undefined ? [] : [schemaPath]), ...dataPaths])) {
    const file = await checkDumpFile(path);
    files.set(path, file);
    indexes.push(await indexDump(path, file.start, schema));
  }
  const blocks = indexes.flatMap((index) => index.blocks);
  const announced = new Set(indexes.flatMap((index) => [...index.announced]));
  if (blocks.length === 0 && announced.size === 0) {
    throw new CutoverError("source", {
      what: "No COPY and no INSERT: there are no rows in this dump",
      where: dataPaths.join(", "),
      next: "Make a dump with data: pg_dump --data-only <url> -f data.sql",
    });
  }
  const hasRewrittenLines = indexes.some((index) => index.hasRewrittenLines);
  const described = new Map(schema.getTables().map((table) => [table.name, table.columns]));
  const description = dataPaths.map((path) => basename(path)).join(", ");
  return new DumpSource(description, schema, announced, new DumpBlocks(blocks, files, hasRewrittenLines, described));
}

class DumpSource implements Source {
  readonly parallel = 1;
  readonly #tables: readonly SourceTable[];

  constructor(
    readonly description: string,
    readonly schema: DumpSchema,
    readonly announced: ReadonlySet<string>,
    readonly blocks: DumpBlocks,
  ) {
    const described = schema.getTables();
    const names = new Set([...announced, ...blocks.getTables()]);
    for (const { name } of described) names.delete(name);
    const undescribed = [...names].map((name): SourceTable => ({
      name,
      columns: (blocks.getBlocks([name])[0]?.columns ?? []).map(toUnknownColumn),
      primaryKey: [],
    }));
    this.#tables = [...described, ...undescribed].toSorted((a, b) => (a.name < b.name ? -1 : 1));
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
    return { columns: names, pages: this.blocks.read(blocks, names) };
  }

  /** The columns every block has, in the order of the first one. */
  async #getColumns(table: SourceTable, blocks: readonly DumpBlock[]): Promise<string[]> {
    const lists = [];
    for (const block of blocks) lists.push(await this.blocks.getColumns(block));
    const [first, ...others] = lists;
    if (first === undefined) return table.columns.filter((c) => c.generated !== true).map((c) => c.name);
    return first.filter((name) => name !== undefined).filter((name) => others.every((list) => list.includes(name)));
  }

  /** Without rows, only pg_dump's own word says that the table was empty and not left out. */
  #checkAnnounced(table: string, sources: readonly string[]) {
    const isPartitioned = sources.length > 1;
    if (isPartitioned || this.announced.has(table)) return;
    throw new CutoverError("source", {
      what: `The dump describes table ${table} but does not hold its data`,
      where: this.description,
      next: `Dump it as well: pg_dump --data-only --table='${table}' <url> -f data.sql (with COPY an empty table is named too)`,
    });
  }

  async close(): Promise<void> {}
}

const generatedHint =
  "The database computes this column and a dump does not hold it: omit it in the plan, or read the live database";

function toUnknownColumn(name: string) {
  return { name, type: "unknown", nullable: true };
}
