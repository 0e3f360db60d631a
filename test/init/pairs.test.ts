import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadProject } from "../../scripts/project/project.js";
import { runCutover } from "../support/cutover.js";
import type { CheckReport } from "../../scripts/check/checkMigration.js";
import { readManifest } from "../../scripts/run/manifest.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import { createDatabase, withDatabase } from "../sources/sqlite/files.js";
import { createProject, runInit, type TestProject } from "./support.js";

const projects: TestProject[] = [];
afterEach(async () => {
  for (const project of projects.splice(0)) await project.remove();
});

async function init(sql: string) {
  const project = await createProject();
  projects.push(project);
  const file = await createDatabase(sql);
  const { files } = await runInit(file, project);
  const plan = path.join(project.appDir, "plan.ts");
  expect((await loadProject(plan)).plan.faults).toEqual([]);
  return {
    text: files[0]!.content,
    words: ["--plan", plan, "--dir", path.join(project.dir, "runs"), "--source", file],
  };
}

const people = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
  CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO posts VALUES (1, 'T'), (2, 'U');`;
const comments = (rows: string) => `${people}
  CREATE TABLE comments (id INTEGER PRIMARY KEY, commentable_type VARCHAR, commentable_id INTEGER, body TEXT);
  INSERT INTO comments VALUES ${rows};`;

test("a polymorphic pair becomes a reference to each table that it means", async () => {
  const { text, words } = await init(comments("(1, 'Post', 1, 'hi'), (2, 'User', 1, 'yo'), (3, 'Post', 2, 'ho')"));
  expect(text).toContain('commentable_post_id: ref("posts").optional(),');
  expect(text).toContain('commentable_user_id: ref("users").optional(),');
  expect(text).toContain('row.commentable_type === "Post" ? (row.commentable_id ?? null) : null');
  expect(text).toContain('commentable_id: omit("read as commentable_post_id, commentable_user_id"),');
  const { code, stderr } = await runCutover(["export", ...words]);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
});

test("an id that leads nowhere is left out, and the plan says how many there are", async () => {
  const { text } = await init(comments("(1, 'Post', 1, 'hi'), (2, 'User', 1, 'yo'), (3, 'Post', 77, 'dangling')"));
  expect(text).toMatch(
    /commentable_type is "Post"; 1 of 2 ids found in posts\. The rest have no target and are left out/,
  );
  expect(text).toContain('commentable_post_id: ref("posts", { missing: "clear" }).optional(),');
});

test.each([
  ["a type that is no table of the source", "(1, 'Post', 1, 'hi'), (2, 'Webinar', 5, 'yo')", '"Webinar"'],
  ["a row without a type", "(1, 'Post', 1, 'hi'), (2, NULL, 5, 'yo')", "no type"],
  ["a table that has none of the rows", "(1, 'Post', 1, 'hi'), (2, 'User', 50, 'yo')", '"User"'],
])("%s: its ids stay what they are", async (_, rows, shown) => {
  const { text } = await init(comments(rows));
  expect(text).toContain(`// kept for rows of ${shown}: no migrated table has them`);
  expect(text).toContain("commentable_id: integer()");
  expect(text).toContain('commentable_post_id: ref("posts").optional(),');
});

/** The findings of `check` about one rule of the plan, and what `export` rejects by it. */
async function rejectedBy(rule: string, words: readonly string[]) {
  const { stdout } = await runCutover(["check", ...words, "--json"]);
  const { findings } = JSON.parse(stdout) as CheckReport;
  await runCutover(["export", ...words]);
  const manifest = await readManifest(new RunDirectory(words[words.indexOf("--dir") + 1]!, "latest").manifest);
  return {
    check: findings.filter(({ code }) => code === rule).map(({ level, count, examples }) => [level, count, examples]),
    export: manifest!.tables.map(({ rejectedByCode }) => rejectedByCode[rule]).filter((count) => count !== undefined),
  };
}

