import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fingerprintExported } from "../../convex/shared/document/document.js";
import { bucketOf, Checksums } from "../../convex/shared/document/fingerprint.js";
import { FingerprintWriter } from "../../scripts/rows/write/fingerprintFile.js";
import type { TableCounts } from "../../scripts/run/manifest.js";
import type { RunDirectory } from "../../scripts/run/runDirectory.js";
import { type Tables, writeExport } from "../support/exportZip.js";
import type { RandomMigration } from "./randomMigration.js";

/** Writes what was exported into the run's folder, as an export does. */
export async function writeExported(run: RunDirectory, { plan, exported }: RandomMigration): Promise<TableCounts[]> {
  const counts: TableCounts[] = [];
  for (const [name, documents] of Object.entries(exported)) {
    const sums = new Checksums();
    const planned = plan.tables.get(name)!;
    const kept = await FingerprintWriter.create(run.fingerprints(name));
    for (const document of documents) {
      const key = document[planned.id.field] as string;
      sums.add(key, fingerprintExported(planned, document));
      kept.add(bucketOf(key), fingerprintExported(planned, document));
    }
    await kept.finish();
    await writeExport(run.documents(name, "zip"), { [name]: documents });
    const sha256 = createHash("sha256")
      .update(await readFile(run.documents(name, "zip")))
      .digest("hex");
    const written = documents.length;
    const rows = { read: written, written, rejected: 0, filtered: 0, merged: 0, rejectedByCode: {} };
    const facts = { bytes: 0, largestBytes: 0, format: "zip" as const, sums: sums.render(), seconds: 0, sha256 };
    counts.push({ table: name, sources: [name], ...rows, ...facts });
  }
  return counts;
}

/** Writes what the deployment holds as `convex export` would. */
export async function writeDeployed(run: RunDirectory, deployed: Tables): Promise<string> {
  const file = path.join(run.file(), "now.zip");
  await writeExport(file, deployed);
  return file;
}
