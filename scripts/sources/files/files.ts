import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import {
  booleansOf,
  checkColumns,
  findTable,
  schemaOf,
  type Source,
  type SourceTable,
  type TableStream,
} from "../source.js";
import { type CsvOptions, CsvTable } from "./csv.js";
import { CopyTable } from "./copyTable.js";
import { checkDataFile, type DataFile, type Decode, type FileTable } from "./file.js";
import { filterDocument, filterTexts } from "./jq.js";
import { readJsonArray } from "./json/array.js";
import { readJsonLines, refuseCopyDamage } from "./json/lines.js";
import { type JsonPages, JsonTable } from "./json/table.js";

export interface FilesOptions {
  /**
   * By table: the jq filter that turns the table's file into one object per row. `store.posts` is a table of store.json; another table
   * without a file of its name reads the only JSON file, or the only one whose own table has no filter.
   */
  readonly jq?: Readonly<Record<string, string>>;
  readonly csv?: CsvOptions;
  /** `csv` as the locator says it, for the locators that messages print. */
  readonly query?: string;
}

const endings = [".jsonl", ".ndjson", ".json", ".csv", ".tsv"];

/** Whether `openFiles` reads a file of this name. */
export function isDataFile(path: string): boolean {
  return endings.includes(extname(path).toLowerCase());
}

/** The files of a folder that are tables, sorted by name; a prefix `copy:` or `plain:` is that of each. */
export async function listDataFiles(named: string): Promise<string[]> {
  const { path: folder, decode } = splitPrefix(named);
  const prefix = decode === undefined ? "" : `${decode}:`;
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter(
    (entry) => !entry.isDirectory() && !entry.name.startsWith(".") && isDataFile(entry.name),
  );
  return files.map(({ name }) => `${prefix}${join(folder, name)}`).toSorted();
}

/**
 * JSONLines, JSON documents and CSV: one table per file, named like the file. Each path may begin with `copy:` or `plain:`.
 * `description`: the folder or the files.
 */
export async function openFiles(
  paths: readonly string[],
  options: FilesOptions = {},
  description = paths.map((path) => basename(path)).join(", "),
): Promise<Source> {
  const files: DataFile[] = [];
  for (const named of paths) {
    const { path, decode } = splitPrefix(named);
    const locate = (as: Decode) => paths.map((each) => (each === named ? `${as}:${path}` : each)).join(",");
    files.push(await checkDataFile(path, decode, (as) => `${locate(as)}${options.query ?? ""}`));
  }
  const tables = new Map(files.map((file) => [file, openTable(file, options)]));
  const names = new Set(files.map(getTableName));
  const parts = Object.entries(options.jq ?? {}).filter(([name]) => !names.has(name));
  const partTables = parts.map(([name, filter]) => {
    const whole = findDocument(files, options.jq ?? {}, name);
    // If filters select the tables of a document, the document itself is no table.
    if (options.jq?.[getTableName(whole)] === undefined) tables.delete(whole);
    return openJson(name, whole, filter);
  });
  const all = [...tables.values(), ...partTables];
  refuseDuplicateNames(all, description);
  return new FilesSource(description, all);
}

class FilesSource implements Source {
  readonly parallel = 1;

  constructor(
    readonly description: string,
    readonly openTables: readonly FileTable[],
  ) {}

  async tables(): Promise<readonly SourceTable[]> {
    const described: SourceTable[] = [];
    for (const table of this.openTables) described.push(await table.describe());
    return described;
  }

  async read(wanted: string, columns: readonly string[]): Promise<TableStream> {
    const table = findTable(this.openTables, wanted, this.description);
    const described = await table.describe();
    // Without rows the columns are unknown.
    const hasColumns = described.columns.length > 0;
    if (hasColumns) checkColumns(table.name, described.columns, columns);
    const names = hasColumns ? described.columns.map(({ name }) => name) : columns;
    return { columns: names, booleans: booleansOf(described.columns), pages: table.read() };
  }

  files() {
    return this.openTables.flatMap((table) => table.files());
  }

  async close(): Promise<void> {}
}

export interface PrefixedPath {
  readonly path: string;
  readonly decode: Decode | undefined;
}

/** `copy:rows.jsonl` → its path, and how it is decoded. */
export function splitPrefix(named: string): PrefixedPath {
  const [, decode, path = ""] = /^(?:(copy|plain):)?(.*)$/s.exec(named) ?? [];
  return { path, decode: decode as Decode | undefined };
}

function getTableName({ path }: DataFile): string {
  return basename(path, extname(path));
}

