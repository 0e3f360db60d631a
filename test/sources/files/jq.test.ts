import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFiles } from "../../../scripts/sources/files/files.js";
import { readFilter } from "../../../scripts/sources/files/jq.js";
import { getSourceError, readAll } from "../support.js";
import { FilesFolder } from "./folder.js";

let folder: FilesFolder;

beforeAll(async () => {
  folder = await FilesFolder.make();
});
afterAll(() => folder.remove());

async function read(name: string, content: string | Uint8Array, filter: string, columns = ["id"]) {
  const source = await openFiles([await folder.write(name, content)], { jq: { t: filter } });
  return readAll(source, "t", columns);
}

test.each([
  [".[]", { key: undefined, iterates: true, rest: undefined }],
  [" .list[] ", { key: "list", iterates: true, rest: undefined }],
  ['."a b"[]|.x', { key: "a b", iterates: true, rest: ".x" }],
  [".[] | select(.a) | {id}", { key: undefined, iterates: true, rest: " select(.a) | {id}" }],
  [".[] as $x | $x", { key: undefined, iterates: false, rest: ".[] as $x | $x" }],
  [".a.b[]", { key: undefined, iterates: false, rest: ".a.b[]" }],
  [".[], .x[]", { key: undefined, iterates: false, rest: ".[], .x[]" }],
  [".[0]", { key: undefined, iterates: false, rest: ".[0]" }],
])("what is left of %s", (filter, parts) => {
  expect(readFilter(filter)).toEqual(parts);
});

const list = '{"n":1,"list":[{"id":9007199254740993,"on":true},{"id":1.10,"on":false}],"after":{"x":[{"id":5}]}}';

