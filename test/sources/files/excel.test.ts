import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSource } from "../../../scripts/sources/open.js";
import { getSourceError, readAll } from "../support.js";
import { FilesFolder } from "./folder.js";

let folder: FilesFolder;
beforeAll(async () => {
  folder = await FilesFolder.make();
});
afterAll(() => folder.remove());

const open = async (name: string, content: string | Uint8Array, prefix = "", suffix = "") =>
  await openSource(`${prefix}${await folder.write(name, content)}${suffix}`);

describe("CSV as Excel writes it", () => {
  test.each([
    ["semi.csv", 'id;name;amount\n1;"Smith; Jr";1.234,50\n', ";"],
    ["tabs.csv", "id\tname\n1\tAnn\n", "tab"],
    ["bars.csv", "id|name\n1|Ann\n", "|"],
  ])("%s: the delimiter that fits is named, and reads the file", async (name, content, delimiter) => {
    const source = await open(name, content);
    const message = await getSourceError(source.tables());
    expect(message).toContain(`${name}?delimiter=${delimiter}"`);
    const again = await open(name, content, "", `?delimiter=${delimiter}`);
    expect((await again.tables())[0]!.columns.map((column) => column.name).slice(0, 2)).toEqual(["id", "name"]);
  });

  test("one column whose name holds a semicolon is read where the delimiter is given", async () => {
    const source = await open("one.csv", "a;b\n1\n", "", "?delimiter=,");
    expect((await readAll(source, "one", ["a;b"])).rows).toEqual([{ "a;b": "1" }]);
  });

  test("the first line sep=; is obeyed; lines keep their numbers", async () => {
    const source = await open("sep.csv", '\ufeffsep=;\r\nid;name\r\n1;"a;b"\r\n2;x;y\r\n');
    const { rows, broken } = await readAll(source, "sep", ["id", "name"]);
    expect(rows).toEqual([{ id: "1", name: "a;b" }]);
    expect(broken[0]!.where).toMatch(/line 4$/);
  });

  test.each([
    ["latin.csv", Buffer.from("id,gr\xf6\xdfe\n1,2\n", "latin1"), /Windows-1252[^]*iconv -f WINDOWS-1252/],
    ["mac.csv", "id,name\r1,Ann\r2,Bob", /CR alone[^]*tr '\\r' '\\n'/],
    ["utf16.csv", Buffer.from("\ufeffid,name\n", "utf16le"), /UTF-16[^]*iconv/],
  ])("%s is refused with the command that converts it", async (name, content, pattern) => {
    expect(await getSourceError(open(name, content).then((source) => source.tables()))).toMatch(pattern);
  });
});

describe("COPY's text format in .tsv", () => {
  const copied = "id\tname\n1\ttab\\there \\\\ back\\nline2\n2\t\\N\n3\tplain\n";

  test("is refused with the two ways to read it", async () => {
    const source = await open("copytext.tsv", copied);
    expect(await getSourceError(source.tables())).toMatch(/\\N is NULL[^]*line 2[^]*copy:.*plain:/);
  });

  test("copy: decodes it", async () => {
    const source = await open("copytext.tsv", `${copied}\\.\n`, "copy:");
    expect((await readAll(source, "copytext", ["id", "name"])).rows).toEqual([
      { id: "1", name: "tab\there \\ back\nline2" },
      { id: "2", name: null },
      { id: "3", name: "plain" },
    ]);
    expect((await source.tables())[0]!.columns).toMatchObject([{ nullable: false }, { nullable: true }]);
  });

  test("plain: leaves it as it is", async () => {
    const source = await open("copytext.tsv", copied, "plain:");
    expect((await readAll(source, "copytext", ["name"])).rows[1]).toEqual({ name: "\\N" });
  });

  test("backslashes that COPY would not have written need no word", async () => {
    const source = await open("paths.tsv", "id\tpath\n1\tC:\\Users\n2\tx\\new\n");
    expect((await readAll(source, "paths", ["path"])).rows).toEqual([{ path: "C:\\Users" }, { path: "x\\new" }]);
  });

  test("a row that is damaged is named by its line", async () => {
    const source = await open("damaged.tsv", "id\tname\n1\n2\tx\\\n3\ty\n", "copy:");
    const { rows, broken } = await readAll(source, "damaged", ["id", "name"]);
    expect(rows).toEqual([{ id: "3", name: "y" }]);
    expect(broken.map(({ where }) => where.replace(/.*line /, ""))).toEqual(["2", "3"]);
  });
});

/** What a message tells to type, up to the end of the sentence. */
const adviceOf = (message: string, prefix: string) =>
  new RegExp(`: (\\S*${prefix}:\\S+?)\\.?(?:\\s|$)`).exec(message)![1]!;

describe("one file of several that COPY has written", () => {
  test.each([
    ["a folder", (dir: string) => dir],
    [
      "files with commas between them",
      (dir: string) => ["a.csv", "b.tsv", "c.jsonl"].map((name) => `${dir}/${name}`).join(),
    ],
    ["files with an option", (dir: string) => `${dir}/a.csv,${dir}/b.tsv,${dir}/c.jsonl?empty=text`],
  ])("%s: the advice decodes that file, and the others stay", async (_, locate) => {
    const own = await FilesFolder.make();
    await own.write("a.csv", "id,name\n1,Ann\n");
    await own.write("b.tsv", "id\tname\n1\ttab\\there\n2\t\\N\n");
    await own.write("c.jsonl", '{"id":1,"name":"back\\\\slash \\u00e9"}\n');
    const message = await getSourceError((await openSource(locate(own.path))).tables());
    for (const [prefix, text] of [
      ["copy", "tab\there"],
      ["plain", "tab\\there"],
    ] as const) {
      const source = await openSource(adviceOf(message, prefix));
      expect((await source.tables()).map(({ name }) => name)).toEqual(["a", "b", "c"]);
      expect((await readAll(source, "b", ["name"])).rows[0]).toEqual({ name: text });
      expect((await readAll(source, "c", ["name"])).rows).toEqual([{ name: "back\\slash é" }]);
    }
    await own.remove();
  });

  test("copy: before a folder decodes all of its files", async () => {
    const own = await FilesFolder.make();
    await own.write("b.tsv", "id\tname\n1\ttab\\there\n");
    const source = await openSource(`copy:${own.path}`);
    expect((await readAll(source, "b", ["name"])).rows).toEqual([{ name: "tab\there" }]);
    await own.remove();
  });
});
