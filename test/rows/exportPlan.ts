import { defineSchema, defineTable } from "convex/server";
import type { GenericValidator } from "convex/values";
import { readFile } from "node:fs/promises";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { Corrections } from "../../scripts/rows/convert/corrections.js";
import { decodeDocument, readDocumentLines } from "../../scripts/rows/write/documentLines.js";
import { readManifest, type TableCounts } from "../../scripts/run/manifest.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import { memorySource, withConfiguredTables } from "../../scripts/sources/memory/memory.js";
import type { Source } from "../../scripts/sources/source.js";
import { exportStage } from "../../scripts/stages/export.js";
import { makeContext } from "../check/support.js";
import { temporaryDir } from "../support/folders.js";

export type SourceRows = Parameters<typeof memorySource>[0];

export interface Exported {
  readonly counts: TableCounts;
  readonly documents: readonly Record<string, unknown>[];
  readonly rejected: readonly { readonly key: string | null; readonly reasons: readonly { readonly code: string }[] }[];
  readonly merged: readonly { readonly key: string; readonly into: string }[];
  readonly replaced: readonly { readonly key: string; readonly values: readonly { readonly column: string }[] }[];
}

/** What `export` writes for a plan whose source is in memory, by table. */
export async function exportPlan(
  plan: Plan,
  validators: Readonly<Record<string, Readonly<Record<string, GenericValidator>>>>,
  rows: SourceRows | Source,
  env: NodeJS.ProcessEnv = {},
  corrections = new Corrections(),
): Promise<Record<string, Exported>> {
  const tables = Object.entries(validators).map(([name, fields]) => [name, defineTable(fields as never)] as const);
  const schema = duringCutover(defineSchema(Object.fromEntries(tables)) as never, plan as never);
  const home = await temporaryDir();
  try {
    const run = await createRun(home.dir, new Date(0));
    const source = withConfiguredTables(isSource(rows) ? rows : memorySource(rows), plan, env);
    await exportStage.run({
      ...makeContext({ plan, schema, source }),
      run,
      env,
      readCorrections: async () => corrections,
    });
    const manifest = (await readManifest(run.manifest))!;
    const exported = manifest.tables.map(async (counts): Promise<[string, Exported]> => {
      const documents: Record<string, unknown>[] = [];
      for await (const line of readDocumentLines(run, counts)) documents.push(decodeDocument(line, counts.format));
      const [rejected, merged, replaced] = await Promise.all([
        readLines(run.rejected(counts.table)),
        readLines(run.merged(counts.table)),
        readLines(run.replaced(counts.table)),
      ]);
      return [counts.table, { counts, documents, rejected, merged, replaced } as Exported];
    });
    return Object.fromEntries(await Promise.all(exported));
  } finally {
    await home.remove();
  }
}

function isSource(rows: SourceRows | Source): rows is Source {
  return typeof rows.read === "function";
}

/** A file that was not written has no lines. */
async function readLines(file: string): Promise<unknown[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
}