test.each<[string, string, string, string[]]>([
  ["the rows under a key", ".list[]", list, ["9007199254740993", "1.10"]],
  ["the same, filtered", ".list[] | select(.on)", list, ["9007199254740993"]],
  ["deep in a document", ".after.x[]", list, ["5"]],
  ["a row made new", ".list[] | {id: (.id|tostring), on}", list, ["9007199254740993", "1.10"]],
  ["several rows of one element", ".[] | .ids[] | {id: .}", '[{"ids":[1,2]},{"ids":[]},{"ids":[3]}]', ["1", "2", "3"]],
  ["an object by its keys", "to_entries[] | {id: .key}", '{"a":1,"b":2}', ["a", "b"]],
  ["a comment at the end", ".[] | {id} # all", '[{"id":1,"x":2}]', ["1"]],
  ["a definition", "def f: {id: (.id + 1)}; .[] | f", '[{"id":1}]', ["2"]],
  ["an object alone", ".", '{"id":1}', ["1"]],
])("%s", async (_what, filter, content, ids) => {
  const { rows, broken } = await read("t.json", content, filter);
  expect(broken).toEqual([]);
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test("each line of a JSONLines file", async () => {
  const { rows } = await read("t.jsonl", '{"d":{"id":1}}\n{"d":{"id":2}}\n', ".d");
  expect(rows).toEqual([{ id: "1" }, { id: "2" }]);
});

test("many elements, fed in several calls", async () => {
  const elements = Array.from({ length: 3000 }, (_, i) => `{"id":${String(i)},"text":"${"x".repeat(300)}"}`);
  const { rows } = await read("t.json", `[${elements.join()}]`, ".[] | select(.id % 2 == 0) | {id}");
  expect(rows.map(({ id }) => Number(id))).toEqual(Array.from({ length: 1500 }, (_, i) => i * 2));
});

test("several tables of one document", async () => {
  const path = await folder.write("backup.json", '{"users":[{"id":1}],"cases":[{"id":2},{"id":3}]}');
  const source = await openFiles([path], { jq: { users: ".users[]", cases: ".cases[] | {id}" } });
  expect((await source.tables()).map(({ name, estimatedRows }) => [name, estimatedRows])).toEqual([
    ["users", 1],
    ["cases", 2],
  ]);
  expect((await readAll(source, "cases", ["id"])).rows).toEqual([{ id: "2" }, { id: "3" }]);
});

describe("what goes wrong", () => {
  test("one element: the others go on", async () => {
    const content = '[{"id":1},\n{"id":"x"},\n{"id":"\\ud800"},\n{id},\n{"id":2}]';
    const { rows, broken } = await read("t.json", content, ".[] | {id: (.id + 1)}");
    expect(rows).toEqual([{ id: "2" }, { id: "3" }]);
    expect(broken.map(({ where, broken: why }) => [where.replace(/.*line /, ""), why])).toEqual([
      ["2", expect.stringMatching(/refused by jq: .*cannot be added/)],
      ["3", expect.stringMatching(/refused by jq: .*surrogate/)],
      ["4", expect.stringMatching(/not valid JSON/)],
    ]);
  });

  test("an output that is no object", async () => {
    const { rows, broken } = await read("t.json", '[{"id":1},{"id":2}]', ".[] | if .id == 1 then .id else . end");
    expect(rows).toEqual([{ id: "2" }]);
    expect(broken).toMatchObject([{ broken: "The row is not a JSON object", original: "1" }]);
  });

  test("a field twice, of which jq would drop one", async () => {
    const content = '[{"id":1,"x":[{"a":1,"a":2}]},{"id":2,"x":[{"a":1},{"a":2}]}]';
    const { rows, broken } = await read("t.json", content, ".[] | {id}");
    expect(rows).toEqual([{ id: "2" }]);
    expect(broken).toMatchObject([{ broken: "The row names a field twice" }]);
    expect(await getSourceError(read("t.json", content, "map({id})[]"))).toMatch(/names a field twice/);
  });

  test("a filter that asks for more input than one element", async () => {
    const { rows, broken } = await read("t.json", '[{"id":1},{"id":2}]', ".[] | ., input");
    expect(rows).toEqual([]);
    expect(broken).toMatchObject([{ broken: expect.stringMatching(/refused by jq/) }, {}]);
  });

  test("bytes that are not UTF-8 never reach jq, which would replace them", async () => {
    const content = Buffer.concat([Buffer.from('[{"id":1},{"id":"'), Buffer.from([0xe9]), Buffer.from('"}]')]);
    const { rows, broken } = await read("t.json", content, ".[] | {id}");
    expect(rows).toEqual([{ id: "1" }]);
    expect(broken).toMatchObject([{ broken: "The row is not valid UTF-8" }]);
    expect(await getSourceError(read("t.json", content, "map(.)[]"))).toMatch(/not valid UTF-8/);
  });

  test.each([
    ["a filter that jq does not understand", ".[] | {", /cannot compile/],
    ["a filter that halts", ".[] | halt", /halts/],
    ["a document that jq refuses", "map(.id + {})[]", /jq refuses the document/],
    ["a key that is not there", ".rows[]", /does not contain/],
  ])("%s", async (_what, filter, message) => {
    expect(await getSourceError(read("t.json", '[{"id":1},{"id":2},{"id":3}]', filter))).toMatch(message);
  });

  test("a filter for a table without a file", async () => {
    const paths = [await folder.write("a.json", "[]"), await folder.write("b.json", "[]")];
    expect(await getSourceError(openFiles(paths, { jq: { users: ".users[]" } }))).toMatch(/2 JSON files are possible/);
  });

  test("a filter may name the document that its table is part of", async () => {
    const paths = [
      await folder.write("accounts.json", '{"users":[{"id":1}],"keys":[{"id":2}]}'),
      await folder.write("store.json", '{"posts":[{"id":3}]}'),
    ];
    const jq = { "accounts.users": ".users[]", "accounts.keys": ".keys[]", "store.posts": ".posts[]" };
    const source = await openFiles(paths, { jq });
    expect((await source.tables()).map(({ name }) => name)).toEqual(Object.keys(jq));
    expect((await readAll(source, "accounts.keys", ["id"])).rows).toEqual([{ id: "2" }]);
    expect((await readAll(source, "store.posts", ["id"])).rows).toEqual([{ id: "3" }]);
  });

  test("a filter for a table without a file reads the document that has no filter of its own", async () => {
    const paths = [
      await folder.write("accounts.json", '{"users":[{"id":1}]}'),
      await folder.write("store.json", '{"posts":[{"id":2}],"likes":[{"id":3}]}'),
    ];
    const source = await openFiles(paths, { jq: { accounts: ".users[]", posts: ".posts[]", likes: ".likes[]" } });
    expect((await source.tables()).map(({ name }) => name)).toEqual(["accounts", "posts", "likes"]);
    expect((await readAll(source, "posts", ["id"])).rows).toEqual([{ id: "2" }]);
    expect((await readAll(source, "likes", ["id"])).rows).toEqual([{ id: "3" }]);
  });
});
