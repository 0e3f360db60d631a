import { existsSync } from "node:fs";
import { checkMigration, type CheckReport, reportBrokenProject } from "../../check/checkMigration.js";
import { checkFinal } from "../../check/final/checkFinal.js";
import { renderFinal } from "../output/renderFinal.js";
import { exitOf } from "../../check/grade.js";
import { renderCheck } from "../output/renderCheck.js";
import { renderCheckMarkdown } from "../output/renderCheckMarkdown.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext, relative } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError, exitCodes } from "../../errors.js";
import { loadProject, type Project } from "../../project/project.js";
import { writeFileAtomically } from "../../run/files.js";
import { writeJsonFile } from "../../run/jsonFile.js";
import { checkFormat } from "../../check/lastCheck.js";
import { RunDirectory } from "../../run/runDirectory.js";
import type { Call, Command } from "./command.js";

/** Reads everything and moves nothing: its folder is no run, and `.cutover/latest` stays where it is. */
export const check: Command = async (call) => {
  const { options, progress } = call;
  if (options.final) return await final(call);
  const run = new RunDirectory(options.dir, "check");
  const report = await readCheck(call, run);
  progress.end();
  progress.note(renderCheck(report));
  await writeJsonFile(run.file("check.json"), checkFormat, report);
  await writeFileAtomically(run.file("check.md"), renderCheckMarkdown(report));
  progress.note(`\nThe same with every column: ${relative(run.file("check.md"))}`);
  return { json: report, exitCode: exitOf(report, options.strict) };
};

async function readCheck({ options, progress, signal }: Call, run: RunDirectory): Promise<CheckReport> {
  let project: Project;
  try {
    project = await loadProject(options.plan);
  } catch (error) {
    // Faults of a plan are findings; a plan that is not there is a mistake in the words typed.
    if (error instanceof CutoverError && existsSync(options.plan)) return reportBrokenProject(error);
    throw error;
  }
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const context = createContext({ options, project, run, deployment, progress, signal });
  const { windowMinutes } = options;
  return await checkMigration(context, windowMinutes === null ? {} : { windowMinutes });
}

/** After the clean-up: proves that the final schema passes. Its folder is no run either. */
const final: Command = async ({ options, progress, signal }) => {
  const run = new RunDirectory(options.dir, "check");
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const report = await checkFinal(createContext({ options, project, run, deployment, progress, signal }));
  progress.end();
  progress.note(renderFinal(report));
  await writeFileAtomically(run.file("final.json"), `${JSON.stringify(report, null, 2)}\n`);
  const isFine = report.passes && !(options.strict && report.findings.length > 0);
  return { json: report, exitCode: isFine ? exitCodes.done : exitCodes.mismatch };
};
