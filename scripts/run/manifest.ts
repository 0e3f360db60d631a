import { z } from "zod";
import { type JsonFormat, readJsonFile, writeJsonFile } from "./jsonFile.js";

export const vFormat = z.enum(["jsonl", "zip"]);
/** How documents are written: plain JSON lines, or lines of a ZIP whose generated schema says "uniform". */
export type Format = z.infer<typeof vFormat>;

export const vRowCounts = z.object({
  /** Its name in Convex. */
  table: z.string(),
  sources: z.array(z.string()).readonly(),
  read: z.number(),
  written: z.number(),
  rejected: z.number(),
  filtered: z.number(),
  merged: z.number(),
});
/** What the rows of one table came to. The counts reconcile when `read = written + rejected + filtered + merged`. */
export type RowCounts = Readonly<z.infer<typeof vRowCounts>>;

export const vTableCounts = vRowCounts.extend({
  rejectedByCode: z.record(z.string(), z.number()).readonly(),
  /** Values that did not convert and that the plan's `.invalid(…)` replaced, by column; absent where there are none. */
  replaced: z.record(z.string(), z.number()).readonly().optional(),
  /** Of the documents file. */
  bytes: z.number(),
  /** The largest document, as it is written. */
  largestBytes: z.number(),
  format: vFormat,
  /** Of the documents file, in hexadecimal. */
  sha256: z.string(),
  /** Checksums per bucket, as `Checksums.render` gives them. */
  sums: z.array(z.string()).readonly(),
  /** Rows that became lines without an object in between; absent where none did. */
  directRows: z.number().optional(),
  seconds: z.number(),
});
/** What one table's export came to. */
export type TableCounts = Readonly<z.infer<typeof vTableCounts>>;

/** `SourceFile` of sources/source.ts, as the manifest lists it. */
const vSourceFile = z.object({
  table: z.string(),
  column: z.string(),
  key: z.string().optional(),
  title: z.string(),
  from: z.string(),
  mimetype: z.string().optional(),
  size: z.number().optional(),
});

export const vUnmigrated = z.object({
  /** As the source names it. */
  table: z.string(),
  /** null: the whole table. */
  column: z.string().nullable(),
  /** `omitted`: the plan leaves it out by name. `tool`: no data of the app. `empty`: a table without rows. `loss`: none of these. */
  kind: z.enum(["omitted", "tool", "empty", "loss"]),
  reason: z.string(),
  /** Of a table, counted up to a million where it is a loss, otherwise as the source's statistics say; null: not counted. */
  rows: z.number().nullable(),
});
/** A table or column of the source that is not migrated, and why. */
export type Unmigrated = Readonly<z.infer<typeof vUnmigrated>>;

export const vManifest = z.object({
  run: z.string(),
  planHash: z.string(),
  /** Without secrets. */
  source: z.string(),
  /** Epoch milliseconds; null for files. */
  snapshotTime: z.number().nullable(),
  finishedAt: z.string(),
  versions: z.record(z.string(), z.string()).readonly(),
  tables: z.array(vTableCounts.readonly()).readonly(),
  /** Files the rows refer to, such as attachments. Their bytes stay where they are. */
  files: z.array(vSourceFile.readonly()).readonly(),
  /** What is not migrated, all of it; absent in runs of earlier versions. */
  unmigrated: z.array(vUnmigrated.readonly()).readonly().optional(),
});
/** manifest.json: what an export came to. */
export type Manifest = Readonly<z.infer<typeof vManifest>>;

const manifestFormat: JsonFormat<Manifest> = { version: 1, content: vManifest, next: "cutover export" };

export async function writeManifest(file: string, manifest: Manifest): Promise<void> {
  await writeJsonFile(file, manifestFormat, manifest);
}

/** The manifest, or null where no export has finished. */
export async function readManifest(file: string): Promise<Manifest | null> {
  return await readJsonFile(file, manifestFormat);
}

/** The tables whose rows do not add up, with the sum that should hold. */
export function findUnreconciled(tables: readonly TableCounts[]): string[] {
  return tables
    .filter(({ read, written, rejected, filtered, merged }) => read !== written + rejected + filtered + merged)
    .map(
      ({ table, read, written, rejected, filtered, merged }) =>
        `${table}: ${read} read, but ${written} written + ${rejected} rejected + ${filtered} filtered + ${merged} merged`,
    );
}

export const vLoadedTable = z.object({
  table: z.string(),
  loaded: z.number(),
  /** Documents that were there before and kept their ids. */
  existing: z.number(),
  /** Whether the app had no documents in it when it was loaded for the first time. */
  wasEmpty: z.boolean(),
  /** How its rows came: in one import of empty tables, or one by one beside the app's own documents. */
  loadedBy: z.enum(["import", "changes"]),
  seconds: z.number(),
});
/** What one table's import brought. */
export type LoadedTable = Readonly<z.infer<typeof vLoadedTable>>;

/** load.json: one entry per table. */
export const loadFormat: JsonFormat<{ readonly tables: readonly LoadedTable[] }> = {
  version: 1,
  content: z.object({ tables: z.array(vLoadedTable.readonly()).readonly() }),
  next: "cutover load",
};
