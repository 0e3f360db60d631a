import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { ImportError, inRow } from "./importError.js";
import { JsonNumber, parseJson, type Json } from "./json.js";
import type { Encoding } from "./values.js";

/** One `documents.jsonl`, or the only file of an import. */
export interface ImportedTable {
  componentPath: string;
  table: string;
  encoding: Encoding;
  rows: Json[];
}

/** A line of `_tables/documents.jsonl`. */
export interface ListedTable {
  componentPath: string;
  table: string;
  number: number;
}

export interface ImportedFiles {
  tables: ImportedTable[];
  listed: ListedTable[];
  stored: ImportedStorage[];
}

/** The `_storage` of a component. */
export interface ImportedStorage {
  componentPath: string;
  /** Of its documents.jsonl. */
  rows: Json[];
  files: { id: string; bytes: Buffer }[];
}

export type ImportFormat = "jsonLines" | "jsonArray" | "zip";

export interface ImportTarget {
  format: ImportFormat;
  componentPath: string;
  table: string | undefined;
}

export async function parseImport(bytes: Buffer, target: ImportTarget): Promise<ImportedFiles> {
  if (target.format === "zip") return parseZip(bytes, target.componentPath);
  const table = target.table ?? "";
  ensureTableName(table);
  const rows = target.format === "jsonLines" ? parseLines(bytes) : parseArray(bytes);
  return { tables: [{ componentPath: target.componentPath, table, encoding: "float", rows }], listed: [], stored: [] };
}

/** A line feed ends a line; a line that holds nothing is not JSON, and so an error. */
export function parseLines(bytes: Buffer): Json[] {
  const lines = decodeUtf8(bytes).split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => inRow(index + 1, "is not valid JSON", () => parseJson(line)));
}

/** An array has to fit into one transaction on the server. */
const maxArrayBytes = 16 * (1 << 20);

function parseArray(bytes: Buffer): Json[] {
  if (bytes.length > maxArrayBytes) {
    throw new ImportError(`The file is too large for a JSON array (more than 16 MiB). Write it as JSONLines`);
  }
  const text = decodeUtf8(bytes);
  let json: Json;
  try {
    json = parseJson(text);
  } catch (error) {
    throw new ImportError(`Not valid JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!Array.isArray(json)) throw new ImportError("Not a JSON array");
  return json;
}

function decodeUtf8(bytes: Buffer): string {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    throw new ImportError("The file starts with a UTF-8 byte order mark, which is not supported. Save it without BOM");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ImportError("The file is not valid UTF-8", { cause: error });
  }
}

function ensureTableName(table: string): void {
  const isName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(table) && !/^_+$/.test(table);
  if (!isName) throw new ImportError(`"${table}" isn't a valid table name: use letters, digits and underscores`);
  if (table.startsWith("_"))
    throw new ImportError(`Invalid table name ${table}: names that start with '_' are reserved`);
}

async function parseZip(bytes: Buffer, base: string): Promise<ImportedFiles> {
  const files: ImportedFiles = { tables: [], listed: [], stored: [] };
  const contents: { componentPath: string; id: string; bytes: Buffer }[] = [];
  const uniform = new Set<string>();
  for (const { name, content } of await readZip(bytes)) {
    const place = placeOf(name, base);
    if (place === undefined) {
      contents.push(...storedFileOf(name, content, base));
      continue;
    }
    const { componentPath, table, file } = place;
    if (file === "generated_schema") {
      ensureUniform(content, name);
      uniform.add(`${componentPath}\n${table}`);
    } else if (table === "_tables") {
      files.listed.push(...parseLines(content).map((row, index) => toListedTable(row, index + 1, componentPath)));
    } else if (table === "_storage") {
      files.stored.push({ componentPath, rows: parseLines(content), files: [] });
    } else if (!table.startsWith("_")) {
      ensureTableName(table);
      files.tables.push({ componentPath, table, encoding: "float", rows: parseLines(content) });
    }
  }
  for (const table of files.tables) {
    if (uniform.has(`${table.componentPath}\n${table.table}`)) table.encoding = "uniform";
  }
  for (const { componentPath, ...file } of contents) {
    files.stored.find((storage) => storage.componentPath === componentPath)?.files.push(file);
  }
  return files;
}

/** `[prefix/][_components/<name>/…]_storage/<id>[.<extension>]`. */
function storedFileOf(name: string, bytes: Buffer, base: string) {
  const [, prefix = "", id] = /^(.*\/)?_storage\/([^/.]+)(?:\.[^/]+)?$/.exec(name) ?? [];
  return id === undefined ? [] : [{ componentPath: componentPathOf(prefix, base), id, bytes }];
}

/** `[prefix/][_components/<name>/…]<table>/(documents|generated_schema).jsonl`; other files are ignored. */
function placeOf(name: string, base: string) {
  const match = /^(.*\/)?([^/]+)\/(documents|generated_schema)\.jsonl$/.exec(name);
  if (!match) return undefined;
  const [, prefix = "", table = "", file = ""] = match;
  return { componentPath: componentPathOf(prefix, base), table, file };
}

function componentPathOf(prefix: string, base: string): string {
  const names = /(?:^|\/)((?:_components\/[^/]+\/)+)$/.exec(prefix)?.[1]?.split("/") ?? [];
  const path = names.filter((part, index) => part !== "" && index % 2 === 1);
  return [base, ...path].filter((part) => part !== "").join("/");
}

/** Old exports describe a table's shape there instead; nobody writes them any more. */
function ensureUniform(content: Buffer, name: string): void {
  const [line = ""] = decodeUtf8(content).split("\n", 1);
  const first = inRow(1, `of ${name} is not valid JSON`, () => parseJson(line));
  if (first !== "uniform") throw new ImportError(`The first line of ${name} must be "uniform"`);
}

function toListedTable(row: Json, number: number, componentPath: string): ListedTable {
  return inRow(number, "of _tables/documents.jsonl is wrong", () => {
    if (!(row instanceof Map)) throw new Error("expected an object");
    const [table, id] = [row.get("name"), row.get("id")];
    if (typeof table !== "string") throw new Error("a table requires a name");
    ensureTableName(table);
    if (!(id instanceof JsonNumber) || !(Number(id.text) >= 1)) throw new Error(`table "${table}" requires a number`);
    return { componentPath, table, number: Math.trunc(Number(id.text)) };
  });
}

async function readZip(bytes: Buffer): Promise<{ name: string; content: Buffer }[]> {
  try {
    const zip = await open(bytes);
    const entries: { name: string; content: Buffer }[] = [];
    for (const entry of await listEntries(zip)) {
      entries.push({ name: entry.fileName, content: await readEntry(zip, entry) });
    }
    return entries;
  } catch (error) {
    throw new ImportError(`invalid zip file: ${(error as Error).message}`, { cause: error });
  }
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("entry", (entry: Entry) => entries.push(entry));
    zip.on("end", () => resolve(entries));
    zip.on("error", reject);
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => resolve(Buffer.concat(chunks)));
      stream.on("error", reject);
    });
  });
}
