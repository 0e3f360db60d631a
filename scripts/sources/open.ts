import { access, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CutoverError } from "../errors.js";
import { maskSecrets } from "../secrets.js";
import { sourceFailures } from "./failures.js";
import { type DumpOptions, openDump } from "./dump/dump.js";
import {
  type FilesLocator,
  type FilesOptions,
  isDataFile,
  listDataFiles,
  openFiles,
  parseFilesLocator,
} from "./files/files.js";
import { openNocodbLocator } from "./nocodb/nocodb.js";
import { openPostgres, type PostgresOptions } from "./postgres/postgres.js";
import { getAddress } from "./postgres/session.js";
import type { Source } from "./source.js";
import { isSqliteFile } from "./sqlite/database.js";
import { openSqlite } from "./sqlite/sqlite.js";

/** Options that a locator cannot express. */
export interface OpenOptions extends PostgresOptions, FilesOptions {}

/** What a locator names: a database to connect to, an address, or files. */
export type Locator =
  | { readonly kind: "postgres" | "nocodb" }
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "files"; readonly paths: readonly string[]; readonly options: FilesLocator["options"] }
  | { readonly kind: "dump"; readonly dump: DumpOptions };

/** Opens what `--source` names: a connection string, an address, files, or a folder. */
export async function openSource(text: string, options: OpenOptions = {}): Promise<Source> {
  const locator = await readLocator(text);
  switch (locator.kind) {
    case "postgres":
      return openPostgres(text, options);
    case "nocodb":
      return openNocodbLocator(text);
    case "sqlite":
      return openSqlite(locator.file);
    case "files":
      return openFiles(locator.paths, { ...options, ...locator.options }, text);
    case "dump":
      return openDump(locator.dump);
  }
}

/** A name without a secret, the same for whoever names the same source: what was made of one source is not taken for another's. */
export async function nameSource(text: string): Promise<string> {
  const locator = await readLocator(text);
  if (locator.kind === "postgres") return getAddress(text).description;
  return locator.kind === "sqlite" ? resolve(locator.file) : maskSecrets(text);
}

/** Throws for what is none of them. */
export async function readLocator(text: string): Promise<Locator> {
  if (/^postgres(?:ql)?:/i.test(text)) return { kind: "postgres" };
  if (/^nocodb\+/i.test(text)) return { kind: "nocodb" };
  const sqlite = /^sqlite:(?:\/\/)?(.+)$/is.exec(text)?.[1];
  if (sqlite !== undefined) return { kind: "sqlite", file: sqlite };
  const paths = text.split(",").filter((path) => path.trim() !== "");
  if (paths.length === 0 || /^[a-z][a-z0-9+.-]+:\/\//i.test(text) || isConnInfo(text)) throw unknownSource(text);
  const files = await findDataFiles(text);
  if (files !== undefined) return { kind: "files", ...files };
  const [first] = paths;
  if (paths.length === 1 && first !== undefined && (await isFolder(first)))
    return { kind: "dump", dump: await readDumpFolder(first) };
  if (paths.length === 1 && first !== undefined && (await isSqliteFile(first))) return { kind: "sqlite", file: first };
  return { kind: "dump", dump: readDumpLocator(text) };
}

/** SQL files, separated by commas; `?database=name` at the end selects one of a cluster's backup. */
function readDumpLocator(locator: string): DumpOptions {
  const [, list = locator, database] = /^(.*?)(?:\?database=(.+))?$/s.exec(locator) ?? [];
  const data = list.split(",").filter((path) => path.trim() !== "");
  return { data, ...(database === undefined ? {} : { database }) };
}

/** The data files that a locator names, individually or by their folder; a folder with SQL is a dump. */
async function findDataFiles(locator: string) {
  const { paths, options } = parseFilesLocator(locator);
  const [first] = paths;
  if (paths.length > 0 && paths.every(isDataFile)) return { paths, options };
  if (
    first === undefined ||
    paths.length > 1 ||
    !(await isFolder(first.replace(/^(?:copy|plain):/, ""))) ||
    (await holdsDump(first))
  )
    return undefined;
  const dataFiles = await listDataFiles(first);
  return dataFiles.length > 0 ? { paths: dataFiles, options } : undefined;
}

async function holdsDump(folder: string): Promise<boolean> {
  return (await exists(join(folder, "data.sql"))) || (await exists(join(folder, "toc.dat")));
}

async function readDumpFolder(folder: string): Promise<DumpOptions> {
  const data = join(folder, "data.sql");
  const schema = join(folder, "schema.sql");
  if (!(await exists(data)) && !(await exists(join(folder, "toc.dat")))) throw unknownSource(folder);
  // Without data.sql the folder is pg_dump's directory format, which openDump refuses with the command to convert it.
  if (!(await exists(data))) return { data: folder };
  return { data, ...((await exists(schema)) ? { schema } : {}) };
}

/** libpq's other form, `host=… password=…`. */
function isConnInfo(locator: string): boolean {
  return /(?:^|\s)(?:host|hostaddr|dbname|user|password|service)\s*=/i.test(locator);
}

function unknownSource(locator: string): CutoverError {
  if (isConnInfo(locator)) {
    const what = "A connection string of the form host=… password=… is not a source";
    return new CutoverError(sourceFailures.notASource, {
      what,
      next: "Write it as postgres://user:password@host:5432/database",
    });
  }
  // Only the scheme: the rest may contain a password.
  const shown = locator.replace(/^([a-z][a-z0-9+.-]+:\/\/).*$/is, "$1…");
  return new CutoverError(sourceFailures.notASource, {
    what: `"${shown}" is not a source`,
    next: "Use postgres://user@host/database, a SQLite file, nocodb+https://host/baseId, a file of SQL, JSON, JSONLines or CSV (several separated by commas), a folder with data.sql and schema.sql, or a folder of such files",
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