test("a type that came after init: its id was lost unseen, since the plan omits the column", async () => {
  const sql = comments("(1, 'Post', 1, 'hi'), (2, 'User', 1, 'yo')");
  const { text, words } = await init(sql);
  expect(text).toContain("unknown_commentable_type: (row) => (row.commentable_id ?? null) !== null &&");
  expect(await rejectedBy("unknown_commentable_type", words)).toEqual({ check: [], export: [] });
  withDatabase(words.at(-1)!, (database) =>
    database.exec(
      "INSERT INTO comments VALUES (3, 'Webinar', 5, 'a'), (4, NULL, 6, 'b'), (5, NULL, NULL, 'c'), (6, 'Webinar', NULL, 'd')",
    ),
  );
  expect(await rejectedBy("unknown_commentable_type", words)).toEqual({
    check: [["loss", 2, ["3", "4"]]],
    export: [2],
  });
});

test("the same for content types, and for a type in capitals", async () => {
  const { text, words } = await init(`${people}
    CREATE TABLE "Likes" ("id" INTEGER PRIMARY KEY, "likeableType" TEXT, "likeableId" INTEGER);
    INSERT INTO "Likes" VALUES (1, 'Post', 1);
    CREATE TABLE django_content_type (id INTEGER PRIMARY KEY, app_label VARCHAR(100), model VARCHAR(100));
    INSERT INTO django_content_type VALUES (3, 'app', 'post'), (5, 'gone', 'thing');
    CREATE TABLE notes (id INTEGER PRIMARY KEY, content_type_id INTEGER REFERENCES django_content_type, object_id INTEGER);
    INSERT INTO notes VALUES (1, 3, 1);`);
  expect(text).toContain('!["Post"].includes(String(row.likeableType))');
  withDatabase(words.at(-1)!, (database) =>
    database.exec(`INSERT INTO "Likes" VALUES (2, 'post', 1); INSERT INTO notes VALUES (2, 5, 1), (3, 3, 2);`),
  );
  expect(await rejectedBy("unknown_likeable_type", words)).toMatchObject({ check: [["loss", 1, ["2"]]] });
  expect(await rejectedBy("unknown_content_type_id", words)).toMatchObject({ check: [["loss", 1, ["2"]]] });
});

test("classes with a module, two names of one table, names with capitals", async () => {
  const { text } = await init(`${people}
    CREATE TABLE "Likes" ("id" INTEGER PRIMARY KEY, "likeableType" TEXT, "likeableId" INTEGER);
    INSERT INTO "Likes" VALUES (1, 'App\\Models\\Post', 1), (2, 'posts', 2), (3, 'Blog::User', 2);`);
  expect(text).toContain('likeable_post_id: ref("posts").optional(),');
  expect(text).toContain('["App\\\\Models\\\\Post", "posts"].includes(row.likeableType ?? "")');
  expect(text).toContain('likeable_user_id: ref("users").optional(),');
});

test("Django's content types: the pair refers to the table that app and model name", async () => {
  const { text } = await init(`
    CREATE TABLE django_content_type (id INTEGER PRIMARY KEY, app_label VARCHAR(100), model VARCHAR(100));
    INSERT INTO django_content_type VALUES (3, 'library', 'book'), (4, 'library', 'audiobook'), (5, 'gone', 'thing');
    CREATE TABLE library_book (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO library_book VALUES (10, 'A');
    CREATE TABLE library_audiobook (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO library_audiobook VALUES (10, 'B');
    CREATE TABLE notes (id INTEGER PRIMARY KEY, content_type_id INTEGER REFERENCES django_content_type, object_id INTEGER);
    INSERT INTO notes VALUES (1, 3, 10), (2, 4, 10), (3, 5, 1);`);
  expect(text).toContain('object_library_book_id: ref("libraryBook").optional(),');
  expect(text).toContain('row.content_type_id === "4" ? (row.object_id ?? null) : null');
  expect(text).toContain('// kept for rows of "gone.thing": no migrated table has them');
});

test.each([
  ["a media type", "content_type TEXT, content_id INTEGER", "'image/png', 1"],
  ["a word that is no table", "subject_type TEXT, subject_id INTEGER", "'maths', 1"],
])("%s beside an id is no pair", async (_, columns, row) => {
  const { text } = await init(
    `${people} CREATE TABLE files (id INTEGER PRIMARY KEY, ${columns}); INSERT INTO files VALUES (1, ${row});`,
  );
  expect(text).not.toContain("derive");
});
