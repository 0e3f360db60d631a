import { existsSync } from "node:fs";
import { z } from "zod";
import { ExportComparison } from "../comparison/compareExport.js";
import { type ComponentRecords, readComponentRecords } from "../comparison/componentRecords.js";
import type { Difference } from "../comparison/difference.js";
import { restoreLegacyFields } from "../comparison/idMap.js";
import { CutoverError } from "../errors.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { removeFile } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { readManifest } from "../run/manifest.js";
import { readDeploymentRecord } from "../run/deploymentRecord.js";
import { loadedRun, type RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { stageFailures } from "./failures.js";
import { idMapFile, withExport } from "./keepIds.js";
import type { Context } from "./stage.js";
import { type Baseline, readBaseline, separateUsers } from "./verification.js";

const vSinceTable = z.object({
  table: z.string(),
  /** Documents that stand for a row and are still there. */
  documents: z.number(),
  changedByUsers: z.number(),
  deletedByUsers: z.number(),
  /** Documents that were wrong already, or differ in what no function of an app can change. */
  differences: z.number(),
  /** How many documents users have changed a field of, by its name. */
  fields: z.record(z.string(), z.number()).readonly(),
});
export type SinceTable = Readonly<z.infer<typeof vSinceTable>>;

const vSince = z.object({
  at: z.string(),
  /** When it was verified before; null: nothing is known to have been right, so all that differs counts as a fault. */
  verifiedAt: z.string().nullable(),
  /** The file of the differences, in the run's folder. */
  differences: z.string(),
  tables: z.array(vSinceTable.readonly()).readonly(),
});
/** What the latest `verify --since` came to: `since.json`. */
export type Since = Readonly<z.infer<typeof vSince>>;

const sinceFormat: JsonFormat<Since> = {
  version: 1,
  content: vSince,
  next: "Delete the file, then: cutover verify --since",
};

const fileOf = (run: RunDirectory) => run.file("since.json");

/**
 * Compares what the deployment holds now with what was migrated, by the ids that were kept: also when legacy fields, component
 * and module are gone. It calls no function of the app and writes to the run's folder only.
 */
export async function verifySince(context: Context, now: Date): Promise<Since> {
  const { project, run } = context;
  const map = await openIdMap(run);
  const restored = run.file("since.zip");
  try {
    const records = await readComponentRecords(map);
    if (records.runId !== run.run) throw noIdMap(run, `The map of ids is of run ${records.runId}`);
    await withExport(context, async (exported) => {
      await refuseOtherDeployment(context, exported);
      const { found, saved } = await restoreLegacyFields(project.plan, { now: exported, map }, restored);
      if (found === 0 && saved > 0) throw noIdMap(run, `None of the ${saved} migrated documents is in the deployment`);
      await noteLaterMatches(context, exported, records);
    });
    return await compare(context, restored, await readBaseline(run, records.generation), now);
  } finally {
    map.close();
    await removeFile(restored);
  }
}

/** Read once as a whole: its checksums tell before anything is exported. */
async function openIdMap(run: RunDirectory): Promise<Snapshot> {
  if (!existsSync(idMapFile(run))) throw noIdMap(run, "The run has no map of ids");
  try {
    const map = await Snapshot.open(idMapFile(run));
    for (const table of map.allTables) {
      const lines = map.lines(table);
      while ((await lines.next()).done !== true);
    }
    return map;
  } catch (error) {
    throw noIdMap(run, `The map of ids is damaged: ${(error as Error).message}`);
  }
}

function noIdMap(run: RunDirectory, what: string): CutoverError {
  const next = "Choose the deployment and the folder of this run (--prod, --dir). Before the cleanup: cutover verify";
  return new CutoverError(stageFailures.noIdMap, { what, where: idMapFile(run), next });
}

/** As far as the component is still there to tell. */
async function refuseOtherDeployment({ app, run }: Context, now: Snapshot): Promise<void> {
  const known = await readDeploymentRecord(run);
  for await (const line of now.lines("_components/cutover/deployment")) {
    const { id } = JSON.parse(line) as { id: string };
    if (known === null || id === known.id) return;
    throw new CutoverError(stageFailures.otherDeployment, {
      what: `Run ${run.run} belongs to another deployment: to ${known.name}, not to ${app.convex.deploymentName}`,
      next: "Choose the deployment of this run (--prod, --deployment, --url or --env-file). Nothing was changed.",
    });
  }
}

/** Between the map and the clean-up somebody may have signed in and got an imported row: its document has become another one. */
async function noteLaterMatches({ progress }: Context, now: Snapshot, records: ComponentRecords): Promise<void> {
  const { runId, generation } = await readComponentRecords(now);
  if (runId !== records.runId || generation === records.generation) return;
  progress.note("The map of ids is of before users were settled or signed in: their rows are listed as deleted.");
}

async function compare(context: Context, file: string, baseline: Baseline | null, now: Date): Promise<Since> {
  const { project, progress } = context;
  const run = loadedRun(context.run);
  const { tables } = (await readManifest(run.manifest))!;
  for (const { table, written } of tables) progress.total(table, written);
  const snapshot = await Snapshot.open(file);
  try {
    const noteRows = (table: string, rows: number) => progress.rows(table, rows);
    const migrated = { plan: project.plan, run, tables, now: snapshot, noteRows };
    return await writeSince(context.run, await ExportComparison.open(migrated), baseline, now);
  } finally {
    snapshot.close();
  }
}

async function writeSince(run: RunDirectory, comparison: ExportComparison, baseline: Baseline | null, now: Date) {
  const at = now.toISOString();
  const name = `since-${at.replace(/[^0-9]/g, "")}.jsonl`;
  const old = await readSince(run);
  const counts = new Map<string, Counts>();
  const writer = await LineWriter.create(run.file(name));
  try {
    for await (const difference of comparison.differences()) {
      for (const each of separate(difference, baseline)) {
        count(counts, each);
        await writer.write(JSON.stringify(each));
      }
    }
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const tables = comparison.tables.map(({ table, documents }) => ({
    table,
    documents,
    ...(counts.get(table) ?? noCounts()),
  }));
  const since: Since = { at, verifiedAt: baseline?.verified.at ?? null, differences: name, tables };
  await writeJsonFile(fileOf(run), sinceFormat, since);
  if (old !== null && old.differences !== name) await removeFile(run.file(old.differences));
  return since;
}

/** What the latest one came to; null: nobody has asked yet. */
export async function readSince(run: RunDirectory): Promise<Since | null> {
  return await readJsonFile(fileOf(run), sinceFormat);
}

/** No function can change when a document was made, so nobody has. */
function separate(difference: Difference, baseline: Baseline | null): Difference[] {
  return separateUsers(difference, baseline).flatMap((each) => {
    const made = each.fields.filter(({ name }) => name === "_creationTime");
    if (each.byUsers !== true || made.length === 0) return [each];
    const others = each.fields.filter((field) => !made.includes(field));
    const { byUsers: _byUsers, ...fault } = { ...each, fields: made };
    return others.length === 0 ? [fault] : [fault, { ...each, fields: others }];
  });
}

interface Counts {
  changedByUsers: number;
  deletedByUsers: number;
  differences: number;
  readonly fields: Record<string, number>;
}

function noCounts(): Counts {
  return { changedByUsers: 0, deletedByUsers: 0, differences: 0, fields: {} };
}

function count(all: Map<string, Counts>, { table, kind, fields, byUsers }: Difference): void {
  const counts = all.get(table) ?? noCounts();
  all.set(table, counts);
  if (byUsers !== true) counts.differences += 1;
  else if (kind === "missing") counts.deletedByUsers += 1;
  else counts.changedByUsers += 1;
  if (byUsers !== true) return;
  for (const { name } of fields) counts.fields[name] = (counts.fields[name] ?? 0) + 1;
}
