import { access } from "node:fs/promises";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CutoverError } from "../errors.js";
import { openDump } from "./dump.js";
import { openPostgres, type PostgresOptions } from "./postgres.js";
import type { Source } from "./source.js";

/** Opens what a user names on the command line: a connection string, files, or a folder. */
export async function openSource(locator: string, options: PostgresOptions = {}): Promise<Source> {
  if (/^postgres(?:ql)?:/i.test(locator)) return openPostgres(locator, options);
  const paths = locator.split(",").filter((path) => path.trim() !== "");
  if (paths.length === 0 || /^[a-z][a-z0-9+.-]+:\/\//i.test(locator)) throw getUnknown(locator);
  const [first] = paths;
  if (paths.length === 1 && first !== undefined && (await isFolder(first))) return openFolder(first);
  return openDump({ data: paths });
}

async function openFolder(folder: string): Promise<Source> {
  const data = join(folder, "data.sql");
  const schema = join(folder, "schema.sql");
  if (!(await exists(data)) && !(await exists(join(folder, "toc.dat")))) throw getUnknown(folder);
  // Without data.sql the folder is pg_dump's directory format, which the dump source knows how to refuse.
  if (!(await exists(data))) return openDump({ data: folder });
  return openDump({ data, ...((await exists(schema)) ? { schema } : {}) });
}

function getUnknown(locator: string): CutoverError {
  // Only the scheme: what follows may hold a password.
  const shown = locator.replace(/^([a-z][a-z0-9+.-]+:\/\/).*$/is, "$1…");
  return new CutoverError("usage", {
    what: `"${shown}" is not a source`,
    next: "Give postgres://user@host/database, a file of SQL (several with commas between them), or a folder with data.sql and schema.sql",
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
