import { afterEach, expect, test } from "vitest";
import { initProject } from "../../scripts/init/initProject.js";
import { FilesFolder } from "../sources/files/folder.js";
import { openFiles } from "../../scripts/sources/files/files.js";
import { openNew } from "../sources/sqlite/files.js";
import type { Source } from "../../scripts/sources/source.js";

const folders: FilesFolder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function plan(source: Source): Promise<string> {
  const { files } = await initProject(source, { appDir: "/nowhere/convex", force: true, dryRun: true });
  return files[0]!.content;
}

const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

test("UUIDs that exist in another table are references, and the share is said: 595 of 600", async () => {
  const things = numbers(50).map((at) => `('${uuid(at)}')`);
  const visits = numbers(600).map((at) => `(${at}, '${at < 595 ? uuid(at % 50) : uuid(9000 + at)}')`);
  const text = await plan(
    await openNew(`CREATE TABLE things (key UUID PRIMARY KEY); INSERT INTO things VALUES ${things.join()};
      CREATE TABLE visits (id INTEGER PRIMARY KEY, seen UUID NOT NULL); INSERT INTO visits VALUES ${visits.join()};`),
  );
  expect(text).toContain(
    "// no foreign key in the source; 595 of 600 values found in things.key. The rest have no target",
  );
  expect(text).toContain('seen: ref("things", { missing: "clear" }),');
});

const oid = (at: number) => `65f1a2b3c4d5e6f70819${String(at).padStart(4, "0")}`;

const long = (at: number) => `90071992547409${93 + at}`;

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

async function openMongo(posts: readonly object[]): Promise<Source> {
  const folder = await FilesFolder.make();
  folders.push(folder);
  const users = lines(numbers(3).map((at) => ({ _id: oid(at), name: `N${at}`, ...(at > 0 ? { boss: oid(0) } : {}) })));
  return await openFiles([await folder.write("users.jsonl", users), await folder.write("posts.jsonl", lines(posts))]);
}

test("ObjectIds by any name, to other rows of the same table as well", async () => {
  const text = await plan(
    await openMongo([
      { _id: oid(100), writtenFor: oid(1) },
      { _id: oid(101), writtenFor: oid(2) },
    ]),
  );
  expect(text).toContain('boss: ref("users").optional(),');
  expect(text).toContain('writtenFor: ref("users"),');
});

test("a list of small numbers, named for keys that are in several tables, was plain numbers without a word", async () => {
  const text = await plan(
    await openNew(`CREATE TABLE societies (id INTEGER PRIMARY KEY); INSERT INTO societies VALUES ${numbers(12)
      .map((at) => `(${at + 1})`)
      .join()};
      CREATE TABLE towers (id INTEGER PRIMARY KEY); INSERT INTO towers VALUES ${numbers(40)
        .map((at) => `(${at + 1})`)
        .join()};
      CREATE TABLE few (id INTEGER PRIMARY KEY); INSERT INTO few VALUES (1), (2);
      CREATE TABLE people (id INTEGER PRIMARY KEY, affiliation_ids JSON, scores JSON);
      INSERT INTO people VALUES ${numbers(6)
        .map((at) => `(${at}, '[${at + 1}, ${at + 7}]', '[${at + 1}]')`)
        .join()};`),
  );
  expect(text.replaceAll(/\n *\/\/ /g, " ")).toContain(
    'a list of keys by its name; they are found in societies (12 of 12 values), towers (12 of 12 values): where they refer to one of them, list(ref("societies"))\n    affiliation_ids: json(',
  );
  expect(text.match(/by its name/g)).toHaveLength(1);
});

test("a list of ids is a list of references, and the share is said", async () => {
  const text = await plan(
    await openMongo([
      ...numbers(9).map((at) => ({ _id: oid(100 + at), likes: [oid(1), oid(2)] })),
      { _id: oid(200), likes: [oid(0), oid(700)] },
    ]),
  );
  expect(text).toContain(
    "// a list of keys; 19 of 20 values found in users._id. The rest have no target and are left out",
  );
  expect(text).toContain('likes: list(ref("users", { missing: "clear" })),');
});

const withPeople = (columns: string, values: string) =>
  openNew(`CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (7, 'a'), (9, 'b'), (11, 'c');
    CREATE TABLE teams (id INTEGER PRIMARY KEY, ${columns}); INSERT INTO teams VALUES (1, ${values});`);

