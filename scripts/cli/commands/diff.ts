import { CutoverError } from "../../errors.js";
import { readDifferences } from "../../stages/verify.js";
import { cliFailures } from "../failures.js";
import { renderDifferences } from "../output/renderIssues.js";
import { type Command, done, getRunToRead } from "./command.js";
import { requirePlannedTable } from "./plannedTable.js";

/** What verify has found to differ: documents that are lost, extra or changed, with their fields. */
export const diff: Command = async ({ options, output, progress }) => {
  const table = await requirePlannedTable(options);
  const run = await getRunToRead(options, progress);
  const found = await readDifferences(run);
  if (found === null) {
    const fault = { what: "The latest run is not verified yet", where: run.file(), next: "cutover verify" };
    throw new CutoverError(cliFailures.noRun, fault);
  }
  const { verified } = found;
  const differences = found.differences.filter((difference) => table === null || difference.table === table);
  output.show(renderDifferences(differences, { run: run.run, verified, limit: options.limit }));
  return done({ run: run.run, verified, differences });
};
