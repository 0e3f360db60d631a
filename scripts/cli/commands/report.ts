import { CutoverError } from "../../errors.js";
import { renderReport } from "../output/renderReport.js";
import { readReport } from "../../report/report.js";
import { type Command, done } from "./command.js";
import { getLatestRun } from "./latestRun.js";

export const report: Command = async ({ options, progress }) => {
  const run = await getLatestRun(options);
  const found = await readReport(run);
  if (found === null) {
    const fault = { what: "The latest run has no report yet", where: run.file(), next: "cutover status" };
    throw new CutoverError("gate", fault);
  }
  progress.note(renderReport(found));
  return done(found);
};
