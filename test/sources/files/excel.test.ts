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
