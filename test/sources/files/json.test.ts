import { createWriteStream } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFiles } from "../../../scripts/sources/files/files.js";
import { openSource } from "../../../scripts/sources/open.js";
import { getSourceError, readAll } from "../support.js";
import { readMeasured } from "../../support/liveMemory.js";
import { FilesFolder } from "./folder.js";

let folder: FilesFolder;

beforeAll(async () => {
  folder = await FilesFolder.make();
});
afterAll(() => folder.remove());

async function read(name: string, content: string | Uint8Array, columns: readonly string[]) {
  const source = await openFiles([await folder.write(name, content)]);
  return readAll(source, name.replace(/\.[^.]*$/, ""), columns);
}

const values: [json: string, raw: string | null][] = [
  ["9007199254740993", "9007199254740993"],
  ["-0", "-0"],
  ["1.10", "1.10"],
  ["1E400", "1E400"],
  ["0.1234567890123456789012", "0.1234567890123456789012"],
  ["true", "true"],
  ["false", "false"],
  ["null", null],
  ['""', ""],
  ['"null"', "null"],
  ['"\\u0000"', "\0"],
  ['"\\ud83d\\ude00\\u2028"', "😀\u2028"],
  ['"é😀"', "é😀"],
  ['"\\\\x00ff"', "\\x00ff"],
  ['"\\"]},[{\\\\"', '"]},[{\\'],
  ['"a\\/b\\b\\f\\n\\r\\t"', "a/b\b\f\n\r\t"],
  ["{}", "{}"],
  ["[]", "[]"],
  ['{ "a" : [1.10, "]" , null] }', '{ "a" : [1.10, "]" , null] }'],
  ['["\\"", "\\\\"]', '["\\"", "\\\\"]'],
];

describe.each([
  ["JSONLines", "t.jsonl", (row: string) => `${row}\n`],
  ["JSONLines from Windows with a byte order mark", "t.ndjson", (row: string) => `\ufeff${row}\r\n`],
  ["JSONLines without an end", "t.jsonl", (row: string) => row],
  ["an array", "t.json", (row: string) => `[${row}]`],
  ["an array with white space", "t.json", (row: string) => `\ufeff \r\n[\n\t ${row} \n]\n`],
])("a value in %s", (_what, name, wrap) => {
  test.each(values)("%s", async (json, raw) => {
    const { rows, broken } = await read(name, wrap(`{"a b":${json},"z":1}`), ["a b", "z"]);
    expect(broken).toEqual([]);
    expect(rows).toEqual([{ "a b": raw, z: "1" }]);
  });
});

test("fields that a row does not have are NULL, and columns are of all rows", async () => {
  const content = '{"a":1}\n\n{"b":"x","a":2.5}\n  \n{"c":true,"b":null}\n{"c":[1],"d":null}\n';
  const source = await openFiles([await folder.write("union.jsonl", content)]);
  expect(await source.tables()).toEqual([
    {
      name: "union",
      primaryKey: [],
      estimatedRows: 4,
      columns: [
        { name: "a", type: "number", nullable: true },
        { name: "b", type: "string", nullable: true },
        { name: "c", type: "mixed", nullable: true },
        { name: "d", type: "unknown", nullable: true },
      ],
    },
  ]);
  expect((await readAll(source, "union", ["a", "b", "c", "d"])).rows[2]).toEqual({
    a: null,
    b: null,
    c: "true",
    d: null,
  });
});

test("field names that objects have by themselves", async () => {
  const { rows } = await read("names.jsonl", '{"__proto__":1,"constructor":2,"":3}', ["__proto__", "constructor", ""]);
  expect(Object.entries(rows[0] ?? {})).toContainEqual(["constructor", "2"]);
  expect(rows[0]?.[""]).toBe("3");
});

