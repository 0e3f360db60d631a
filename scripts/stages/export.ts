import { CutoverError } from "../errors.js";
import { transferFiles } from "./files.js";
import { stageFailures } from "./failures.js";
import { versions } from "../project/versions.js";
import { mapInDependencyOrder } from "../rows/convert/mapInDependencyOrder.js";
import { getRequiredParents, TableKeys } from "../rows/keys/tableKeys.js";
import { prepareLookups } from "../rows/lookups/prepareLookups.js";
import { findUnmigrated } from "../rows/validate/unmigrated.js";
import { findSourceFaults } from "../rows/validate/sourceFaults.js";
import { expectRows } from "../rows/convert/expectRows.js";
import { exportTable } from "../rows/write/exportTable.js";
import { findUnreconciled, type Manifest, type TableCounts, writeManifest } from "../run/manifest.js";
import type { Source } from "../sources/source.js";
import type { Context, Stage } from "./stage.js";

export const exportStage: Stage = {
  name: "export",
  summary: "read, convert and check every row of the plan in one pass",
  reads: "the source, as of one moment; plan.ts; schema.ts",
  writes:
    "documents/<table>.jsonl or .zip, fingerprints/, rejected/<table>.jsonl, merged/<table>.jsonl, replaced/<table>.jsonl, manifest.json",
  undo: "delete the run's folder",
  async run(context) {
    await transferFiles(context);
    await exportRows(context);
  },
};

/** The rows alone: the files that they name are stored already, or count as not stored. */
export async function exportRows(context: Context): Promise<void> {
  const source = await context.openSource();
  try {
    await checkConfiguration(context, source);
    const tables = await exportTables(context, source);
    await writeReconciledManifest(context, source, tables);
  } finally {
    await source.close();
  }
}

/** Plan against source: every fault at once, before the first row is read. (Plan against schema: when both are loaded.) */
async function checkConfiguration({ project, progress }: Context, source: Source): Promise<void> {
  const tables = await source.tables();
  const faults = findSourceFaults(project.plan, tables);
  if (faults.length > 0) throw new CutoverError(stageFailures.planDoesNotFitSource, faults);
  expectRows(progress, [...project.plan.tables.values()], tables);
}

/** Tables in parallel, as many as the source allows; a table that rejects orphans waits for its parents' keys. */
async function exportTables(context: Context, source: Source): Promise<TableCounts[]> {
  const { plan } = context.project;
  const keys = new TableKeys(plan);
  const prepared = await prepareLookups(source, plan, context.env, { corrections: await context.readCorrections() });
  return await mapInDependencyOrder(
    [...plan.tables.values()],
    source.parallel,
    ({ name }) => getRequiredParents(plan, name),
    (table) => exportTable(context, source, table, keys, prepared),
  );
}

async function writeReconciledManifest(
  { run, project }: Context,
  source: Source,
  tables: readonly TableCounts[],
): Promise<void> {
  const unreconciled = findUnreconciled(tables);
  if (unreconciled.length > 0)
    throw new CutoverError(
      stageFailures.countsDoNotReconcile,
      unreconciled.map((what) => ({ what })),
    );
  const manifest: Manifest = {
    run: run.run,
    planHash: project.planHash,
    source: source.description,
    snapshotTime: source.snapshotTime ?? null,
    finishedAt: new Date().toISOString(),
    versions: versions(),
    tables,
    files: source.files?.() ?? [],
    unmigrated: await findUnmigrated(source, project.plan),
  };
  await writeManifest(run.manifest, manifest);
}
