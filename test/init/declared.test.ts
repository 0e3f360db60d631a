import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { initProject, type InitResult } from "../../scripts/init/initProject.js";
import { openNew } from "../sources/sqlite/files.js";
import { createProject, repositoryModules, type TestProject } from "./support.js";

const projects: TestProject[] = [];
afterEach(async () => {
  for (const project of projects.splice(0)) await project.remove();
});

/** What `init` makes of a source where the app has these tables. */
async function initBeside(tables: string, sql: string): Promise<InitResult & { readonly plan: string }> {
  const project = await createProject();
  projects.push(project);
  const head = 'import { defineSchema, defineTable } from "convex/server";\nimport { v } from "convex/values";\n';
  await writeFile(path.join(project.appDir, "schema.ts"), `${head}\nexport default defineSchema({\n  ${tables}\n});\n`);
  const options = { appDir: project.appDir, force: false, dryRun: false, modules: repositoryModules(project) };
  const result = await initProject(await openNew(sql), options);
  return { ...result, plan: result.files.find(({ path: file }) => file.endsWith("plan.ts"))!.content };
}

const people = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cy');
  CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  INSERT INTO rooms VALUES (1, 'A'), (2, 'B'), (3, 'C');`;
const appPeople = "users: defineTable({ name: v.string() }),\n  rooms: defineTable({ name: v.string() }),";

test("a list of small numbers became numbers, although schema.ts says whose keys they are", async () => {
  const { plan, conflicts } = await initBeside(
    `${appPeople} courses: defineTable({ trainerIds: v.array(v.id("users")), scores: v.array(v.number()) }),`,
    `${people} CREATE TABLE courses (id INTEGER PRIMARY KEY, trainer_ids JSON NOT NULL, scores JSON NOT NULL);
     INSERT INTO courses VALUES (1, '[1,3]', '[1,2]'), (2, '[2]', '[3]');`,
  );
  expect(plan).toContain('trainer_ids: list(ref("users")),');
  expect(plan).toContain("scores: list(number()),");
  expect(conflicts).toEqual([]);
});

test.each([
  ["trainer_id INTEGER NOT NULL", "trainerId", 'trainer_id: ref("users"),'],
  ["trainer INTEGER NOT NULL", "trainerId", 'trainer: ref("users").as("trainerId"),'],
  ["TRAINERID INTEGER NOT NULL", "trainerId", 'TRAINERID: ref("users").as("trainerId"),'],
  ["led_by INTEGER", "ledBy", 'led_by: ref("users"),'],
])("%s is the reference that schema.ts has as %s", async (column, field, line) => {
  const { plan, conflicts } = await initBeside(
    `${appPeople} courses: defineTable({ ${field}: v.id("users") }),`,
    `${people} CREATE TABLE courses (id INTEGER PRIMARY KEY, ${column}); INSERT INTO courses VALUES (1, 1), (2, 3);`,
  );
  expect(plan).toContain(line);
  expect(conflicts).toEqual([]);
});

test("a key that schema.ts calls optional, and whose targets are mostly gone, stays a reference", async () => {
  const { plan, conflicts } = await initBeside(
    `${appPeople} courses: defineTable({ roomId: v.optional(v.id("rooms")) }),`,
    `${people} CREATE TABLE courses (id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL);
     INSERT INTO courses VALUES (1, 1), (2, 70), (3, 71);`,
  );
  expect(plan).toContain("no foreign key in the source; 1 of 3 values found in rooms.id. The rest");
  expect(plan).toContain('room_id: ref("rooms", { missing: "clear" }),');
  expect(conflicts).toEqual([]);
});

test("words that schema.ts has as literals, written in three ways, became text that does not fit it", async () => {
  const words = 'v.union(v.literal("active"), v.literal("onHold"), v.literal("closed"))';
  const { plan, conflicts } = await initBeside(
    `courses: defineTable({ status: ${words}, kind: v.optional(v.union(v.literal("a"), v.literal("b"))) }),`,
    `CREATE TABLE courses (id INTEGER PRIMARY KEY, status TEXT NOT NULL, kind TEXT);
     INSERT INTO courses VALUES (1, 'active', 'a'), (2, 'Active ', NULL), (3, 'ON_HOLD', 'c'), (4, 'on hold', 'b');`,
  );
  expect(plan.replaceAll(/\n *\/\/ /g, " ")).toContain(
    'status: oneOf({ "Active ": "active", ON_HOLD: "onHold", active: "active", "on hold": "onHold" }),',
  );
  expect(plan).toContain('// the words of schema.ts; not among them, so name what they become: "c" (1)');
  expect(plan).toContain('kind: oneOf(["a", "b"]).optional(),');
  expect(conflicts).toEqual([]);
});

test.each([
  ["n BIGINT NOT NULL", "7", "v.number()", "n: integer(),"],
  ["n INTEGER NOT NULL", "7", "v.int64()", "n: int64(),"],
  ["n INTEGER NOT NULL", "1", "v.boolean()", "n: flag(),"],
  ["n TEXT NOT NULL", "'yes'", "v.boolean()", "n: flag(),"],
  ["n NUMERIC(10,2) NOT NULL", "7.5", "v.number()", "n: number(),"],
  ["n TEXT NOT NULL", "'2024-03-10 10:00:00+00'", "v.number()", "n: timestamp(),"],
  ["n INTEGER NOT NULL", "7", "v.string()", "n: text(),"],
  ["n JSON NOT NULL", "'[\"a\"]'", "v.array(v.string())", "n: list(text()),"],
  ["n JSON NOT NULL", "'{\"size\":1}'", "v.object({ size: v.number() })", "n: json(v.object({ size: v.number() })),"],
  ["n TEXT", "'x'", "v.string()", "n: text(),"],
  ["n TEXT", "'x'", "v.optional(v.string())", "n: text().optional(),"],
])("%s holding %s, where schema.ts has %s, is %s", async (column, value, validator, line) => {
  const { plan, conflicts } = await initBeside(
    `things: defineTable({ n: ${validator} }),`,
    `CREATE TABLE things (id INTEGER PRIMARY KEY, ${column}); INSERT INTO things VALUES (1, ${value});`,
  );
  expect(plan).toContain(line);
  expect(conflicts).toEqual([]);
});

test("what no kind can write as schema.ts wants it is still said", async () => {
  const { plan, conflicts } = await initBeside(
    "things: defineTable({ n: v.number(), m: v.string() }),",
    `CREATE TABLE things (id INTEGER PRIMARY KEY, n TEXT NOT NULL, m TEXT);
     INSERT INTO things VALUES (1, 'seven', 'x'), (2, '8', NULL);`,
  );
  expect(plan).toContain("n: text(),");
  expect(conflicts).toEqual([
    "things.n: the plan writes v.string(), the schema has v.number().",
    expect.stringContaining("things.m: the plan leaves it out when it is NULL"),
  ]);
});

const clinic = `CREATE TABLE clients (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, city TEXT, telephone TEXT);
  INSERT INTO clients VALUES (1, 'Ann', 'Graz', '1'), (2, 'Bob', 'Wien', '2');
  CREATE TABLE animals (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, payer_id INTEGER, name TEXT NOT NULL, breed TEXT);
  INSERT INTO animals VALUES (1, 2, NULL, 'Rex', 'mix');
  CREATE TABLE staff (id INTEGER PRIMARY KEY, full_name TEXT, email TEXT, password_hash TEXT, role TEXT);
  INSERT INTO staff VALUES (1, 'Cy', 'cy@example.com', '$2b$10$${"a".repeat(53)}', 'vet'), (2, 'Di', 'CY@example.com', NULL, 'vet');`;

test("tables that schema.ts has by other names were planned beside them, with every reference to them", async () => {
  const { plan, renamed, unfilled, conflicts } = await initBeside(
    `users: defineTable({ name: v.optional(v.string()), email: v.optional(v.string()), role: v.optional(v.string()) }),
     owners: defineTable({ firstName: v.string(), city: v.optional(v.string()), phone: v.optional(v.string()) }),
     patients: defineTable({ ownerId: v.id("owners"), name: v.string(), breed: v.optional(v.string()) }),`,
    clinic,
  );
  expect(renamed).toEqual([
    { source: "staff", name: "users", shared: 3, of: 3 },
    { source: "clients", name: "owners", shared: 3, of: 3 },
    { source: "animals", name: "patients", shared: 2, of: 3 },
  ]);
  expect(plan).toMatch(
    /users: table\(\n {4}"staff",[^]*full_name: text\(\)\.optional\(\)\.as\("name"\),[^]*\{ match: "email" \}/,
  );
  expect(plan).toContain("3 of 3 fields of owners match columns here");
  expect(plan).toContain('telephone: text().optional().as("phone"),');
  expect(plan).toContain('client_id: ref("owners").as("ownerId"),');
  expect([unfilled, conflicts]).toEqual([[], []]);
});

test("two tables that one of schema.ts may be: the plan takes neither, and init asks", async () => {
  const { plan, renamed, possible, unfilled } = await initBeside(
    "guests: defineTable({ name: v.string(), city: v.string(), seat: v.optional(v.string()) }),",
    `CREATE TABLE attendees (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL);
     CREATE TABLE visitors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL, seat TEXT);
     CREATE TABLE prices (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);`,
  );
  expect([renamed, unfilled]).toEqual([[], ["guests"]]);
  expect(possible).toEqual([
    { source: "visitors", name: "guests", shared: 3, of: 3 },
    { source: "attendees", name: "guests", shared: 2, of: 3 },
  ]);
  expect(plan).toContain('visitors: table("visitors", {');
});

test("of two references to one table that schema.ts has by other names, the plan takes neither and names both", async () => {
  const { plan, conflicts } = await initBeside(
    `owners: defineTable({ name: v.string() }),
     trips: defineTable({ driverId: v.id("owners"), guestId: v.id("owners"), at: v.string() }),`,
    `CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO owners VALUES (1, 'Ann'), (2, 'Bob');
     CREATE TABLE trips (id INTEGER PRIMARY KEY, one_owner_id INTEGER NOT NULL, two_owner_id INTEGER NOT NULL, at TEXT NOT NULL);
     INSERT INTO trips VALUES (1, 1, 2, 'noon');`,
  );
  const line =
    'schema.ts has driverId, guestId, which nothing fills yet: .as("driverId") or .as("guestId"), if it is this one';
  expect(plan.replaceAll(/\n *\/\/ /g, " ").split(line)).toHaveLength(3);
  expect(conflicts).toHaveLength(2);
});