describe("rows that cannot be read", () => {
  const good = '{"a":1}';
  const bad: [string, Buffer | string, RegExp][] = [
    ["a comma too many", '{"a":1,}', /not valid JSON/],
    ["single quotes", "{'a':1}", /not valid JSON/],
    ["a number with a plus", '{"a":+1}', /not valid JSON/],
    ["a bare word", '{"a":NaN}', /not valid JSON/],
    ["an unknown escape", '{"a":"\\x"}', /not valid JSON/],
    ["a repeated field", '{"a":1,"a":2}', /names a field twice/],
    ["a number", "17", /not a JSON object/],
    ["text", '"x"', /not a JSON object/],
    ["null", "null", /not a JSON object/],
    ["an array", "[1]", /not a JSON object/],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]), /not valid UTF-8/],
  ];

  test.each(bad)("in JSONLines: %s", async (_what, row, broken) => {
    const bytes = Buffer.concat([Buffer.from(`${good}\n`), Buffer.from(row), Buffer.from(`\n${good}\n`)]);
    const all = await read("bad.jsonl", bytes, ["a"]);
    expect(all.rows).toEqual([{ a: "1" }, { a: "1" }]);
    expect(all.broken).toMatchObject([
      { broken: expect.stringMatching(broken), where: expect.stringMatching(/bad\.jsonl line 2$/) },
    ]);
  });

  test.each(bad)("in an array: %s", async (_what, row, broken) => {
    const bytes = Buffer.concat([Buffer.from(`[${good},\n`), Buffer.from(row), Buffer.from(`,\n${good}]`)]);
    const all = await read("bad.json", bytes, ["a"]);
    expect(all.rows).toEqual([{ a: "1" }, { a: "1" }]);
    expect(all.broken).toMatchObject([
      { broken: expect.stringMatching(broken), where: expect.stringMatching(/bad\.json line 2$/) },
    ]);
  });

  test("a control character and a cut-off line in JSONLines", async () => {
    const all = await read("cut.jsonl", `{"a":"x\ty"}\n{"a":1}\n{"a":`, ["a"]);
    expect(all.rows).toEqual([{ a: "1" }]);
    expect(all.broken.map(({ where }) => where.replace(/.* /, ""))).toEqual(["1", "3"]);
  });
});

describe("documents that are refused as a whole", () => {
  const whole = '[{"a":"]"},{"a":[1,{"b":"\\""}]},\n{"a":2}]';

  test("no beginning of an array passes for the whole", async () => {
    for (let length = 1; length < whole.length; length++) {
      const path = await folder.write("cut.json", whole.slice(0, length));
      expect(await getSourceError((await openFiles([path])).tables())).toMatch(/cut off/);
    }
    expect((await read("cut.json", whole, ["a"])).rows).toHaveLength(3);
  });

  test.each([
    ["two commas", '[{"a":1},,{"a":2}]', /comma/],
    ["a comma at the end", '[{"a":1},]', /comma/],
    ["a comma at the start", '[,{"a":1}]', /comma/],
    ["no comma", '[{"a":1}{"a":2}]', /comma is missing/],
    ["no comma between words", "[1 2]", /comma is missing/],
    ["the wrong bracket", '[{"a":1}}', /\} where \]/],
    ["a bracket too many", '[{"a":1}]]', /without an opening one/],
    ["a word", "rows", /not a JSON document/],
    ["nothing", "", /does not contain/],
    ["an object with other arrays", '{"users":[{"a":1}],"n":1}', /It has: users, n[^]*\.users\[\]/],
    ["one row without an array", '{"a":1}\n', /\.jsonl/],
    ["a list that is none", '{"list":{"a":[1]}}', /does not contain/],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0]), /gunzip/],
    ["UTF-16", Buffer.from([0xff, 0xfe, 0x5b, 0]), /iconv/],
  ])("%s", async (_what, content, message) => {
    const path = await folder.write("refused.json", content);
    expect(await getSourceError(openFiles([path]).then((source) => source.tables()))).toMatch(message);
  });

  test("a file that changes between the passes", async () => {
    const path = await folder.write("changing.json", '[{"a":1}]');
    const source = await openFiles([path]);
    await source.tables();
    await writeFile(path, '[{"a":1},{"a":2}]');
    expect(await getSourceError(readAll(source, "changing", ["a"]))).toMatch(/has changed/);
  });
});

test("chunks may end anywhere", async () => {
  const rows = Array.from({ length: 4000 }, (_, i) => ({ i, text: `\\"é😀${"]},{[".repeat(i % 37)}` }));
  for (const padding of [0, 1, 2, 3]) {
    const space = " ".repeat(padding);
    const array = await read(
      "chunks.json",
      `${space}{"x":"list","list":[${rows.map((row) => JSON.stringify(row)).join(",")}]}`,
      ["i", "text"],
    );
    expect(array.rows).toEqual(rows.map(({ i, text }) => ({ i: String(i), text })));
    expect(array.pages).toBeGreaterThan(1);
    const lines = await read("chunks.jsonl", space + rows.map((row) => JSON.stringify(row)).join("\n"), ["i", "text"]);
    expect(lines.rows).toEqual(array.rows);
  }
});

