import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { startPostgres } from "../../support/postgres.js";
import { parseDump, readExample } from "./dump.js";

const platform = readFileSync(new URL("./supabase.sql", import.meta.url), "utf8");

export const dump = parseDump(readExample("source/data.sql"));

/** A real PostgreSQL with the example's schema and no rows yet. */
export async function startExampleServer() {
  const server = await startPostgres(["timezone=UTC"]);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(platform);
  await client.query(readExample("source/schema.sql"));
  return {
    url: server.url,
    client,
    stop: async () => {
      await client.end();
      await server.stop();
    },
  };
}

/** Fills it from data.sql, as `psql` would. */
export async function loadDump(client: Client): Promise<void> {
  for (const { sql, table } of dump.parts) {
    await client.query(sql);
    const data = table === undefined ? undefined : dump.tables.get(table);
    if (data === undefined) continue;
    const lines = data.lines.map((line) => `${line}\n`);
    await pipeline(Readable.from(lines), client.query(copyFrom(`COPY ${data.target} FROM stdin`)));
  }
}
