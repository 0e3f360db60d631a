import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderInserts } from "../../../examples/perm-tracker/generate.js";
import { rowCounts } from "../../../examples/perm-tracker/generator/dirt.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { parseDump, readExample } from "./dump.js";

const platform = readFileSync(new URL("./supabase.sql", import.meta.url), "utf8");
const dump = parseDump(readExample("source/data.sql"));

let server: TestPostgres;
let client: Client;

beforeAll(async () => {
  server = await startPostgres(["timezone=UTC"]);
  client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(platform);
  await client.query(readExample("source/schema.sql"));
});

afterAll(async () => {
  await client.end();
  await server.stop();
});

async function loadDump(): Promise<void> {
  for (const { sql, table } of dump.parts) {
    await client.query(sql);
    const data = table === undefined ? undefined : dump.tables.get(table);
    if (data === undefined) continue;
    const lines = data.lines.map((line) => `${line}\n`);
    await pipeline(Readable.from(lines), client.query(copyFrom(`COPY ${data.target} FROM stdin`)));
  }
}

/** What the server prints for a table, as a set of lines: rows keep no order of their own. */
async function printTable(target: string): Promise<readonly string[]> {
  const printed = await text(client.query(copyTo(`COPY ${target} TO stdout`)));
  return printed
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

test("PostgreSQL takes the dump and prints every row as the file has it", async () => {
  await loadDump();
  for (const { target, lines } of dump.tables.values()) expect(await printTable(target)).toEqual(lines.toSorted());
});

test("PostgreSQL takes the dump in INSERT mode, and only the line the CLI damages comes out different", async () => {
  const names = [...dump.tables.keys()].join(", ");
  await client.query(`TRUNCATE ${names}`);
  await client.query(renderInserts().get("source/data.inserts.sql") ?? "");
  const changed: string[] = [];
  for (const { target, lines } of dump.tables.values()) {
    const expected = new Set(lines);
    changed.push(...(await printTable(target)).filter((line) => !expected.has(line)));
  }
  expect(changed).toHaveLength(1);
  expect(changed[0]).toContain(String.raw`\\restrict is a word here\n-- \\restrict too`);
});

test("the sequence stands where the dump says", async () => {
  const { rows } = await client.query("SELECT last_value FROM auth.refresh_tokens_id_seq");
  expect(rows).toEqual([{ last_value: String(rowCounts["auth.refresh_tokens"]) }]);
});
