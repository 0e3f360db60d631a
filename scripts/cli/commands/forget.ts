import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { cleanupTask } from "../../../convex/shared/plan/tasks.js";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { findRehearsal } from "../../rehearsal/rehearse.js";
import { readDeploymentRecord } from "../../run/deploymentRecord.js";
import { forgetRun, keptFiles } from "../../run/forgetRun.js";
import { withLock } from "../../run/lock.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { readWindow } from "../../run/windowRecord.js";
import { createContext } from "../../stages/context.js";
import { cliFailures } from "../failures.js";
import { type Call, type Command, confirm, done, findDeploymentOf, findNamedRun } from "./command.js";

/** Deletes the documents, rejected rows and backups of a run; report and counts stay. */
export const forget: Command = async (call) => {
  const { options, output, progress, signal } = call;
  const run = await findNamedRun(options, options.words[0] ?? "", "cutover forget");
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
