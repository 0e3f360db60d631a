import { text } from "node:stream/consumers";
import { to as copyTo } from "pg-copy-streams";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderInserts } from "../../../examples/perm-tracker/generate.js";
import { rowCounts } from "../../../examples/perm-tracker/generator/dirt.js";
import { dump, loadDump, startExampleServer } from "./server.js";

let server: Awaited<ReturnType<typeof startExampleServer>>;

beforeAll(async () => void (server = await startExampleServer()));
afterAll(async () => await server.stop());

/** What the server prints for a table, as a set of lines: rows keep no order of their own. */
async function printTable(target: string): Promise<readonly string[]> {
  const printed = await text(server.client.query(copyTo(`COPY ${target} TO stdout`)));
  return printed
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

test("PostgreSQL takes the dump and prints every row as the file has it", async () => {
  await loadDump(server.client);
  for (const { target, lines } of dump.tables.values()) expect(await printTable(target)).toEqual(lines.toSorted());
});

test("PostgreSQL takes the dump in INSERT mode, and only the line the CLI damages comes out different", async () => {
  const names = [...dump.tables.keys()].join(", ");
  await server.client.query(`TRUNCATE ${names}`);
  await server.client.query(renderInserts().get("source/data.inserts.sql") ?? "");
  const changed: string[] = [];
  for (const { target, lines } of dump.tables.values()) {
    const expected = new Set(lines);
    changed.push(...(await printTable(target)).filter((line) => !expected.has(line)));
  }
  expect(changed).toHaveLength(1);
  expect(changed[0]).toContain(String.raw`\\restrict is a word here\n-- \\restrict too`);
});

test("the sequence stands where the dump says", async () => {
  const { rows } = await server.client.query("SELECT last_value FROM auth.refresh_tokens_id_seq");
  expect(rows).toEqual([{ last_value: String(rowCounts["auth.refresh_tokens"]) }]);
});
