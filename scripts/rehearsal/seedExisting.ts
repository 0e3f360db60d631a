import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { CutoverError } from "../errors.js";
import { rehearsalFailures } from "./failures.js";
import type { Project } from "../project/project.js";
import { splitFields } from "../rows/write/documentLines.js";
import { makeFolder, writeFileAtomically } from "../run/files.js";
import { checkExisting } from "./checkExisting.js";

/** Ids the engine gives itself count up from 10,000; these stay far above. */
const firstSeededId = 5_000_000_000;
const idLength = 32;

export interface SeedOptions {
  readonly keepsIds?: boolean;
  /** Checked against it first, as a deploy does; an official backend does it itself. */
  readonly schema?: Project["schema"] | null;
}

/**
 * Puts documents into the rehearsal deployment that the real target has before the migration: `<table>.jsonl` files as
 * they stand in a `convex export`. Their ids are Convex's own, which our engine does not know: each becomes one of the
 * engine's, everywhere it stands. An official backend takes them as they are (`keepsIds`).
 */
export async function seedExisting(
  replaceTable: (table: string, file: string) => Promise<unknown>,
  folder: string,
  workDir: string,
  { keepsIds = false, schema = null }: SeedOptions = {},
): Promise<void> {
  const found = await readTables(folder);
  const ids = keepsIds ? new Map<string, string>() : renameIds(found);
  const tables = new Map([...found].map(([table, lines]) => [table, lines.map((line) => replaceIds(line, ids))]));
  if (schema !== null && !keepsIds) checkExisting(tables, folder, schema);
  await makeFolder(workDir);
  for (const [table, lines] of tables) {
    const file = path.join(workDir, `${table}.jsonl`);
    await writeFileAtomically(file, lines.map((line) => `${line}\n`).join(""));
    await replaceTable(table, path.resolve(file));
  }
}

async function readTables(folder: string): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  try {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith(".jsonl")).toSorted()) {
      const text = await readFile(path.join(folder, name), "utf8");
      tables.set(
        path.basename(name, ".jsonl"),
        text.split("\n").filter((line) => line !== ""),
      );
    }
    return tables;
  } catch (error) {
    const next = "Name a folder of <table>.jsonl files with --existing.";
    const fault = { what: "The folder of existing documents cannot be read", where: folder, next };
    throw new CutoverError(rehearsalFailures.badExisting, fault, { cause: error });
  }
}

function renameIds(tables: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [table, lines] of tables) {
    for (const line of lines) {
      const id = splitFields(line).get("_id");
      if (id !== undefined) ids.set(id, JSON.stringify(engineId(table, firstSeededId + ids.size)));
    }
  }
  return ids;
}

/** The form convex-test gives its ids: digits, then the table's name. */
function engineId(table: string, counter: number): string {
  return String(counter).padStart(idLength - table.length, "0") + table;
}

function replaceIds(line: string, ids: ReadonlyMap<string, string>): string {
  return line.replace(/"(?:[^"\\]|\\.)*"/g, (token) => ids.get(token) ?? token);
}
