import { copyFile, mkdir, readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDump } from "../../../scripts/sources/dump/dump.js";
import { getSourceError, readAll } from "../support.js";
import { DumpFolder, fixture } from "./folder.js";

let folder: DumpFolder;

beforeAll(async () => {
  folder = await DumpFolder.make();
});
afterAll(() => folder.remove());

describe("files that are not plain SQL in UTF-8", () => {
  const cases: [string, string | Buffer, RegExp][] = [
    ["custom format", Buffer.from("PGDMP\x01\x0e"), /custom format[^]*pg_restore -f dump\.sql/],
    ["gzip", gzipSync("SELECT 1;"), /gzip[^]*gunzip/],
    ["UTF-16", Buffer.from("\uFEFFCOPY t (a) FROM stdin;", "utf16le"), /UTF-16[^]*-f dump\.sql/],
    ["SQLite", Buffer.from("SQLite format 3\0"), /SQLite/],
    ["tar", Buffer.concat([Buffer.alloc(257), Buffer.from("ustar")]), /tar archive[^]*pg_restore/],
    ["another encoding", "SET client_encoding = 'LATIN1';\n", /LATIN1[^]*--encoding=UTF8/],
    ["CSV", "id,name\n1,x\n", /The dump has no rows|cut off/],
    ["an empty file", "", /The dump has no rows/],
    ["only a schema", "CREATE TABLE t (a integer);\n", /The dump has no rows[^]*pg_dump <url> -f/],
    ["COPY as CSV", "COPY t (a) FROM stdin WITH (FORMAT csv);\n1\n\\.\n", /text format/],
    ["MySQL", "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n", /dump of MySQL[^]*pgloader/],
    [
      "MariaDB in sandbox mode",
      "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump",
      /dump of MySQL or MariaDB/,
    ],
    ["phpMyAdmin", "-- phpMyAdmin SQL Dump\n-- version 5.2.1\n", /dump of MySQL/],
    ["SQLite's .dump", "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", /dump of SQLite[^]*sqlite3 app\.db/],
    ["an encrypted database", Buffer.from([0x8f, 0x00, 0x17, 0xd3, 0x01]), /binary[^]*encrypted/],
  ];
  test.each(cases)("%s", async (_, content, pattern) => {
    expect(await getSourceError(folder.open(content))).toMatch(pattern);
  });

  test("directory format", async () => {
    const path = join(folder.path, "directory");
    await mkdir(path);
    expect(await getSourceError(openDump({ data: path }))).toMatch(/folder/);
    await writeFile(join(path, "toc.dat"), "PGDMP");
    expect(await getSourceError(openDump({ data: path }))).toMatch(/pg_restore/);
  });

  test("no file", async () => {
    expect(await getSourceError(openDump({ data: join(folder.path, "missing.sql") }))).toMatch(
      /does not exist[^]*missing\.sql/,
    );
  });
});

test("a file that changes after it was opened is refused", async () => {
  const path = await folder.write("COPY t (a) FROM stdin;\n1\n\\.\n");
  const source = await openDump({ data: path });
  await writeFile(path, "COPY t (a) FROM stdin;\n1\n2\n\\.\n");
  expect(await getSourceError(readAll(source, "t", ["a"]))).toMatch(/has changed/);
});

test.runIf(process.platform === "linux").each(["copy.data.sql", "rows-per-insert.data.sql"])(
  "stopping early closes %s",
  async (name) => {
    const path = join(folder.path, `early-${name}`);
    await copyFile(fixture(name), path);
    const source = await openDump({ data: path });
    const { pages } = await source.read("t", ["id"]);
    for await (const page of pages) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
    const getOpen = async () => {
      const open = await readdir("/proc/self/fd");
      return (await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")))).filter(
        (p) => p === path,
      );
    };
    await expect.poll(getOpen).toEqual([]);
  },
);
