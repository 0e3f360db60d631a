import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type NocodbTestTable, startNocodb } from "../../support/nocodbServer.js";
import { withDatabase } from "../sqlite/files.js";

/** A source of one of these folders as it is typed on the command line, and what it needs running. */
export interface RealSource {
  readonly locator: string;
  readonly env: Readonly<Record<string, string>>;
  /** By table, for files of JSON. */
  readonly jq: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export const realFolder = (kind: string) => path.join(import.meta.dirname, kind);

/** Each kind's folder, with each of its sources: all sources of a kind hold the same data, written in another way. */
export const realSources: readonly (readonly [kind: string, source: string])[] = readdirSync(import.meta.dirname, {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: kind }) =>
    readdirSync(path.join(realFolder(kind), "sources")).map((source): [string, string] => [kind, source]),
  );

/** SQL for SQLite becomes a database, and NocoDB's tables a server; everything else is a file or a folder of files. */
export async function openRealSource(kind: string, source: string): Promise<RealSource> {
  const jq = await readFilters(path.join(realFolder(kind), "jq.json"));
  return { ...(await openRealFile(path.join(realFolder(kind), "sources", source))), jq };
}

/** The same for a file or folder anywhere. */
export async function openRealFile(place: string): Promise<Omit<RealSource, "jq">> {
  if (place.endsWith(".make.sql")) return await openDatabaseOf(place);
  if (place.endsWith(".nocodb.json")) return await openServerOf(place);
  return { locator: place, env: {}, close: async () => {} };
}

async function readFilters(file: string): Promise<Record<string, string>> {
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Record<string, string>) : {};
}

async function openDatabaseOf(script: string): Promise<Omit<RealSource, "jq">> {
  const folder = await mkdtemp(path.join(tmpdir(), "cutover-real-"));
  const file = path.join(folder, "app.db");
  const sql = await readFile(script, "utf8");
  withDatabase(file, (database) => database.exec(`PRAGMA synchronous = OFF; ${sql}`));
  return { locator: file, env: {}, close: async () => await rm(folder, { recursive: true, force: true }) };
}

interface BaseFile {
  readonly api: "v2" | "v3";
  readonly tables: readonly (Omit<NocodbTestTable, "rows"> & { readonly rows: readonly unknown[] })[];
}

async function openServerOf(file: string): Promise<Omit<RealSource, "jq">> {
  const { api, tables } = JSON.parse(await readFile(file, "utf8")) as BaseFile;
  const server = await startNocodb(
    tables.map((table) => ({ ...table, rows: table.rows.map((row) => JSON.stringify(row)) })),
  );
  const locator = `nocodb+${server.url}/${server.base}${api === "v3" ? "?api=v3" : ""}`;
  return { locator, env: { NOCODB_TOKEN: server.token }, close: async () => await server.stop() };
}
