import path from "node:path";
import { mkdir, writeFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import { loadProject } from "../../scripts/project/project.js";
import type { Report } from "../../scripts/report/report.js";
import { runCutover } from "../support/cutover.js";
import { createProject, runInit, type TestProject } from "./support.js";

const projects: TestProject[] = [];
afterEach(async () => {
  for (const project of projects.splice(0)) await project.remove();
});

async function initFile(name: string, content: string, jq: Record<string, string> = {}) {
  const project = await createProject();
  projects.push(project);
  const file = path.join(project.dir, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  const { files } = await runInit(file, project, { jq });
  return { project, file, plan: files[0]!.content };
}

test.each([
  ["people.csv", "name,id,email\nAnn,1,ann@example.com\nBob,2,bob@example.com\n", "id: id()"],
  ["people.tsv", "person_id\tname\n1\tAnn\n2\tAnn\n", 'legacyId: id().from("person_id")'],
  ["people.jsonl", '{"_id":"a","name":"Ann","active":true}\n{"_id":"b","name":"Bob","active":false}\n', "_id: id()"],
  [
    "people.json",
    '[{"id":1,"name":"Ann","big":9007199254740993},{"id":2,"name":"Bob","big":5}]',
    'id: id({ form: "integer" })',
  ],
  ["members.csv", "team_id,user_id\n1,1\n1,2\n2,1\n", 'legacyId: id().from("team_id", "user_id")'],
  ["notes.csv", "id,uuid\n1,a\n1,b\n", "uuid: id()"],
])("%s: the key is found in the data, and the export takes the plan as it is", async (name, content, key) => {
  const { project, file, plan } = await initFile(name, content);
  expect(plan).toContain(key);
  expect(plan).toMatch(/no key is declared; .* unique in all [23] rows/);
  const planFile = path.join(project.appDir, "plan.ts");
  expect((await loadProject(planFile)).plan.faults).toEqual([]);
  const words = ["export", "--plan", planFile, "--dir", path.join(project.dir, "runs"), "--source", file];
  const { code, stderr } = await runCutover(words);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
});

test.each([
  ["log.csv", "id,text\n1,a\n1,b\n1,a\n"],
  ["posts_tags.jsonl", '{"post_id":1,"tag":"x"}\n{"post_id":1,"tag":"x"}\n{"post_id":2,"tag":"y"}\n'],
])("%s: no column is a key, so its rows are known by their content, and all of them arrive", async (name, content) => {
  const { project, file, plan } = await initFile(name, content);
  expect(plan).toContain("legacyId: rowKey(),");
  const words = ["export", "--plan", path.join(project.appDir, "plan.ts"), "--dir", path.join(project.dir, "runs")];
  const { code, stdout, stderr } = await runCutover([...words, "--source", file, "--json"]);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  expect((JSON.parse(stdout) as Report).tables).toMatchObject([{ read: 3, written: 3, rejected: 0 }]);
});

const mongo = `walk(if type == "object" and has("$oid") then .["$oid"] else . end)`;
test.each([
  [
    "mongoexport",
    "users.jsonl",
    '{"_id":{"$oid":"65f1"},"name":"Ann"}\n{"_id":{"$oid":"65f2"},"name":"Bob","boss":{"$oid":"65f1"}}\n',
    { users: mongo },
    /_id: id\(\),[^]*boss: text\(\)\.optional\(\),/,
  ],
  [
    "firebase auth:export",
    "users.json",
    '{"users":[{"localId":"a","email":"ann@example.com","disabled":true},{"localId":"b","email":"bob@example.com"}]}',
    { users: ".users[] | {localId, email, disabled}" },
    /localId[^]*disabled: flag\(\)\.optional\(\),[^]*match: "email", jq: "\.users\[\]/,
  ],
  [
    "two tables of one document",
    "all.json",
    '{"posts":[{"id":1,"tags":["x"]},{"id":2,"tags":[]}]}',
    { posts: ".posts[] | {id}", tags: ".posts[] | .id as $post | .tags[] | {post_id: $post, tag: .}" },
    /posts: table\([^]*tags: table\([^]*post_id: ref\("posts"\)/,
  ],
])("%s: init takes the jq filters and writes them into the plan", async (_, name, content, jq, pattern) => {
  const { project, file, plan } = await initFile(name, content, jq);
  expect(plan).toMatch(pattern);
  const words = ["export", "--plan", path.join(project.appDir, "plan.ts"), "--dir", path.join(project.dir, "runs")];
  const { code, stdout, stderr } = await runCutover([...words, "--source", file, "--json"]);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  for (const { read, written } of (JSON.parse(stdout) as Report).tables)
    expect([read > 0, written]).toEqual([true, read]);
});

test("--jq on the command line: the only file's filter needs no name", async () => {
  const { project, file } = await initFile("users.json", '[{"id":1,"users":[]}]');
  await writeFile(file, '{"users":[{"id":1,"ok":true}]}');
  const words = ["init", file, "--plan", path.join(project.appDir, "plan.ts"), "--dry-run", "--force", "--json"];
  for (const filter of [".users[]", "users=.users[]"]) {
    const { code, stdout, stderr } = await runCutover([...words, "--jq", filter]);
    expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
    expect((JSON.parse(stdout) as { tables: unknown[] }).tables).toMatchObject([{ name: "users", fields: 2 }]);
  }
});

test("a filter for a CSV file is refused", async () => {
  const error = await initFile("users.csv", "id,name\n1,Ann\n", { users: ".[]" }).catch((thrown: unknown) => thrown);
  expect((error as Error).message).toMatch(/jq filter makes rows of JSON/);
});

test.each([
  ["a dump of data alone", "data.sql", "COPY t (a) FROM stdin;\n1\n\\.\n", /pg_dump <url> -f dump\.sql[^]*schema\.sql/],
  ["keys that are objects", "users.jsonl", '{"_id":{"at":"65f1"}}\n{"_id":{"at":"65f2"}}\n', /jq/],
])("%s: what to do is said", async (_, name, content, pattern) => {
  const error = await initFile(name, content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CutoverError);
  expect((error as CutoverError).message).toMatch(pattern);
});

test.each([
  ["a.jsonl", '{"id":1,"at":"2024-01-02T03:04:05Z"}\n{"id":2,"at":null}\n', "at: timestamp().optional(),"],
  ["a.csv", "id,joined\n1,2024-01-02 03:04:05.678+01:00\n2,1999-12-31T00:00:00Z\n", "joined: timestamp(),"],
  ["a.json", '[{"id":1,"createdAt":"1700000000456"}]', 'createdAt: timestamp({ form: "milliseconds" }),'],
  [
    "a.csv",
    "id,phone,at\n1,4915112345678,2024-01-02\n2,4915112345679,2024-01-02T03:04:05Z\n",
    "phone: text(),\n    at: text(),",
  ],
  ["a.jsonl", '{"id":1,"at":"2024-01-02T03:04:05"}\n', "at: text(),"],
  ["a.csv", "id,at\n1,\n2,\n", "at: text().optional(),"],
])("%s: text that is a time with its zone in every row is one: %s", async (name, content, field) => {
  expect((await initFile(name, content)).plan).toContain(field);
});

test("two references are a key together, though the first rows differ in one of them alone", async () => {
  const { project, plan } = await initFile(
    "all.json",
    '{"roles":[{"id":1},{"id":2}],"people":[{"id":7},{"id":8}],"grants":[{"role_id":1,"person_id":8},{"role_id":2,"person_id":7}]}',
    {
      roles: ".roles[]",
      persons: ".people[]",
      grants: ".grants[]",
    },
  );
  expect(plan).toContain('legacyId: id({ form: "integer" }).from("role_id", "person_id"),');
  expect((await loadProject(path.join(project.appDir, "plan.ts"))).plan.faults).toEqual([]);
});