function openTable(file: DataFile, options: FilesOptions): FileTable {
  const name = getTableName(file);
  if (isCsv(file) && options.jq?.[name] !== undefined) {
    throw new CutoverError(fileFailures.jqFilter, {
      what: "A jq filter makes rows of JSON, and this file is CSV",
      where: file.path,
      next: `Take the filter of ${name} away: its columns are read as they are`,
    });
  }
  if (isCsv(file)) return openCsv(name, file, options);
  return openJson(name, file, options.jq?.[name]);
}

function openCsv(name: string, file: DataFile, { csv = {} }: FilesOptions): FileTable {
  const isTabs = csv.delimiter === undefined && file.path.toLowerCase().endsWith(".tsv");
  if (!isTabs) return new CsvTable(name, file, csv);
  return file.decode === "copy" ? new CopyTable(name, file) : new CsvTable(name, file, csv, file.decode === undefined);
}

function isCsv({ path }: DataFile): boolean {
  return /\.[ct]sv$/i.test(path);
}

/** The JSON document of a table that has no file of its own: the one it names, the only one, or the only one without a filter of its own. */
function findDocument(files: readonly DataFile[], jq: Readonly<Record<string, string>>, name: string): DataFile {
  const documents = files.filter((file) => !isCsv(file));
  const named = documents.find((file) => getTableName(file) === schemaOf(name));
  const open = documents.filter((file) => !(getTableName(file) in jq));
  const only = [documents, open].find(({ length }) => length === 1)?.[0];
  const file = named ?? only;
  if (file !== undefined) return file;
  const first = documents[0] === undefined ? "file" : getTableName(documents[0]);
  throw new CutoverError(fileFailures.jqFilter, {
    what: `There is a jq filter for ${name}, but no file of that name: ${String(documents.length)} JSON files are possible`,
    where: files.map(({ path }) => basename(path)).join(", "),
    next: `Say which one it reads, such as ${first}.${name}, in the filter's name and in the plan`,
  });
}

function openJson(name: string, file: DataFile, filter: string | undefined): FileTable {
  const getRows = getReader(file);
  if (filter === undefined) return new JsonTable(name, file.path, getRows);
  const filterRows = file.isLines
    ? () => filterTexts(file.path, getRows(), filter)
    : () => filterDocument(file, filter);
  return new JsonTable(name, file.path, filterRows);
}

function getReader(file: DataFile): () => JsonPages {
  if (!file.isLines) return () => readJsonArray(file);
  let checked: Promise<void> | undefined;
  return async function* () {
    if (file.decode === undefined) await (checked ??= refuseCopyDamage(file));
    yield* readJsonLines(file, file.decode ?? "plain");
  };
}

function refuseDuplicateNames(tables: readonly FileTable[], description: string) {
  const names = tables.map(({ name }) => name);
  const duplicate = names.find((name, index) => names.indexOf(name) !== index);
  if (duplicate === undefined) return;
  throw new CutoverError(fileFailures.sameName, {
    what: `Two files are named ${duplicate}: each file is a table, so the names must differ`,
    where: description,
    next: "Rename or move one of them, or list the files to read, separated by commas",
  });
}

export interface FilesLocator {
  readonly paths: readonly string[];
  readonly options: FilesOptions;
}

/**
 * Paths separated by commas. Before one of them `copy:` or `plain:` selects how its JSONLines or `.tsv` is decoded; a suffix such as
 * `?delimiter=;&empty=text&null=NULL` selects how CSV is read.
 */
export function parseFilesLocator(locator: string): FilesLocator {
  const [, list = locator, query] = /^(.*)\?((?:delimiter|empty|null)=.*)$/s.exec(locator) ?? [];
  return {
    paths: list.split(",").filter((path) => path.trim() !== ""),
    options: query === undefined ? {} : { csv: parseCsvOptions(query), query: `?${query}` },
  };
}

function parseCsvOptions(query: string): CsvOptions {
  const parameters = new URLSearchParams(query);
  const delimiter = parameters.get("delimiter");
  const empty = parameters.get("empty");
  const nullText = parameters.get("null");
  const unknown = [...parameters.keys()].filter((name) => !["delimiter", "empty", "null"].includes(name));
  if (unknown.length > 0) throw invalidLocator(`Unknown CSV option: ${unknown.join(", ")}`);
  if (empty !== null && empty !== "quotes" && empty !== "null" && empty !== "text") {
    throw invalidLocator(`empty cannot be "${empty}"`);
  }
  return {
    ...(delimiter === null ? {} : { delimiter: delimiter === "tab" ? "\t" : delimiter }),
    ...(empty === null ? {} : { empty }),
    ...(nullText === null ? {} : { nullText }),
  };
}

function invalidLocator(what: string): CutoverError {
  return new CutoverError(fileFailures.csvOptions, {
    what,
    next: "Write data.csv?delimiter=;&empty=quotes&null=NULL (delimiter: one character or tab; empty: quotes, null or text)",
  });
}
