import path from "node:path";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { findLegacyReads } from "../project/legacyReads/findLegacyReads.js";
import { checkBackup } from "../stages/backup.js";
import { RunDirectory } from "../run/runDirectory.js";
import { describeSize, findSourceBackupFault, readSourceBackup, sourceBackupFolder } from "../sourceBackup/record.js";
import { relative } from "../stages/context.js";
import type { Context } from "../stages/stage.js";
import { compareSource, neither } from "./compareSource.js";
import { lookAtSource } from "./sourceNote.js";
import type { Measurement, TaskCalls } from "./taskCalls.js";

/** What only this side can measure: the source, the backup, and the app's code. Changes nothing. */
export async function measureDecommission(context: Context, calls: TaskCalls): Promise<Measurement[]> {
  return [
    ...(await measureSource(context, calls)),
    await measureBackup(context),
    await measureSourceBackup(context),
    await measureLegacyReads(context),
  ];
}

const vWindow = z.object({ runId: z.string().nullable() });

/** A source that does not answer may be off, or out of reach for now: a person has to say which. */
async function measureSource({ options, env }: Context, calls: TaskCalls): Promise<Measurement[]> {
  try {
    // First counted, then looked: a kill in between makes it one look too many, never an unknown visitor.
    const before = await calls.readSourceBaseline();
    return compareSource(before, await lookAtSource(options.source, env["CUTOVER_FREEZE_URL"]));
  } catch (error) {
    if (!(error instanceof CutoverError) || error.failure !== "source") throw error;
    return neither(`the source does not answer: ${error.faults[0]?.what ?? ""}`);
  }
}

async function measureBackup({ app, options, run }: Context): Promise<Measurement> {
  const window = await app.convex.run(app.functionName("window"), {}, vWindow);
  const moved = window.runId === null ? run : new RunDirectory(options.dir, window.runId);
  try {
    const { documents, tables } = await checkBackup(moved);
    const value = `${relative(moved.backup)}: ${documents} documents in ${tables} tables, every byte read`;
    return { item: "backup", ok: true, value };
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    const value = error.faults.map(({ what, where }) => `${what} (${where ?? moved.backup})`).join("; ");
    return { item: "backup", ok: false, value };
  }
}

/** One that the team makes itself has a place that only the team knows. */
async function measureSourceBackup({ options, project }: Context): Promise<Measurement> {
  const item = "source-backup";
  const backup = await readSourceBackup(options.dir);
  const named = project.plan.window.sourceBackup?.file;
  if (backup === null && named !== undefined) return { item, ok: null, value: `the plan names ${named}: is it kept?` };
  if (backup === null) return { item, ok: false, value: "there is none: cutover backup-source" };
  const fault = await findSourceBackupFault(options.dir, backup, { byBytes: true });
  const where = relative(path.join(sourceBackupFolder(options.dir), backup.folder));
  const made = new Date(backup.at).toISOString().slice(0, 10);
  const value =
    fault ?? `${where} of ${made}: ${describeSize(backup.files)}, ${backup.holds}, byte for byte as written`;
  return { item, ok: fault === null, value };
}

const mostShown = 5;

/** The schema's wrapper stays until the last deployment; the rest has to go before the fields do. */
async function measureLegacyReads({ options, project }: Context): Promise<Measurement> {
  const found = await findLegacyReads(project.appDir, project.plan, { planFile: options.plan });
  const reads = found.filter(({ kind }) => kind !== "wrapper");
  const unmarked = reads.filter(({ isMarked }) => !isMarked);
  const shown = unmarked.slice(0, mostShown).map(({ file, line }) => `${file}:${line}`);
  const more = unmarked.length > mostShown ? ` and ${unmarked.length - mostShown} more` : "";
  const marked = reads.length > unmarked.length ? `; ${reads.length - unmarked.length} marked` : "";
  const value = `${unmarked.length === 0 ? "none" : `${shown.join(", ")}${more}`}${marked}`;
  return { item: "legacy-reads", ok: unmarked.length === 0, value };
}
