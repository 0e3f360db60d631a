import path from "node:path";
import type { AppIssue } from "../../deployment/answers.js";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { findRehearsal } from "../../rehearsal/rehearse.js";
import { groupOpenIssues, openKeptIssues } from "../../report/openIssues.js";
import { rehearsalsIn, type RunDirectory } from "../../run/runDirectory.js";
import { createContext, relative } from "../../stages/context.js";
import { describeVerified } from "../../stages/verified.js";
import { readVerification } from "../../stages/verification.js";
import { cliFailures } from "../failures.js";
import { renderIssues } from "../output/renderIssues.js";
import { type Call, type Command, done, findDeploymentOf, getRunToRead } from "./command.js";
import { requirePlannedTable } from "./plannedTable.js";

/** What match and resolve could not finish and nobody has settled yet, by table and kind. */
export const issues: Command = async (call) => {
  const { options, output, progress } = call;
  const table = await requirePlannedTable(options);
  const run = await getRunToRead(options, progress);
  const { from, all } = await openIssues(call, run);
  const groups = await groupOpenIssues(all, { table, limit: options.limit });
  output.show(renderIssues(groups, { run: run.run, from }));
  const open = groups.reduce((sum, { count }) => sum + count, 0);
  return done({ run: run.run, from, open, groups });
};

/** The deployment knows what was settled since; a rehearsal whose deployment is gone has its file. */
async function openIssues(call: Call, run: RunDirectory): Promise<{ from: string; all: AsyncIterable<AppIssue> }> {
  const isLoaded = (await run.journal.latest()).get("load")?.event === "finished";
  const isRehearsal = path.basename(run.root) === path.basename(rehearsalsIn("."));
  const isGone = isRehearsal && (await findRehearsal(run.root))?.run !== run.run;
  if (isLoaded && !isGone) return await askDeployment(call, run);
  const kept = openKeptIssues(run);
  if (kept !== null) {
    const verified = (await readVerification(run))?.verified ?? null;
    return { from: `${relative(run.file("issues.jsonl"))}, ${describeVerified(verified)}`, all: kept };
  }
  const what = isLoaded ? "The run ended before its issues were recorded" : "Nothing is loaded yet";
  throw new CutoverError(cliFailures.noRun, { what, where: run.file(), next: "cutover status" });
}

async function askDeployment({ options, progress, signal }: Call, run: RunDirectory) {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  await context.ensureDeployment();
  return { from: deployment.name, all: context.app.issues() };
}
