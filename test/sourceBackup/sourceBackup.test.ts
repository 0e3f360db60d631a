import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { SourceBackup } from "../../scripts/sourceBackup/record.js";
import { makeTable } from "../sources/nocodb/open.js";
import { createDatabase, withDatabase } from "../sources/sqlite/files.js";
import { runCutover, startCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { startNocodb } from "../support/nocodbServer.js";
import { startPostgres } from "../support/postgres.js";
import { startDebianPostgres } from "./debianPostgres.js";

const password = "b@ckup-s3cret";
let postgres: Awaited<ReturnType<typeof startDebianPostgres>>;
beforeAll(async () => {
  postgres = await startDebianPostgres(encodeURIComponent(password));
  await query("CREATE TABLE orders AS SELECT n AS id, repeat('x', 200) AS note FROM generate_series(1, 5000) n");
});
afterAll(async () => await postgres.stop());

let home: Awaited<ReturnType<typeof temporaryDir>>;
let dir: string;
beforeEach(async () => {
  home = await temporaryDir();
  dir = path.join(home.dir, "runs");
});
afterEach(async () => await home.remove());

async function query(sql: string): Promise<unknown[]> {
  const client = new Client(postgres.url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

async function backUp(source: string, env: NodeJS.ProcessEnv = {}) {
  const { code, stdout, stderr } = await runCutover(["backup-source", source, "--dir", dir, "--json"], env);
  return { code, stderr, output: stdout + stderr, backup: (code === 0 ? JSON.parse(stdout) : null) as SourceBackup };
}

function fileOf({ folder, files }: SourceBackup, at = 0): string {
  return path.join(dir, "source-backup", folder, files[at]!.name);
}

const left = async () =>
  (await readdir(path.join(dir, "source-backup")).catch(() => [])).filter((name) => name !== ".gitignore");

test("PostgreSQL: pg_dump's file restores what was there, and the password is in no output, command line or file", async () => {
  const { code, output, backup } = await backUp(postgres.url);
  expect(`${code} ${output}`).toMatch(/^0 /);
  expect(backup).toMatchObject({
    holds: "data of 1 table",
    madeBy: expect.stringMatching(/^pg_dump \(PostgreSQL\) \d+/),
  });
  expect(output + (await readFile(path.join(dir, "source-backup/source-backup.json"), "utf8"))).not.toMatch(/s3cret/);
  await query("DROP TABLE orders");
  await promisify(execFile)("pg_restore", [`--dbname=${postgres.url}`, fileOf(backup)]);
  expect(await query("SELECT count(*)::int AS count FROM orders")).toStrictEqual([{ count: 5000 }]);
});

test("a server that is newer than pg_dump: the version to install, and nothing is left behind", async () => {
  const newer = await startPostgres();
  try {
    const { code, output } = await backUp(newer.url);
    expect(code).not.toBe(0);
    expect(output).toMatch(/pg_dump \d+\.\d+ cannot back up a server of version \d+\.\d+/);
    expect(output).toMatch(/postgresql-client-\d+/);
    expect(await left()).toStrictEqual([]);
  } finally {
    await newer.stop();
  }
});

test("without pg_dump: what to install, or what to write into the plan", async () => {
  const { code, output } = await backUp(postgres.url, { PATH: home.dir });
  expect(code).not.toBe(0);
  expect(output).toContain("pg_dump is not in the PATH");
  expect(output).toContain("window: { sourceBackup: { file:");
});

test("what pg_dump says of a wrong database is passed on, without the password", async () => {
  const { output } = await backUp(postgres.url.replace(/postgres$/, "nowhere"));
  expect(output).toContain('database "nowhere" does not exist');
  expect(output).not.toMatch(/s3cret/);
});

test("a backup that was killed leaves nothing that the next one takes for a backup", async () => {
  const started = startCutover(["backup-source", postgres.url, "--dir", dir], {
    PATH: `${await slowDump()}:${process.env["PATH"]}`,
  });
  await until(async () => (await left()).some((name) => name.endsWith(".partial")));
  started.child.kill("SIGKILL");
  await started.finished;
  expect(existsSync(path.join(dir, "source-backup/source-backup.json"))).toBe(false);
  const { backup } = await backUp(postgres.url);
  expect(await left()).toStrictEqual([backup.folder, "source-backup.json"]);
});

/** A folder with a pg_dump that waits for its standard input, which nobody closes. */
async function slowDump(): Promise<string> {
  const folder = path.join(home.dir, "bin");
  await mkdir(folder);
  await writeFile(path.join(folder, "pg_dump"), "#!/bin/sh\nexec sleep 5\n", { mode: 0o755 });
  return folder;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("SQLite: what is only in the log of the database is in the copy", async () => {
  const file = await createDatabase(
    "PRAGMA journal_mode = WAL; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)",
  );
  withDatabase(file, (database) => database.run("INSERT INTO notes (text) VALUES ('kept')"));
  const { code, output, backup } = await backUp(file);
  expect(`${code} ${output}`).toMatch(/^0 /);
  expect(backup).toMatchObject({ source: file, holds: "1 table, no damage found" });
  expect(withDatabase(fileOf(backup), (database) => database.all("SELECT text FROM notes"))).toStrictEqual([
    { text: "kept" },
  ]);
});

test("NocoDB: every row of every table, with the columns", async () => {
  const server = await startNocodb([makeTable(60), makeTable(3, "people")]);
  try {
    const { code, output, backup } = await backUp(`nocodb+${server.url}/${server.base}`, {
      NOCODB_TOKEN: server.token,
    });
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(backup.holds).toBe("63 rows of 2 tables");
    const lines = (await readFile(fileOf(backup), "utf8")).trim().split("\n");
    expect(lines).toHaveLength(60);
    expect(JSON.parse(lines[59]!)).toMatchObject({ "First Name": "Name 60" });
  } finally {
    await server.stop();
  }
});

test("files: as they are, two of one name apart; a file that is not there is named", async () => {
  const [one, other] = [path.join(home.dir, "one"), path.join(home.dir, "other")];
  for (const folder of [one, other]) {
    await mkdir(folder);
    await writeFile(path.join(folder, "people.jsonl"), `{"from":"${path.basename(folder)}"}\n`);
  }
  const { backup } = await backUp(`${one}/people.jsonl,copy:${other}/people.jsonl`);
  const texts = await Promise.all([0, 1].map(async (at) => await readFile(fileOf(backup, at), "utf8")));
  expect(texts.toSorted()).toStrictEqual(['{"from":"one"}\n', '{"from":"other"}\n']);
  await rm(path.join(one, "people.jsonl"));
  const { output } = await backUp(`${one}/people.jsonl`);
  expect(output).toContain("The file is not there");
  expect(await left()).toStrictEqual([backup.folder, "source-backup.json"]);
});

test("a file that was called as another one was numbered replaced it in the backup", async () => {
  const [one, other] = [path.join(home.dir, "one"), path.join(home.dir, "other")];
  await mkdir(one);
  await mkdir(other);
  const files = [`${one}/3-people.jsonl`, `${one}/people.jsonl`, `${other}/people.jsonl`];
  for (const file of files) await writeFile(file, `{"from":"${file}"}\n`);
  const { backup } = await backUp(files.join(","));
  expect(backup.files.map(({ name }) => name)).toStrictEqual(["1-3-people.jsonl", "2-people.jsonl", "3-people.jsonl"]);
});