test.each([
  ["person_ids TEXT NOT NULL", "'[7,9]'", 'person_ids: list(ref("people")),'],
  ["people TEXT", '\'["11", "7"]\'', 'people: list(ref("people")).optional(),'],
  ["personIds JSON", "'[9]'", 'personIds: list(ref("people")).optional(),'],
  ["person_ids TEXT", "'{7,9}'", 'person_ids: list(ref("people")).optional(),'],
])("%s holding %s: a list named after the table whose keys it holds", async (columns, values, field) => {
  const source = await withPeople(columns, values);
  const { files } = await initProject(source, { appDir: "/nowhere/convex", force: true, dryRun: true });
  expect(files[0]!.content).toContain(field);
  const schema = files.find(({ path }) => path.endsWith("schema.ts"))!.content;
  expect(schema).toContain('v.array(v.id("people"))');
  expect(schema).not.toMatch(/index\("[^"]*", \["pe/);
});

test.each([
  ["'{7,NULL,9}'", 'list(ref("people"), { nulls: "omit" })', "; NULL items are left out"],
  ["'[7,null]'", 'list(ref("people"), { nulls: "omit" })', "; NULL items are left out"],
  ["'[0:1]={7,9}'", 'list(ref("people"), { bounds: "drop" })', "; where a list counts from is dropped"],
  ["'[0:1]={7,NULL}'", 'list(ref("people"), { nulls: "omit", bounds: "drop" })', "; NULL items are left out"],
])("%s: a list of keys stays one, whatever holes and bounds it has", async (values, field, comment) => {
  const text = await plan(await withPeople("person_ids TEXT NOT NULL", values));
  expect(text).toContain(`person_ids: ${field},`);
  expect(text).toContain(comment);
});

test.each(["INTEGER", "TEXT"])(
  "a list of long numbers leads to the table it is named after, whose key is %s",
  async (type) => {
    const text = await plan(
      await openNew(`CREATE TABLE big_orders (id ${type} PRIMARY KEY, name TEXT); INSERT INTO big_orders VALUES ('${long(0)}', 'a'), ('${long(2)}', 'b');
      CREATE TABLE carts (id INTEGER PRIMARY KEY, big_order_ids TEXT NOT NULL); INSERT INTO carts VALUES (1, '[${long(0)},${long(2)}]');`),
    );
    expect(text).toContain("// a list of keys; 2 of 2 values found in big_orders.id");
    expect(text).toContain('big_order_ids: list(ref("bigOrders")),');
  },
);

test.each([
  ["scores TEXT", "'[7,9]'", "nothing says whose keys small numbers are"],
  ["person_ids TEXT", "'[7,100,101]'", "most of them are not there"],
  ["person_ids TEXT", "'[{\"id\":7}]'", "objects are no keys"],
])("%s holding %s is no list of references: %s", async (columns, values) => {
  expect(await plan(await withPeople(columns, values))).not.toContain("list(ref(");
});

test.each([
  ["most of which do not exist", [oid(1), oid(700), oid(701)]],
  ["that are words as well", [oid(1), oid(2), "none"]],
])("values %s are no reference", async (_, values) => {
  const text = await plan(await openMongo(values.map((value, at) => ({ _id: oid(100 + at), writtenFor: value }))));
  expect(text).toContain("writtenFor: text(),");
});

test.each([
  ["author", "INTEGER", "1", 'author: ref("users").optional(),'],
  ["parent", "INTEGER", "1", 'parent: ref("notes").optional(),'],
  ["category", "TEXT", "'a'", 'category: ref("categories").optional(),'],
  ["author", "TEXT", "'Ann'", "author: text().optional(),"],
  ["category", "TEXT", "'other'", "category: text().optional(),"],
  ["created", "INTEGER", "1", "created: integer().optional(),"],
])("%s %s holding %s: called as a table, or as what users do", async (name, type, value, field) => {
  const text = await plan(
    await openNew(`CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE); INSERT INTO users VALUES (1, 'ann@example.com');
      CREATE TABLE categories (key TEXT PRIMARY KEY); INSERT INTO categories VALUES ('a');
      CREATE TABLE notes (id INTEGER PRIMARY KEY, ${name} ${type}); INSERT INTO notes VALUES (1, ${value});`),
  );
  expect(text).toContain(field);
  expect(text).not.toContain("the name suggests it");
});
