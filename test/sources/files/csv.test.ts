import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FilesOptions, openFiles } from "../../../scripts/sources/files/files.js";
import { openSource } from "../../../scripts/sources/open.js";
import { catchError, getSourceError, readAll } from "../support.js";
import { FilesFolder } from "./folder.js";

let folder: FilesFolder;

beforeAll(async () => {
  folder = await FilesFolder.make();
});
afterAll(() => folder.remove());

async function read(content: string | Uint8Array, options: FilesOptions["csv"] = {}, name = "t.csv") {
  const source = await openFiles([await folder.write(name, content)], { csv: options });
  const stream = await source.read("t", []);
  const rows = [];
  const broken = [];
  for await (const page of stream.pages) {
    for (const row of page) {
      if ("broken" in row) broken.push(`${row.where.replace(/.*line /, "")}: ${row.broken} | ${row.original}`);
      else rows.push(row);
    }
  }
  return { columns: stream.columns, rows, broken };
}

describe("RFC 4180", () => {
  test.each<[string, string, (string | null)[][]]>([
    [
      "records end with CRLF",
      "a,b\r\n1,2\r\n3,4\r\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["the last one may not", "a,b\r\n1,2", [["1", "2"]]],
    ["or with LF", "a,b\n1,2\n", [["1", "2"]]],
    ["spaces are part of a field", "a,b\n 1 ,  \n", [[" 1 ", "  "]]],
    ["fields in quotes", 'a,b\n"1","2"\n', [["1", "2"]]],
    ["line breaks, quotes and commas in quotes", 'a,b\n"x\r\ny","a ""b"", c"\n', [["x\r\ny", 'a "b", c']]],
    ["only quotes", 'a,b\n"""","\n"\n', [['"', "\n"]]],
    ["doubled twice", 'a,b\n"""""",""""""""\n', [['""', '"""']]],
    ["empty at the end", "a,b\n1,\n", [["1", null]]],
    ["names in quotes", '"a","b"\n1,2\n', [["1", "2"]]],
    ["a byte order mark", "\ufeffa,b\n1,2\n", [["1", "2"]]],
    ["a byte order mark before quotes", '\ufeff"a",b\n1,2\n', [["1", "2"]]],
    [
      "a blank line is no row",
      "a,b\n1,2\n\n3,4\n\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["Unicode", "a,b\né,😀\n", [["é", "😀"]]],
    [
      "what looks like JSON, escapes or numbers stays",
      'a,b\n"{""x"":1}",\\n\n007,1.10\n',
      [
        ['{"x":1}', "\\n"],
        ["007", "1.10"],
      ],
    ],
    ["no rows", "a,b\n", []],
  ])("%s", async (_what, content, rows) => {
    expect(await read(content)).toEqual({ columns: ["a", "b"], rows, broken: [] });
  });

  test("in a table of one column a blank line is NULL, as PostgreSQL writes it", async () => {
    expect((await read('a\n1\n\n""\n')).rows).toEqual([["1"], [null], [""]]);
  });
});

test.each([
  ["by quotes", {}, [null, "", "NULL", "NULL", "x"]],
  ["always NULL", { empty: "null" }, [null, null, "NULL", "NULL", "x"]],
  ["always text", { empty: "text" }, ["", "", "NULL", "NULL", "x"]],
  ["with a word for NULL", { empty: "text", nullText: "NULL" }, ["", "", null, "NULL", "x"]],
] as const)("empty fields: %s", async (_what, options, row) => {
  expect((await read('a,b,c,d,e\n,"",NULL,"NULL",x\n', options)).rows).toEqual([row]);
});

test.each([
  ["a semicolon", "t.csv", { delimiter: ";" }, 'a;b\n"1;2";3,4\n'],
  ["a tab", "t.tsv", {}, 'a\tb\n"1;2"\t3,4\n'],
])("the delimiter is %s", async (_what, name, options, content) => {
  expect((await read(content, options, name)).rows).toEqual([["1;2", "3,4"]]);
});

test("rows that cannot be read", async () => {
  const text = 'a,b\n1,2\n3\n4,5,6\n"x"y,7\nz"w",8\n"two\nlines",9,10\n11,caf';
  const all = await read(Buffer.concat([Buffer.from(text), Buffer.from([0xe9]), Buffer.from("\n12,13\n")]));
  expect(all.rows).toEqual([
    ["1", "2"],
    ["12", "13"],
  ]);
  expect(all.broken).toEqual([
    "3: The row has 1 field, expected 2: a delimiter is missing, or a line break in a field without quotes has cut it in two | 3",
    "4: The row has 3 fields, expected 2: put the field that holds a delimiter into quotes | 4,5,6",
    '5: The row has text after a closing quote | "x"y,7',
    '6: The row has a quote inside a field that does not start with one | z"w",8',
    '7: The row has 3 fields, expected 2: put the field that holds a delimiter into quotes | "two\nlines",9,10',
    "9: The row is not valid UTF-8 | 11,caf\\xe9",
  ]);
});

test.each([
  ["an empty file", "", /empty/],
  ["a name twice", "a,a\n", /names "a" twice/],
  ["no name", "a,,b\n", /Column 2 has no name[^]*such as column2: a \| column2 \| b/],
  ["two without a name", "a,,b,\n", /Column 2 has no name/],
  ["a quote that never closes", 'a,b\n1,2\n3,"4\n5,6\n', /line 3[^]*doubled/],
])("is refused: %s", async (_what, content, message) => {
  expect(await getSourceError(read(content))).toMatch(message);
});

test.each([
  ["the header and every row", "id,name,\n1,a,\n2,b,\n"],
  ["the header alone", "id,name,\r\n1,a\r\n2,b\r\n"],
  ["some rows, with quotes", 'id,name,\n1,a,""\n2,b\n'],
])("a delimiter at the end of %s names no column: nothing stands in it", async (_what, content) => {
  const { columns, rows, broken } = await read(content);
  expect({ columns, rows, broken }).toEqual({
    columns: ["id", "name"],
    rows: [
      ["1", "a"],
      ["2", "b"],
    ],
    broken: [],
  });
});

test("a delimiter at the end of rows alone is said, and the advice works", async () => {
  const { broken } = await read("id,name\n1,a,\n");
  expect(broken).toEqual([
    "2: The row has 3 fields, expected 2: take the delimiter at its end away, or write one at the end of the header, too | 1,a,",
  ]);
  expect((await read("id,name,\n1,a,\n")).rows).toEqual([["1", "a"]]);
  expect((await read("id,name\n1,a\n")).rows).toEqual([["1", "a"]]);
});

test("a value behind the header's last delimiter is not dropped: its line is named, and the advice works", async () => {
  const error = await getSourceError(read("id,name,\n1,a,\n2,b,lost\n"));
  expect(error).toMatch(/Column 3 has a value here, and no name in the header[^]*line 3/);
  expect(error).toContain("Write a name for column 3 into the header, such as column3: id | name | column3");
  expect((await read("id,name,column3\n1,a,\n2,b,lost\n")).rows).toEqual([
    ["1", "a", null],
    ["2", "b", "lost"],
  ]);
});

test("chunks may end anywhere", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [String(i), `a "${"é\r\n,".repeat(i % 23)}"`]);
  const content = rows.map(([id, text]) => `${id},"${text?.replaceAll('"', '""')}"\r\n`).join("");
  expect((await read(`id,text\r\n${content}`)).rows).toEqual(rows);
});

describe("a locator", () => {
  test("says how CSV is read", async () => {
    const path = await folder.write("located.csv", "a;b\nNULL;\n");
    const source = await openSource(`${path}?delimiter=;&empty=text&null=NULL`);
    expect((await readAll(source, "located", ["a", "b"])).rows).toEqual([{ a: null, b: "" }]);
  });

  test.each(["delimiter=;;", "empty=maybe", "delimiter=,&quote='"])("is refused: %s", async (query) => {
    const path = await folder.write("located.csv", "a\n");
    const opened = openSource(`${path}?${query}`).then((source) => source.tables());
    expect((await catchError(opened)).failure).toBe("usage");
  });
});
