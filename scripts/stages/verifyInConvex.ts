import { canonicalFields, exportedRefKey, hideSecrets } from "../../convex/shared/document/document.js";
import { bucketOf } from "../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { compareFields, type Difference } from "../comparison/difference.js";
import type { App } from "../deployment/app.js";
import type { AppStatus } from "../deployment/answers.js";
import { decodeDocument, readDocumentLines } from "../rows/write/documentLines.js";
import { readManifest, type TableCounts } from "../run/manifest.js";
import { loadedRun, type RunDirectory } from "../run/runDirectory.js";
import { runAppStage } from "./appStages.js";
import { readConflicts } from "./downloadRecords.js";
import type { Context } from "./stage.js";
import { DifferenceFile, type Verification } from "./verification.js";

/** Lets functions in Convex read every document, page by page, and compares checksums; what differs is read once more and named. */
export async function verifyInConvex(context: Context): Promise<Verification> {
  const status = await runAppStage(context, "verify");
  const differences = await DifferenceFile.create(context.run);
  for await (const difference of nameDifferences(context, status)) await differences.write(difference);
  const rounds = status.stages.filter(({ stage }) => stage === "verify");
  const tables = rounds.map(({ table, processed, counts }) => {
    return { table, documents: processed, kept: counts["kept"] ?? 0 };
  });
  return await differences.finish("convex", status.generation, tables);
}

async function* nameDifferences({ app, run, project }: Context, status: AppStatus): AsyncGenerator<Difference> {
  const manifest = (await readManifest(loadedRun(run).manifest))!;
  const deletedByUsers = await readDeletedByUsers(run);
  for (const { table, checks } of status.tables) {
    const buckets = [...new Set(checks.flatMap((check) => check.buckets))];
    if (buckets.length === 0) continue;
    const counts = manifest.tables.find((entry) => entry.table === table)!;
    const found = await findDifferences(app, loadedRun(run), project.plan.tables.get(table)!, counts, buckets);
    yield* found.filter(({ kind, key }) => kind !== "missing" || !deletedByUsers.has(nameOf(table, key)));
  }
}

const nameOf = (table: string, legacyKey: string) => JSON.stringify([table, legacyKey]);

/** Rows that the window has listed as deleted in Convex before it began. */
async function readDeletedByUsers(run: RunDirectory): Promise<ReadonlySet<string>> {
  const conflicts = await readConflicts(run);
  return new Set(
    conflicts.filter(({ kind }) => kind === "keep").map((each) => nameOf(each.table, each.legacyKey ?? "")),
  );
}

type Fields = ReadonlyMap<string, string>;

/** Names every row and field of these buckets that differs. Holds the rows of the buckets only, never the table. */
async function findDifferences(
  app: App,
  run: RunDirectory,
  table: PlannedTable,
  counts: TableCounts,
  buckets: readonly number[],
): Promise<Difference[]> {
  const expected = await readExported(run, table, counts, new Set(buckets));
  const differences: Difference[] = [];
  const seen = new Set<string>();
  for await (const { legacyKey: key, id, fields } of app.inspect(table.name, buckets)) {
    const exported = expected.get(key);
    const kind = seen.has(key) ? "duplicate" : exported === undefined ? "extra" : "changed";
    seen.add(key);
    const differing = kind === "changed" ? compareFields(exported!, new Map(fields)) : [];
    if (kind !== "changed" || differing.length > 0)
      differences.push({ table: table.name, key, id, kind, fields: differing });
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) differences.push({ table: table.name, key, kind: "missing", fields: [] });
  }
  return differences;
}

async function readExported(
  run: RunDirectory,
  table: PlannedTable,
  counts: TableCounts,
  buckets: ReadonlySet<number>,
): Promise<Map<string, Fields>> {
  const exported = new Map<string, Fields>();
  for await (const line of readDocumentLines(run, counts)) {
    const document = decodeDocument(line, counts.format);
    const key = document[table.id.field] as string;
    if (buckets.has(bucketOf(key)))
      exported.set(key, new Map(hideSecrets(table.name, canonicalFields(table, document, exportedRefKey(document)))));
  }
  return exported;
}
