import path from "node:path";
import { CutoverError } from "../../errors.js";
import type { Options } from "../options.js";
import { findLatestRun, type RunDirectory } from "../../run/runDirectory.js";

export async function getLatestRun({ dir }: Options): Promise<RunDirectory> {
  const run = await findLatestRun(dir);
  if (run === null)
    throw new CutoverError("gate", { what: "There is no run yet", where: path.resolve(dir), next: "cutover export" });
  return run;
}
