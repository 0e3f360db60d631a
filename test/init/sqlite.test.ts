import path from "node:path";
import sqlite from "node-sqlite3-wasm";
import { expect, test } from "vitest";
import { loadProject } from "../../scripts/project/project.js";
import { runCutover } from "../support/cutover.js";
import { createProject, runInit } from "./support.js";

const sql = `
  CREATE TABLE user (id CHAR(32) NOT NULL PRIMARY KEY, display_name VARCHAR(120) NOT NULL, is_admin BOOLEAN,
    created_at DATETIME NOT NULL, invited_by_id CHAR(32));
  CREATE TABLE prayer (id CHAR(32) NOT NULL PRIMARY KEY, author_id CHAR(32) NOT NULL REFERENCES user (id), words TEXT,
    n INTEGER, score REAL, price DECIMAL(10,2), prayed_at DATETIME);
  CREATE TABLE mixed (id INT PRIMARY KEY NOT NULL, data BLOB);
  CREATE VIEW everybody AS SELECT id FROM user;
  INSERT INTO user VALUES ('aa', 'Ann', 1, '2024-01-01 10:00:00.123456', NULL), ('bb', 'Bo', NULL, '2024-01-01 10:00:00', 'aa');
  INSERT INTO prayer VALUES ('p', 'aa', 't', 1, 1.5, 2.5, 1700000000), ('q', 'bb', NULL, 'word', 2, NULL, NULL);
  INSERT INTO mixed VALUES (1, x'00ff'), ('seven', NULL);`;

test("a SQLite file, where a column holds what its type does not say", async () => {
  const project = await createProject();
  const file = path.join(project.dir, "app.db");
  const database = new sqlite.Database(file);
  database.exec(sql);
  database.close();
  const { files } = await runInit(file, project);
  const plan = files[0]!.content;
  expect(plan).toContain("created_at: timestamp().asCreationTime(),");
  expect(plan).toContain("author_id: ref(");
  expect(plan).toContain("price: cents().optional(),");
  // Seconds or milliseconds: only a person knows.
  expect(plan).toContain(
    "// not timestamp(): some values are rejected as timestamp\n    prayed_at: text().optional(),",
  );
  expect(plan).toContain("// not integer(): some values are rejected as not_an_integer\n    n: text().optional(),");
  expect(plan).toMatch(/mixed: table\("[\w.]*mixed", \{\n {4}id: id\(\),/);
  const planFile = path.join(project.appDir, "plan.ts");
  expect((await loadProject(planFile)).plan.faults).toEqual([]);
  const words = ["export", "--plan", planFile, "--dir", path.join(project.dir, "runs"), "--source", file];
  const { code, stderr } = await runCutover(words);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  await project.remove();
});

test("a foreign key that rows break is left out where it leads nowhere; one that they keep is not touched", async () => {
  const project = await createProject();
  const file = path.join(project.dir, "app.db");
  const database = new sqlite.Database(file);
  database.exec(`
    PRAGMA foreign_keys = OFF;
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, boss_id INTEGER REFERENCES person (id));
    CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES person (id), vet INTEGER REFERENCES person (id));
    INSERT INTO person VALUES (1, 'Ann', 2), (2, 'Bo', NULL);
    INSERT INTO pet VALUES (1, 1, NULL), (2, 7, 2), (3, 7, 1), (4, 2, NULL);`);
  database.close();
  const { files } = await runInit(file, project);
  const plan = files[0]!.content;
  expect(plan).toContain(
    "// the foreign key is broken: 2 of 4 values do not exist in person.id and are left out\n" +
      '    owner: ref("person", { missing: "clear" }),',
  );
  expect(plan).toContain('vet: ref("person").optional(),');
  expect(plan).toContain('boss_id: ref("person").optional(),');
  // A required reference would make Convex refuse the rows that have none.
  expect(files[1]!.content).toMatch(/owner: v\.optional\(v\.id\("person"\)\),\s+vet: v\.optional/);
  await project.remove();
});
