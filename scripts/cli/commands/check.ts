import { existsSync } from "node:fs";
import { checkMigration, type CheckReport, reportBrokenProject } from "../../check/checkMigration.js";
import { checkFinal } from "../../check/final/checkFinal.js";
import { exitOf } from "../../check/grade.js";
import { renderCheck, renderFinal } from "../output/renderCheck.js";
import { renderCheckPage } from "../output/report/renderCheckPage.js";
import { renderCheckMarkdown } from "../output/renderCheckMarkdown.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext, jqFilters, openChosenSource, relative } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError, exitCodes } from "../../errors.js";
import { loadProject, loadProjectFiles, type Project } from "../../project/project.js";
import { writeFileAtomically } from "../../run/files.js";
import { writeJsonFile } from "../../run/jsonFile.js";
import { checkFormat } from "../../check/lastCheck.js";
import { readRehearsed } from "../../rehearsal/rehearsed.js";
import { RunDirectory } from "../../run/runDirectory.js";
import { commandsToType } from "../resumeLine.js";
import type { Call, Command } from "./command.js";
import { openPage } from "./reportFiles.js";

/** Reads every row and writes nothing to Convex: its folder is not a run, and `.cutover/latest` stays as it is. */
export const check: Command = async (call) => {
  const { options, output, progress } = call;
  if (options.final) return await checkFinalSchema(call);
  const run = new RunDirectory(options.dir, "check");
  const report = await readCheck(call, run);
  output.show(renderCheck(report));
  await writeJsonFile(run.file("check.json"), checkFormat, report);
  await writeFileAtomically(run.file("check.md"), renderCheckMarkdown(report));
  await writeFileAtomically(run.file("check.html"), renderCheckPage(report));
  progress.note(`\nFull report with column statistics: ${relative(run.file("check.md"))}`);
  progress.note(`As a page: ${relative(run.file("check.html"))}`);
  progress.note(`Next: ${nextCommand(options, report)}`);
  if (options.open) await openPage(run.file("check.html"), progress);
  return { json: report, exitCode: exitOf(report, options.strict) };
};

function nextCommand(options: Call["options"], { grade }: CheckReport): string {
  return ["A", "B", "C"].includes(grade)
    ? commandsToType(options, ["rehearse"])
    : commandsToType(options, ["check"], ["do what grade C needs"]);
}

async function readCheck({ options, progress, signal }: Call, run: RunDirectory): Promise<CheckReport> {
  let project: Project;
  try {
    project = await loadProject(options.plan);
  } catch (error) {
    // Faults in a plan are findings; a missing plan is a usage error.
    if (error instanceof CutoverError && existsSync(options.plan))
      return await reportBrokenProject(error, async () => {
        const { plan } = await loadProjectFiles(options.plan);
        return { plan, source: await openChosenSource(options, { jq: jqFilters(plan) }) };
      });
    throw error;
  }
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const context = createContext({ options, project, run, deployment, progress, signal, isBeforeFiles: true });
  const { windowMinutes } = options;
  progress.stage("check", "read, convert and validate every row; nothing is written to Convex");
  const measured = (await readRehearsed(options.dir))?.measured ?? [];
  return await checkMigration(context, { measured, ...(windowMinutes === null ? {} : { windowMinutes }) });
}

/** After the cleanup: verifies that the final schema will pass. Its folder is not a run either. */
const checkFinalSchema: Command = async ({ options, output, progress, signal }) => {
  const run = new RunDirectory(options.dir, "check");
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const report = await checkFinal(createContext({ options, project, run, deployment, progress, signal }));
  output.show(renderFinal(report));
  await writeFileAtomically(run.file("final.json"), `${JSON.stringify(report, null, 2)}\n`);
  const isFine = report.passes && !(options.strict && report.findings.length > 0);
  return { json: report, exitCode: isFine ? exitCodes.done : exitCodes.mismatch };
};
