import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDump } from "../../../scripts/sources/dump/dump.js";
import { readAll } from "../support.js";
import { readMeasured } from "../../support/liveMemory.js";
import { DumpFolder } from "./folder.js";

let folder: DumpFolder;

beforeAll(async () => {
  folder = await DumpFolder.make();
});
afterAll(() => folder.remove());

test.each<[string, string | null]>([
  ["'plain'", "plain"],
  ["''", ""],
  ["'it''s'", "it's"],
  ["''''", "'"],
  [String.raw`'back\slash'`, String.raw`back\slash`],
  [String.raw`E'a\\b\'c''d\n\x41\101\u00e9\U0001F600\xc3\xa9'`, "a\\b'c'd\nAAé😀é"],
  ["NULL", null],
  ["'NULL'", "NULL"],
  ["true", "t"],
  ["false", "f"],
  ["'true'", "true"],
  ["-1.50e-7", "-1.50e-7"],
  ["9007199254740993", "9007199254740993"],
  ["'NaN'", "NaN"],
  ["B'0101'", "0101"],
  ["B''", ""],
  ["'{1,2}'::integer[]", "{1,2}"],
  ["'1 day'::interval(3)", "1 day"],
  ["NULL::text", null],
  ["'; -- (no end), $$'", "; -- (no end), $$"],
])("INSERT of %s", async (literal, expected) => {
  const source = await folder.open(`INSERT INTO t (a, b) VALUES (${literal}, 1), (2,${literal});\n`);
  const { rows, broken } = await readAll(source, "t", ["a", "b"]);
  expect(broken).toEqual([]);
  expect(rows).toEqual([
    { a: expected, b: "1" },
    { a: "2", b: expected },
  ]);
});

test.each<[string, string | null]>([
  [String.raw`\N`, null],
  [String.raw`\\N`, String.raw`\N`],
  ["", ""],
  [String.raw`\b\f\n\r\t\v\\`, "\b\f\n\r\t\v\\"],
  [String.raw`\101\x41\xc3\xa9\303\251`, "AAéé"],
  [String.raw`\q\"`, 'q"'],
  [String.raw`😀\n😀`, "😀\n😀"],
  [String.raw`\\.`, String.raw`\.`],
])("COPY of %s", async (field, expected) => {
  const source = await folder.open(`COPY t (a, b, c) FROM stdin;\n${field}\tx\t${field}\n\\.\n`);
  expect((await readAll(source, "t", ["a", "b", "c"])).rows).toEqual([{ a: expected, b: "x", c: expected }]);
});

const count = 30_000;
const large = "it's; \\large\n".repeat(200_000);
const values = [...Array.from({ length: count }, (_, i) => `${"é'\\\n--\t".repeat(i % 23)}${String(i)}`), large];

function toLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function toCopyField(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

test.each<[string, () => string]>([
  [
    "COPY",
    () => `COPY t (id, value) FROM stdin;\n${values.map((v, i) => `${String(i)}\t${toCopyField(v)}\n`).join("")}\\.\n`,
  ],
  [
    "one INSERT",
    () =>
      `INSERT INTO t (id, value) VALUES\n${values.map((v, i) => `\t(${String(i)}, ${toLiteral(v)})`).join(",\n")};\n`,
  ],
  [
    "one INSERT per row",
    () => values.map((v, i) => `INSERT INTO t (id, value) VALUES (${String(i)}, ${toLiteral(v)});\n`).join(""),
  ],
])("%s: rows that cross the pieces a file is read in, and one larger than a piece", async (_, getContent) => {
  const { rows, broken } = await readAll(await folder.open(getContent()), "t", ["id", "value"]);
  expect(broken).toEqual([]);
  expect(rows.length).toBe(values.length);
  expect(rows.every((row, i) => row["id"] === String(i) && row["value"] === values[i])).toBe(true);
});

test("memory stays flat over a large file", async () => {
  const path = join(folder.path, "large.sql");
  const out = createWriteStream(path);
  const filler = "it''s ".repeat(150);
  for (const form of ["c", "i"]) {
    out.write(form === "c" ? "COPY c (id, value) FROM stdin;\n" : "INSERT INTO i (id, value) VALUES\n");
    for (let i = 0; i < 60_000; i++) {
      const isLast = i === 59_999;
      const row = form === "c" ? `${String(i)}\t${filler}\n` : `\t(${String(i)}, '${filler}')${isLast ? ";\n" : ",\n"}`;
      if (!out.write(row)) await new Promise<void>((resolve) => void out.once("drain", resolve));
    }
    if (form === "c") out.write("\\.\n");
  }
  await finished(out.end());
  const source = await openDump({ data: path });
  for (const table of ["c", "i"]) {
    const { rows, peak } = await readMeasured((await source.read(table, ["id", "value"])).pages);
    expect(rows).toBe(60_000);
    expect(peak).toBeLessThan(30_000_000);
  }
});
