import { Client } from "pg";
import { to } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFiles } from "../../../scripts/sources/files/files.js";
import { openSource } from "../../../scripts/sources/open.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { getSourceError, readAll } from "../support.js";
import { FilesFolder } from "./folder.js";

let folder: FilesFolder;
let server: TestPostgres;

const texts = [
  "plain",
  'say "hi"',
  "two\nlines",
  "tab\tand\rreturn",
  "C:\\new\\table",
  "\\",
  "\\\\server",
  '\\"',
  "\\N",
  "\\.",
  "\b\f\u000b\u0001",
  "é😀\u2028",
  "",
  '{"a": "b\\n"}',
];

beforeAll(async () => {
  folder = await FilesFolder.make();
  server = await startPostgres();
  await server.run("CREATE TABLE nasty (id int, body text, raw json, big numeric)");
  for (const [id, text] of texts.entries()) {
    const literal = `'${text.replaceAll("'", "''")}'`;
    await server.run(
      `INSERT INTO nasty VALUES (${String(id)}, ${literal}, '{"x":\n 1, "y": "\\\\n\\""}', 9007199254740993.10)`,
    );
  }
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

/** What `\copy (select …) to file` puts into the file: COPY's text format. */
async function copy(where: string): Promise<string> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const stream = client.query(to(`COPY (SELECT row_to_json(n) FROM nasty n WHERE ${where} ORDER BY id) TO STDOUT`));
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  await client.end();
  return Buffer.concat(chunks).toString();
}

describe("a file that \\copy (select row_to_json(t) …) has damaged", () => {
  test("is refused, with the way out", async () => {
    const path = await folder.write("nasty.jsonl", await copy("true"));
    expect(await getSourceError((await openFiles([path])).tables())).toMatch(
      new RegExp(`row_to_json[^]*→ Nothing is lost[^]*copy:${path}`),
    );
  });

  test("is recovered in full", async () => {
    const path = await folder.write("nasty.jsonl", await copy("true"));
    for (const source of [await openSource(`copy:${path}`), await openFiles([`copy:${path}`])]) {
      const { rows, broken } = await readAll(source, "nasty", ["body", "raw", "big"]);
      expect(broken).toEqual([]);
      expect(rows.map(({ body }) => body)).toEqual(texts);
      expect(JSON.parse(rows[0]?.["raw"] ?? "")).toEqual({ x: 1, y: '\\n"' });
      expect(rows.every(({ big }) => big === "9007199254740993.10")).toBe(true);
    }
  });

  test("is refused too where every line is JSON, only with other text", async () => {
    await server.run("CREATE TABLE IF NOT EXISTS silent (id int, body text)");
    const path = await folder.write("silent.jsonl", '{"body":"two\\\\nlines"}\n{"body":"plain"}\n');
    expect(await getSourceError((await openFiles([path])).tables())).toMatch(/copy:[^]*plain:/);
    const decoded = await readAll(await openSource(`copy:${path}`), "silent", ["body"]);
    expect(decoded.rows[0]).toEqual({ body: "two\nlines" });
    const plain = await readAll(await openSource(`plain:${path}`), "silent", ["body"]);
    expect(plain.rows[0]).toEqual({ body: "two\\nlines" });
  });

  test("stays recognised with a line that nothing repairs", async () => {
    const path = await folder.write("nasty.jsonl", `${await copy("id < 3")}{"id":\n`);
    expect(await getSourceError((await openFiles([path])).tables())).toMatch(/copy:/);
    const { rows, broken } = await readAll(await openSource(`copy:${path}`), "nasty", ["body"]);
    expect(rows.map(({ body }) => body)).toEqual(texts.slice(0, 3));
    expect(broken).toMatchObject([{ where: `${path} line 4` }]);
  });
});

describe("a file that is not damaged is read as it is", () => {
  test.each([
    ["no backslash", '{"body":"plain"}\n{"body":'],
    ["escapes of JSON", '{"body":"a\\nb"}\n{"body":"c\\\\nd"}\n'],
    ["Unicode escapes", '{"body":"\\u00e9"}\n'],
    ["backslashes that COPY could not have doubled", '{"body":"C:\\\\Users"}\n'],
    ["one such line among doubtful ones", '{"body":"a\\\\nb"}\n{"body":"\\""}\n'],
    ["the same rows, written by psql -qAtX", texts.map((body) => JSON.stringify({ body })).join("\n")],
  ])("%s", async (_what, content) => {
    const source = await openFiles([await folder.write("fine.jsonl", content)]);
    const bodies = content.split("\n").filter((line) => line.endsWith("}"));
    const { rows } = await readAll(source, "fine", ["body"]);
    expect(rows).toEqual(bodies.map((line) => JSON.parse(line) as unknown));
  });
});
