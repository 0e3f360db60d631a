import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Document } from "../../../convex/shared/document/document.js";
import type { OpenDatabase } from "../../../examples/changemaker-v2/open.js";
import { decodeDocument, readDocumentLines } from "../../../scripts/rows/write/documentLines.js";
import { readManifest } from "../../../scripts/run/manifest.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { type Finished, runCutover } from "../../support/cutover.js";
import { latestIn } from "../../support/folders.js";

export const plan = "examples/changemaker-v2/convex/plan.ts";

/** A command of ours with the example's plan, as a process of its own. */
export async function runExample(
  command: string,
  source: string,
  dir: string,
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
): Promise<Finished> {
  return await runCutover([command, "--plan", plan, "--source", source, "--dir", dir, "--json", ...flags], env);
}

export class ExportedRun {
  private readonly run: RunDirectory;

  constructor(readonly dir: string) {
    const latest = latestIn(dir);
    this.run = new RunDirectory(path.dirname(latest), path.basename(latest));
  }

  /** The documents of a table, by old key. */
  async documents(table: string): Promise<Map<string, Document>> {
    const manifest = await readManifest(this.run.manifest);
    const counts = manifest!.tables.find((each) => each.table === table)!;
    const found = new Map<string, Document>();
    for await (const line of readDocumentLines(this.run, counts)) {
      const document = decodeDocument(line, counts.format);
      found.set(document["legacyId"] as string, document);
    }
    return found;
  }

  async rejected(table: string): Promise<RejectedRow[]> {
    return await readJsonLines(this.run.rejected(table));
  }

  async merged(table: string): Promise<unknown[]> {
    return await readJsonLines(this.run.merged(table));
  }

  /** Everything the run wrote but ZIP files, as one text per file. */
  async texts(): Promise<Map<string, string>> {
    const names = await readdir(this.run.file(), { recursive: true });
    const files = names.filter((name) => /\.jsonl?$/.test(name)).toSorted();
    const texts = files.map(async (name) => [name, await readFile(path.join(this.run.file(), name), "utf8")] as const);
    return new Map(await Promise.all(texts));
  }
}

export interface RejectedRow {
  readonly key: string;
  readonly reasons: readonly { readonly column: string; readonly code: string; readonly message: string }[];
  readonly row: unknown;
}

async function readJsonLines<T>(file: string): Promise<T[]> {
  const text = await readFile(file, "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as T]));
}

/** Rows of a query, every value as the text or number the query makes of it. */
export async function readRows<T extends object>(database: OpenDatabase, sql: string): Promise<T[]> {
  return (await database.run(sql)).rows as T[];
}
