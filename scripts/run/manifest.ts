import { readFile } from "node:fs/promises";
import type { Format } from "../rows/write/encode.js";
import type { SourceFile } from "../sources/source.js";
import { writeFileAtomically } from "./files.js";

/** What the rows of one table came to. `read = written + rejected + filtered + merged`, or the books do not balance. */
export interface TableCounts {
  /** Its name in Convex. */
  readonly table: string;
  readonly sources: readonly string[];
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  readonly filtered: number;
  readonly merged: number;
}

/** What one table's export came to. */
export interface TableBooks extends TableCounts {
  readonly rejectedByCode: Readonly<Record<string, number>>;
  /** Of the documents file. */
  readonly bytes: number;
  /** The largest document, as it stands in the file. */
  readonly largestBytes: number;
  readonly format: Format;
  /** Fingerprint sums per bucket, as `FingerprintSums.render` gives them. */
  readonly sums: readonly string[];
  readonly seconds: number;
}

export interface Manifest {
  readonly run: string;
  readonly planHash: string;
  /** Without secrets. */
  readonly source: string;
  /** Epoch milliseconds; null for files. */
  readonly snapshotTime: number | null;
  readonly finishedAt: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly TableBooks[];
  /** Files the rows refer to, such as attachments. Their bytes stay where they are. */
  readonly files: readonly SourceFile[];
}

export async function writeManifest(file: string, manifest: Manifest): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The manifest, or null where no export has finished. */
export async function readManifest(file: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The tables whose rows do not add up, with the sum that should hold. */
export function findUnbalanced(tables: readonly TableBooks[]): string[] {
  return tables
    .filter(({ read, written, rejected, filtered, merged }) => read !== written + rejected + filtered + merged)
    .map(
      ({ table, read, written, rejected, filtered, merged }) =>
        `${table}: ${read} read, but ${written} written + ${rejected} rejected + ${filtered} filtered + ${merged} merged`,
    );
}