test.each(["big.json", "big.jsonl"])("memory stays flat: %s", async (name) => {
  const path = join(folder.path, name);
  const isArray = name.endsWith(".json");
  const rows = 120_000;
  const makeText = function* () {
    if (isArray) yield "[";
    for (let i = 0; i < rows; i++)
      yield `${i > 0 ? (isArray ? "," : "\n") : ""}{"id":${String(i)},"text":"${"x".repeat(800)}"}`;
    if (isArray) yield "]";
  };
  await pipeline(Readable.from(makeText()), createWriteStream(path));
  const { pages } = await (await openFiles([path])).read("big", ["id"]);
  const measured = await readMeasured(pages);
  expect(measured.rows).toBe(rows);
  expect(measured.peak).toBeLessThan(30_000_000);
});

describe("what a locator names", () => {
  test("a folder: one table per file", async () => {
    const path = await mkdtemp(join(folder.path, "folder-"));
    await writeFile(join(path, "users.jsonl"), '{"id":1}\n');
    await writeFile(join(path, "cases.JSON"), '[{"id":2}]');
    await writeFile(join(path, "notes.csv"), "id\n3\n");
    await writeFile(join(path, ".hidden.json"), "x");
    const source = await openSource(path);
    expect((await source.tables()).map(({ name }) => name).toSorted()).toEqual(["cases", "notes", "users"]);
    for (const [name, id] of [
      ["users", "1"],
      ["cases", "2"],
      ["notes", "3"],
    ] as const) {
      expect((await readAll(source, name, ["id"])).rows).toEqual([{ id }]);
    }
  });

  test("files with commas between them", async () => {
    const first = await folder.write("one.jsonl", '{"id":1}\n');
    const second = await folder.write("two.json", '[{"id":2}]');
    expect((await (await openSource(`${first},${second}`)).tables()).map(({ name }) => name)).toEqual(["one", "two"]);
  });

  test("two files of one name", async () => {
    const paths = [await folder.write("same.json", "[]"), await folder.write("same.csv", "a\n")];
    expect(await getSourceError(openFiles(paths))).toMatch(/Two files are named same/);
  });

  test("a file that is not there", async () => {
    expect(await getSourceError(openSource(join(folder.path, "nothing.jsonl")))).toMatch(/does not exist/);
  });

  test("missing tables and columns", async () => {
    const source = await openFiles([await folder.write("users.jsonl", '{"firstName":1}\n')]);
    expect(await getSourceError(source.read("user", []))).toMatch(/Did you mean users/);
    expect(await getSourceError(source.read("users", ["first_name"]))).toMatch(/Did you mean firstName/);
  });

  test("an empty file is an empty table", async () => {
    expect((await read("empty.jsonl", "", ["anything"])).rows).toEqual([]);
    expect((await read("empty.json", "[]", ["anything"])).rows).toEqual([]);
  });
});

test.each([
  ["an export of mongoexport", '{"_id":"a","n":1}\n{"_id":"b","n":2}\n', [{ _id: "a" }, { _id: "b" }]],
  ["one document of MongoDB", '{"_id":"a","n":[1,2]}\n', [{ _id: "a" }]],
  [
    "a blank line and a byte order mark before them",
    '\ufeff\n{"_id":"a"}\r\n\r\n{"_id":"b"}',
    [{ _id: "a" }, { _id: "b" }],
  ],
  [
    "a first line longer than is read at once",
    `{"_id":"a","x":"${"y".repeat(200_000)}"}\n{"_id":"b"}\n`,
    [{ _id: "a" }, { _id: "b" }],
  ],
])("objects on lines in a .json file: %s", async (_, content, expected) => {
  const { rows } = await read("mongo.json", content, ["_id"]);
  expect(rows.map(({ _id }) => ({ _id }))).toEqual(expected);
});

test.each([
  ["a document over lines", '{\n"rows": [{"_id":"a"},\n{"_id":"b"}]\n}'],
  ["a document on one line", '{"rows":[{"_id":"a"},{"_id":"b"}]}\n'],
])("%s is no file of lines", async (_, content) => {
  const source = await openFiles([await folder.write("doc.json", content)], { jq: { doc: ".rows[]" } });
  expect((await readAll(source, "doc", ["_id"])).rows).toEqual([{ _id: "a" }, { _id: "b" }]);
});
