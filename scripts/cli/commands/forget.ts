import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { cleanupTask } from "../../../convex/shared/plan/tasks.js";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { findRehearsal } from "../../rehearsal/rehearse.js";
import { readDeploymentRecord } from "../../run/deploymentRecord.js";
import { forgetRun, keptFiles } from "../../run/forgetRun.js";
import { withLock } from "../../run/lock.js";
import { rehearsalsIn, RunDirectory } from "../../run/runDirectory.js";
import { readWindow } from "../../run/windowRecord.js";
import { createContext } from "../../stages/context.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";
import { type Call, type Command, confirm, done, findDeploymentOf } from "./command.js";

/** Deletes the documents, rejected rows and backups of a run; report and counts stay. */
export const forget: Command = async (call) => {
  const { options, output, progress, signal } = call;
  const run = await findNamedRun(options);
  if (options.reason === null) refuseNeeded(run, await findNeed(call, run));
  const kept = keptFiles.filter((name) => existsSync(run.file(name)));
  if (options.dryRun) {
    output.show(
      `forget would delete everything in ${run.file()} but ${kept.join(", ")}. Dry run: nothing was changed.`,
    );
    return done({ run: run.run, kept, deleted: null });
  }
  await confirm(`forget deletes the documents and backups of run ${run.run}`, run.run, options.yes);
  const record = { at: new Date().toISOString(), by: userInfo().username, reason: options.reason };
  const lock = { note: (text: string) => progress.note(text), signal };
  const deleted = await withLock(run.root, "cutover forget", lock, async () => await forgetRun(run, record));
  const megabytes = (deleted.bytes / 2 ** 20).toFixed(1);
  output.show(`Run ${run.run}: ${deleted.files} files deleted (${megabytes} MB). Kept: ${kept.join(", ")}.`);
  return done({ run: run.run, kept, deleted });
};

/** A run or a rehearsal, by its name. */
async function findNamedRun({ dir, words: [name = ""] }: Options): Promise<RunDirectory> {
  const isName = name !== "" && name !== "latest" && path.basename(name) === name && !name.startsWith(".");
  for (const root of isName ? [dir, rehearsalsIn(dir)] : []) {
    const run = new RunDirectory(root, name);
    if (existsSync(run.file("journal.jsonl"))) return run;
  }
  const names = [...(await listRuns(dir)), ...(await listRuns(rehearsalsIn(dir)))];
  throw new CutoverError(cliFailures.noRun, {
    what: `There is no run ${JSON.stringify(name)}`,
    where: path.resolve(dir),
    next: names.length === 0 ? "cutover export begins one" : `cutover forget <run>, one of: ${names.join(", ")}`,
  });
}

async function listRuns(root: string): Promise<string[]> {
  const names = await readdir(root).catch(() => []);
  return names.filter((name) => name !== "latest" && existsSync(path.join(root, name, "journal.jsonl"))).toSorted();
}

/** What the run's data is still needed for, as the deployment says; null: for nothing. */
async function findNeed({ options, progress, signal }: Call, run: RunDirectory): Promise<string | null> {
  const outcome = (await readWindow(run))?.outcome;
  if (outcome === "open") return "its cutover window is open";
  const living = await findRehearsal(run.root);
  if (living?.run === run.run) return "its rehearsal still runs";
  if (outcome === "rolledBack") return null;
  const record = await readDeploymentRecord(run);
  if (record === null || record.kind === "rehearsal") return null;
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  await context.ensureDeployment();
  const { runId, launchedAt } = await context.app.status();
  if (runId !== run.run) return null;
  // The deployment may have been launched by an earlier run.
  if (outcome !== "done" || (launchedAt ?? null) === null)
    return `${deployment.name} holds it, and it was not launched`;
  const until = launchedAt! + (project.plan.tasks.get(cleanupTask)?.afterMs ?? 0);
  return Date.now() < until ? `its rollback window ends at ${new Date(until).toISOString()}` : null;
}

function refuseNeeded({ run }: RunDirectory, need: string | null): void {
  if (need === null) return;
  throw new CutoverError(cliFailures.stillNeeded, {
    what: `The data of run ${run} is still needed: ${need}`,
    next: `cutover forget ${run} --reason "why it is not needed any more"`,
  });
}
