import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { id, omit } from "../../convex/shared/plan/fields.js";
import { lookup } from "../../convex/shared/plan/columns.js";
import { table } from "../../convex/shared/plan/table.js";
import { text } from "../../convex/shared/plan/valueFields.js";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import { renderUnmigrated } from "../../scripts/cli/output/renderUnmigrated.js";
import { exitOf } from "../../scripts/check/grade.js";
import { openFiles } from "../../scripts/sources/files/files.js";
import type { Source } from "../../scripts/sources/source.js";
import { DumpFolder } from "../sources/dump/folder.js";
import { FilesFolder } from "../sources/files/folder.js";
import { makeTable, open as openNocodbTest, start, stopServersAfterEach } from "../sources/nocodb/open.js";
import { openNew } from "../sources/sqlite/files.js";
import { check, memorySource } from "./support.js";

let dumps: DumpFolder;
let files: FilesFolder;
beforeAll(async () => {
  dumps = await DumpFolder.make();
  files = await FilesFolder.make();
});
afterAll(async () => {
  await dumps.remove();
  await files.remove();
});
stopServersAfterEach();

/** Only posts are planned. */
async function checkPosts(source: Source, omitted: Record<string, string> = {}, posts = "posts") {
  const plan = definePlan({ posts: table(posts, { id: id(), title: text() }) }, { omit: omitted });
  const schema = duringCutover(defineSchema({ posts: defineTable({ title: v.string() }) }), plan);
  const report = await check({ plan, schema, source });
  const findings = report.findings.filter(({ code }) => code !== "no_deployment");
  return { grade: report.grade, exit: exitOf(report, false), findings, lines: renderUnmigrated(report.unmigrated) };
}

const rails = `CREATE TABLE public.posts (id bigint NOT NULL, title text NOT NULL);
CREATE TABLE public.posts_tags (post_id bigint NOT NULL, tag_id bigint NOT NULL);
CREATE TABLE public.schema_migrations (version text NOT NULL);
COPY public.posts (id, title) FROM stdin;
1	Hello
\\.
COPY public.posts_tags (post_id, tag_id) FROM stdin;
1	1
1	2
1	2
\\.
COPY public.schema_migrations (version) FROM stdin;
2024
\\.
ALTER TABLE ONLY public.posts ADD CONSTRAINT posts_pkey PRIMARY KEY (id);
`;

test("a join table without a key that no table of the plan reads is a loss with its rows, not grade A", async () => {
  const { grade, exit, findings, lines } = await checkPosts(await dumps.open(rails));
  expect([grade, exit]).toEqual(["E", 2]);
  expect(findings).toMatchObject([{ code: "unplanned_table", level: "loss", table: "public.posts_tags", count: 3 }]);
  expect(findings[0]!.remedy).toContain('{ omit: { "public.posts_tags": "why" } }');
  expect(lines[0]).toBe(
    "LOST      public.posts_tags (3 rows): no table of the plan reads it, and the plan does not leave it out by name",
  );
  expect(lines[1]).toContain("public.schema_migrations: the history of a migration tool");
});

test("left out by name, with or without its schema, it is grade A, and its reason is shown", async () => {
  for (const name of ["public.posts_tags", "posts_tags"]) {
    const { grade, findings, lines } = await checkPosts(await dumps.open(rails), { [name]: "tags are made anew" });
    expect([grade, findings]).toEqual(["A", []]);
    expect(lines[0]).toBe("left out  public.posts_tags: tags are made anew");
  }
});

test("the same in SQLite, in a folder of files and in NocoDB; a table without rows is no loss", async () => {
  const sqlite = await openNew(`CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);
    INSERT INTO posts VALUES (1, 'Hello');
    CREATE TABLE stars (post_id, at); INSERT INTO stars VALUES (1, 'now'), (2, 'then');
    CREATE TABLE drafts (body);`);
  const folder = await openFiles([
    await files.write("posts.csv", "id,title\n1,Hello\n"),
    await files.write("stars.jsonl", '{"post":1}\n{"post":2}\n'),
    await files.write("drafts.csv", "body\n"),
  ]);
  for (const source of [sqlite, folder]) {
    const { findings, lines } = await checkPosts(source);
    expect(findings).toMatchObject([{ code: "unplanned_table", table: "stars", count: 2 }]);
    expect(lines).toContain("left out  drafts: it has no rows");
  }
  const server = await start([makeTable(3, "locations"), makeTable(2, "visits")]);
  const plan = definePlan({ places: table("locations", { Id: id(), "First Name": text() }) });
  const schema = duringCutover(defineSchema({ places: defineTable({ firstName: v.string() }) }), plan) as never;
  const { findings } = await check({ plan, schema, source: await openNocodbTest(server) });
  expect(findings.filter(({ level }) => level === "loss")).toMatchObject([{ table: "visits", count: 2 }]);
});

