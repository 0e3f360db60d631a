import { rm } from "node:fs/promises";
import { ExportComparison } from "../comparison/compareExport.js";
import { readComponentRecords } from "../comparison/componentRecords.js";
import { applyChanges, importChanges, requirePurpose } from "../deployment/applyChanges.js";
import type { AppStatus } from "../deployment/answers.js";
import { CutoverError } from "../errors.js";
import { ChangeListWriter, changesFile, insertsFile } from "../rows/write/changeList.js";
import { readManifest } from "../run/manifest.js";
import { loadedRun, RunDirectory } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";
import { ensureLoaded } from "./appStages.js";
import { noteRecords } from "./downloadRecords.js";
import { stageFailures } from "./failures.js";
import { withExport } from "./keepIds.js";
import { type KnownFaults, readKnownFaults, type Unrepaired, Wanted } from "./repairable.js";
import { writeRepairs } from "./repairList.js";
import type { Context } from "./stage.js";
import { readBaseline, separateUsers } from "./verification.js";

/** What a repair is about to write, and what it leaves. */
export interface Repair {
  readonly changes: number;
  /** Of them, documents that are inserted again. */
  readonly inserts: number;
  readonly unrepaired: readonly Unrepaired[];
}

const again = "cutover verify --repair";

/**
 * Writes what the latest verification found to differ, and what still is as it was found then: from the run's documents, by a
 * list of changes that the app's own `apply` compares and sets. Keeps no state: one that was killed begins anew, and what it has
 * written differs no more. `mayWrite`: asks before anything is written.
 */
export async function repair(context: Context, mayWrite: (repair: Repair) => Promise<boolean>): Promise<Repair> {
  const status = await ensureLoaded(context);
  await requirePurpose(context.app, "repair", again);
  const known = await requireKnownFaults(context, status);
  const folder = new RunDirectory(context.run.file(), "repair");
  await rm(folder.file(), { recursive: true, force: true });
  try {
    const { lines, ...found } = await withExport(
      context,
      async (now) => await list(context, status, known, now, folder),
    );
    if ((await mayWrite(found)) && found.changes > 0) await write(context, folder, { lines, inserts: found.inserts });
    return found;
  } finally {
    await rm(folder.file(), { recursive: true, force: true });
  }
}

/** Without a verification that still holds, a fault cannot be told from what somebody has written since. */
async function requireKnownFaults({ run }: Context, { generation }: AppStatus): Promise<KnownFaults> {
  const known = (await readBaseline(run, generation)) === null ? null : await readKnownFaults(run);
  if (known !== null) return known;
  throw new CutoverError(stageFailures.notVerified, {
    what: "No verification holds that says what is wrong",
    where: run.file(),
    next: `cutover verify, then look at it with cutover diff, then: ${again}`,
  });
}

async function list(
  context: Context,
  { generation }: AppStatus,
  known: KnownFaults,
  now: Snapshot,
  folder: RunDirectory,
) {
  const { project, progress } = context;
  const run = loadedRun(context.run);
  const { tables } = (await readManifest(run.manifest))!;
  const noteRows = (table: string, rows: number) => progress.rows(table, rows);
  const comparison = await ExportComparison.open({ plan: project.plan, run, tables, now, noteRows });
  const wanted = new Wanted(known, await readComponentRecords(now));
  const baseline = await readBaseline(context.run, generation);
  for await (const difference of comparison.differences())
    for (const each of separateUsers(difference, baseline)) if (each.byUsers !== true) wanted.add(each);
  const writer = await ChangeListWriter.create(folder);
  await writeRepairs(writer, { plan: project.plan, run, tables, now }, wanted);
  return { ...(await writer.finish()), unrepaired: wanted.unrepaired };
}

async function write(context: Context, folder: RunDirectory, counts: { lines: number; inserts: number }) {
  const { app, run } = context;
  const files = { changes: changesFile(folder), inserts: insertsFile(folder) };
  await importChanges(app, files, counts, again);
  const changes = `repair ${new Date().toISOString()}`;
  await applyChanges(context, { runId: run.run, changes, purpose: "repair", retry: [] }, again);
  await noteRecords(context);
}
