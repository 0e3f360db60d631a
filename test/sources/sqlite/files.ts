import { mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import library, { type Database } from "node-sqlite3-wasm";
import { onTestFinished } from "vitest";
import { openSqlite } from "../../../scripts/sources/sqlite/sqlite.js";
import type { Source } from "../../../scripts/sources/source.js";

/** Removed when the test is over. (A hook of this module would be one of the first test file's only: modules are shared.) */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cutover-sqlite-test-"));
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real SQLite file made by running SQL, in a folder of its own. Nobody waits for the disk: a test's file need not survive a crash. */
export async function createDatabase(sql: string, name = "app.db"): Promise<string> {
  const path = join(await createFolder(), name);
  withDatabase(path, (database) => database.exec(`PRAGMA synchronous = OFF; ${sql}`));
  return path;
}

export function withDatabase<T>(path: string, use: (database: Database) => T): T {
  const database = new library.Database(path);
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** Opened for this test: closed after it. */
export async function openDatabase(path: string): Promise<Source> {
  const source = await openSqlite(path);
  onTestFinished(async () => await source.close());
  return source;
}

export async function openNew(sql: string): Promise<Source> {
  return openDatabase(await createDatabase(sql));
}

export async function overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "r+");
  await file.write(bytes, 0, bytes.length, at);
  await file.close();
}

export const pageSize = 4096;

/** Makes a page unreadable. */
export async function destroyPage(path: string, page: number): Promise<void> {
  await overwrite(path, (page - 1) * pageSize, Buffer.alloc(pageSize, 0xff));
}

/** The pages of one tree, in the order of its keys, and how many cells each holds. */
export function getPages(path: string, tree: string, type: "leaf" | "overflow" = "leaf") {
  const sql = "SELECT pageno AS page, ncell AS cells FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path";
  return withDatabase(path, (database) => database.all(sql, [tree, type]) as { page: number; cells: number }[]);
}

/** Name, size and time of everything in a folder. */
export async function listFolder(folder: string) {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ctimeMs } = await stat(join(folder, name));
      return { name, size, mtimeMs, ctimeMs };
    }),
  );
}