test("a table that only a lookup reads is not migrated either", async () => {
  const source = memorySource({
    posts: { columns: ["id"], rows: [["1"]] },
    titles: {
      columns: ["post", "title"],
      rows: [
        ["1", "Hello"],
        ["2", "Gone"],
      ],
    },
  });
  const columns = { title: lookup("titles", { where: { post: "id" }, take: "title" }) };
  const plan = definePlan({ posts: table("posts", { id: id(), title: text() }, { columns }) });
  const schema = duringCutover(defineSchema({ posts: defineTable({ title: v.string() }) }), plan) as never;
  const { findings } = await check({ plan, schema, source });
  expect(findings.filter(({ level }) => level === "loss")).toMatchObject([{ table: "titles", count: 2 }]);
});

test("a table whose rows cannot be counted is a loss as well, which says why", async () => {
  const source = await dumps.open(`${rails}CREATE TABLE public.notes (body text);`);
  const { findings } = await checkPosts(source, { posts_tags: "tags are made anew" });
  expect(findings).toMatchObject([{ table: "public.notes", level: "loss", count: 1 }]);
  expect(findings[0]!.message).toContain("does not contain its data");
});

test("columns that the plan omits are listed with their reason", async () => {
  const plan = definePlan({ posts: table("posts", { id: id(), title: omit("made anew"), body: omit("too long") }) });
  const schema = duringCutover(defineSchema({ posts: defineTable({}) }), plan) as never;
  const source = memorySource({ posts: { columns: ["id", "title", "body"], rows: [["1", "a", "b"]] } });
  const { grade, unmigrated } = await check({ plan, schema, source });
  expect(grade).toBe("A");
  expect(renderUnmigrated(unmigrated)).toEqual(["left out  posts.title: made anew", "left out  posts.body: too long"]);
});

test("a plan that leaves a table out without a reason, or migrates it as well, says so", () => {
  const posts = table("public.posts", { id: id() });
  expect(definePlan({ posts }, { omit: { tags: " ", posts: "old" } }).faults).toEqual([
    'omit: "tags" is left out without a reason. Write it: { "tags": "…" }.',
    'omit: "posts" is left out, but posts reads it. Remove one of the two.',
  ]);
});

const withLargeObjects = `CREATE TABLE public.posts (id bigint PRIMARY KEY, title text NOT NULL, picture oid);
SELECT pg_catalog.lo_create('16400');
ALTER LARGE OBJECT 16400 OWNER TO app;
SELECT pg_catalog.lo_create('16401');
COPY public.posts (id, title, picture) FROM stdin;
1	Hello	16400
\\.
BEGIN;
SELECT pg_catalog.lo_open('16400', 131072);
SELECT pg_catalog.lowrite(0, '\\x00ff5c');
SELECT pg_catalog.lowrite(0, '\\xabcd');
SELECT pg_catalog.lo_close(0);
SELECT pg_catalog.lo_open('16401', 131072);
SELECT pg_catalog.lo_close(0);
COMMIT;
SELECT pg_catalog.setval('public.posts_id_seq', 1, true);
`;

async function checkPictures(dump: string, omitted: Record<string, string> = {}) {
  const plan = definePlan(
    { posts: table("posts", { id: id(), title: text(), picture: omit("moved by hand") }) },
    { omit: omitted },
  );
  const schema = duringCutover(defineSchema({ posts: defineTable({ title: v.string() }) }), plan);
  const { findings, grade, unmigrated } = await check({ plan, schema, source: await dumps.open(dump) });
  return {
    grade,
    lines: renderUnmigrated(unmigrated),
    findings: findings.filter(({ table: name }) => name === "pg_largeobject"),
  };
}

test("large objects are a loss with their number and size, not a grade A with a column of numbers", async () => {
  const { grade, findings } = await checkPictures(withLargeObjects);
  expect(grade).not.toBe("A");
  expect(findings).toMatchObject([{ code: "unplanned_table", level: "loss", count: 2 }]);
  expect(findings[0]!.message).toContain("2 large objects of 5 bytes");
  expect(findings[0]!.remedy).toContain('{ omit: { "pg_largeobject": "why" } }');
  const left = await checkPictures(withLargeObjects, { pg_largeobject: "thumbnails, made anew" });
  expect(left.findings).toEqual([]);
  expect(left.lines.join()).toContain("thumbnails, made anew");
});

test.each([
  ["psql's own way to bring one in", "\\lo_import 'photo.jpg' 'a photo'\n", "1 large object of 0 bytes"],
  [
    "a dump of data alone",
    "SELECT lo_open('7', 131072);\nSELECT lowrite(0, '\\x00');\nSELECT lo_close(0);\n",
    "1 large object of 1 byte,",
  ],
])("%s", async (_name, statements, said) => {
  const rows =
    "CREATE TABLE public.posts (id bigint PRIMARY KEY, title text NOT NULL, picture oid);\nINSERT INTO public.posts VALUES (1, 'a', 7);\n";
  expect((await checkPictures(rows + statements)).findings[0]!.message).toContain(said);
  expect((await checkPictures(rows)).findings).toEqual([]);
});
