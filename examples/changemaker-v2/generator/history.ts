import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { printInstant, type Row } from "./values.js";

const source = fileURLToPath(new URL("../source/", import.meta.url));

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** What `prisma migrate deploy` applies, in order. */
export function readPrismaMigrations(): readonly Migration[] {
  const folder = path.join(source, "prisma/migrations");
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name, "migration.sql"), "utf8") }));
}

/** What Drizzle Kit applied. */
export function readDrizzleMigrations(): readonly Migration[] {
  const folder = path.join(source, "drizzle");
  return readdirSync(folder)
    .toSorted()
    .map((file) => ({ name: path.basename(file, ".sql"), sql: readFileSync(path.join(folder, file), "utf8") }));
}

/** The tables both tools keep for themselves, as they create them. */
export const historyTables = `CREATE TABLE "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
);
CREATE SCHEMA "drizzle";
CREATE TABLE "drizzle"."__drizzle_migrations" (
    id SERIAL PRIMARY KEY,
    hash text NOT NULL,
    created_at bigint
);
`;

/** Every migration with the checksum its tool computes; the last one failed once and was resolved as rolled back. */
export function makeHistory(): ReadonlyMap<string, readonly Row[]> {
  const applied = readPrismaMigrations().map(({ name, sql }, index) => toPrismaRow(name, sql, index));
  const last = applied.at(-1);
  const failed = { ...last, id: uuidOf(99), finished_at: null, logs: "ERROR: lock timeout", applied_steps_count: "0" };
  const hashes = readDrizzleMigrations().map(({ sql }, index) => ({
    id: String(index + 1),
    hash: sha256(sql),
    created_at: String(Date.UTC(2025, 8 + index * 2, 3)),
  }));
  return new Map<string, readonly Row[]>([
    ["_prisma_migrations", [...applied, { ...failed, rolled_back_at: last?.finished_at ?? null }]],
    ["drizzle.__drizzle_migrations", hashes],
  ]);
}

function toPrismaRow(name: string, sql: string, index: number) {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(name) ?? [];
  const startedMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return {
    id: uuidOf(index),
    checksum: sha256(sql),
    finished_at: printInstant(startedMs + 250, 117),
    migration_name: name,
    logs: null,
    rolled_back_at: null,
    started_at: printInstant(startedMs, 42),
    applied_steps_count: "1",
  };
}

function uuidOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
