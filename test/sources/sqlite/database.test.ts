import { copyFileSync } from "node:fs";
import { chmod, copyFile, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { openSource } from "../../../scripts/sources/open.js";
import { openSqlite } from "../../../scripts/sources/sqlite/sqlite.js";
import { getSourceError, readAll } from "../support.js";
import { createDatabase, createFolder, listFolder, openDatabase, overwrite, withDatabase } from "./files.js";

const rows = "CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)";

test("nothing is written: not the file, not beside it, not by the integrity check", async () => {
  const path = await createDatabase(rows);
  const before = await listFolder(dirname(path));
  const bytes = await readFile(path);
  const source = await openDatabase(path);
  const pages = (await source.read("t", ["a"])).pages[Symbol.asyncIterator]();
  await pages.next();
  expect(await listFolder(dirname(path))).toEqual(before);
  expect(await source.findings?.()).toEqual([]);
  await source.close();
  expect(await listFolder(dirname(path))).toEqual(before);
  expect(await readFile(path)).toEqual(bytes);
});

test("a file and a folder that may not be written to", async () => {
  const path = await createDatabase(rows);
  await chmod(path, 0o444);
  await chmod(dirname(path), 0o555);
  const source = await openDatabase(path);
  expect((await readAll(source, "t", ["a"])).rows).toHaveLength(2);
  await chmod(dirname(path), 0o755);
});

/** A database in WAL mode whose last rows stand only in `-wal`, as an app that was killed leaves it. */
async function createWal(): Promise<string> {
  const made = await createDatabase("CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  const path = join(await createFolder(), "live.db");
  withDatabase(made, (database) => {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)");
    database.exec("INSERT INTO t VALUES (2)");
    copySync(made, path);
  });
  return path;
}

function copySync(from: string, to: string) {
  for (const end of ["", "-wal"]) copyFileSync(from + end, to + end);
}

test("WAL mode: what stands only in -wal is read, and both files stay as they are", async () => {
  const path = await createWal();
  const before = await listFolder(dirname(path));
  expect(before.map(({ name }) => name)).toEqual(["live.db", "live.db-wal"]);
  const source = await openDatabase(path);
  expect((await readAll(source, "t", ["a"])).rows).toEqual([{ a: "1" }, { a: "2" }]);
  expect(await source.findings?.()).toEqual([]);
  await source.close();
  expect(await listFolder(dirname(path))).toEqual(before);
});

test("WAL mode without a -wal file, as after a clean end", async () => {
  const path = await createWal();
  const copy = join(await createFolder(), "copy.db");
  await copyFile(path, copy);
  expect((await readAll(await openDatabase(copy), "t", ["a"])).rows).toEqual([{ a: "1" }]);
});

test("a journal with a header is an unfinished transaction: refused", async () => {
  const path = await createDatabase(rows);
  await writeFile(`${path}-journal`, Buffer.from("d9d505f920a163d7000000010000000000000000", "hex"));
  expect(await getSourceError(openSqlite(path))).toMatch(/locked by an unfinished transaction: app\.db-journal/);
  await writeFile(`${path}-journal`, Buffer.alloc(512));
  expect((await readAll(await openDatabase(path), "t", ["a"])).rows).toHaveLength(2);
});

test("written to while it is read: an error instead of rows of two moments", async () => {
  const path = await createDatabase(rows);
  const source = await openDatabase(path);
  await utimes(path, 1, 1);
  expect(await getSourceError(readAll(source, "t", ["a"]))).toMatch(/changed while it was read[^]*\.backup/);
});

test.each([
  ["not there", async () => join(await createFolder(), "none.db"), /does not exist/],
  ["a folder", createFolder, /folder, not a SQLite database/],
  ["empty", async () => writeNew(Buffer.alloc(0)), /empty/],
  [
    "garbage, or encrypted",
    async () => writeNew(Buffer.alloc(8192, 0x5a)),
    /not a SQLite database, or it is encrypted/,
  ],
  ["only the magic", async () => writeNew(Buffer.from("SQLite format 3\0")), /SQLite reports: /],
  [
    "a header and no more",
    async () => writeNew(Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4096)])),
    /SQLite reports: /,
  ],
])("refused: %s", async (_, create, message) => {
  expect(await getSourceError(openSqlite(await create()))).toMatch(message);
});

async function writeNew(bytes: Buffer): Promise<string> {
  const path = join(await createFolder(), "x.db");
  await writeFile(path, bytes);
  return path;
}

test("UTF-16 is refused with the way to convert it", async () => {
  const path = await createDatabase(rows);
  await overwrite(path, 56, Buffer.from([0, 0, 0, 2]));
  expect(await getSourceError(openSqlite(path))).toMatch(/UTF-16[^]*\.dump \| sqlite3 copy\.db/);
});

test("a refused or closed file leaves nothing in the temporary folder", async () => {
  const valid = await createDatabase(rows);
  const refused = await writeNew(Buffer.from("SQLite format 3\0"));
  // A folder of its own: other processes use the common one at the same time.
  const temporary = await createFolder();
  vi.stubEnv("TMPDIR", temporary);
  try {
    const source = await openSqlite(valid);
    expect(await readdir(temporary)).toHaveLength(1);
    await source.close();
    await getSourceError(openSqlite(refused));
    expect(await readdir(temporary)).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
  }
});

test.each(["any.sql", "prod.sqlite3", "no extension"])(
  "open knows a SQLite file by its first bytes: %s",
  async (name) => {
    const path = await createDatabase(rows, name);
    for (const locator of [path, `sqlite:${path}`, `sqlite://${path}`]) {
      const source = await openSource(locator);
      expect(source.description).toBe(name);
      expect((await readAll(source, "t", ["a"])).rows).toHaveLength(2);
      await source.close();
    }
  },
);

test("sqlite: and a file that is not there", async () => {
  expect(await getSourceError(openSource("sqlite:/nowhere/app.db"))).toMatch(/does not exist/);
});
