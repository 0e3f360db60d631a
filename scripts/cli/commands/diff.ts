import type { Difference } from "../../comparison/difference.js";
import { CutoverError } from "../../errors.js";
import { readDifferences, readVerification } from "../../stages/verification.js";
import { cliFailures } from "../failures.js";
import { renderDifferences } from "../output/renderDifferences.js";
import { type Command, done, getRunToRead } from "./command.js";
import { requirePlannedTable } from "./plannedTable.js";

/** What verify has found to differ: documents that are missing, extra, there twice or changed, with their fields. */
export const diff: Command = async ({ options, output, progress }) => {
  const table = await requirePlannedTable(options);
  const run = await getRunToRead(options, progress);
  const found = await readVerification(run);
  if (found === null) {
    const fault = { what: "The latest run is not verified yet", where: run.file(), next: "cutover verify" };
    throw new CutoverError(cliFailures.noRun, fault);
  }
  const { verification, verified } = found;
  const differences: Difference[] = [];
  for await (const difference of readDifferences(run, verification))
    if (table === null || difference.table === table) differences.push(difference);
  const { reader } = verification;
  output.show(renderDifferences(differences, { run: run.run, verified, reader, limit: options.limit }));
  return done({ run: run.run, verified, reader, differences });
};
