import { readFileSync } from "node:fs";
import path from "node:path";
import { startPostgres, type TestPostgres } from "../../test/support/postgres.js";
import type { OpenExample } from "../support/example.js";
import { exampleFolder } from "./generate.js";
import { historyTables, readDrizzleMigrations, readPrismaMigrations } from "./generator/history.js";

const databaseName = "changemaker_v2";

/** The organisation's own time zone; Prisma writes UTC whatever the server's is. */
const timeZone = "America/Edmonton";

/** A PostgreSQL with the database as the two tools and some years of use have left it. */
export async function openExample(): Promise<OpenExample> {
  const database = await openDatabase();
  const existing = path.join(exampleFolder, "target");
  return { source: database.source, env: {}, existing, close: async () => await database.close() };
}

export interface OpenDatabase {
  readonly source: string;
  readonly server: TestPostgres;
  /** Runs SQL in the example's database. */
  run(sql: string): ReturnType<TestPostgres["run"]>;
  close(): Promise<void>;
}

export async function openDatabase(): Promise<OpenDatabase> {
  const server = await startPostgres([`timezone=${timeZone}`]);
  const run = (sql: string) => server.run(sql, databaseName);
  try {
    await server.run(`CREATE DATABASE ${databaseName}`);
    await run(historyTables);
    for (const { sql } of [...readPrismaMigrations(), ...readDrizzleMigrations()]) await run(sql);
    for (const file of ["data.sql", "by-hand.sql"])
      await run(readFileSync(path.join(exampleFolder, "source", file), "utf8"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { source: server.urlFor({ database: databaseName }), server, run, close: async () => await server.stop() };
}
