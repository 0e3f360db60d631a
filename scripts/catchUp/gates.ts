import { existsSync } from "node:fs";
import { CutoverError } from "../errors.js";
import { catchUpFailures } from "./failures.js";
import { type Manifest, readManifest } from "../run/manifest.js";
import { findSample } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";
import type { HashedTables } from "../rows/keys/rowHashes.js";

const preload = "cutover preload";

/** What the difference is measured against: the run's export, which must be the one that is loaded. */
export async function getLoadedManifest({ run, project, app }: Context): Promise<Manifest> {
  const manifest = await readManifest(run.manifest);
  const load = (await run.journal.latest()).get("load");
  if (manifest === null || load?.event !== "finished")
    throw new CutoverError(catchUpFailures.notPreloaded, {
      what: "Nothing is preloaded yet",
      where: run.file(),
      next: preload,
    });
  if (existsSync(findSample(run).manifest))
    throw new CutoverError(catchUpFailures.notPreloaded, {
      what: "Only a sample of this run is loaded",
      where: run.file(),
      next: preload,
    });
  if (manifest.planHash !== project.planHash) throw otherPlan(run.file());
  const { runId, stages } = await app.status();
  if (runId !== run.run) {
    const what = runId === null ? "Nothing is loaded" : `The deployment holds run ${runId}, this folder has ${run.run}`;
    throw new CutoverError(catchUpFailures.notPreloaded, { what, where: app.convex.deploymentName, next: preload });
  }
  const open = stages.find(({ stage, state }) => (stage === "match" || stage === "resolve") && state !== "done");
  if (open !== undefined)
    throw new CutoverError(catchUpFailures.notPreloaded, {
      what: `${open.stage} of ${open.table} is ${open.state}`,
      next: preload,
    });
  return manifest;
}

export function refuseOtherHashes({ planHash }: HashedTables, { run, project }: Context): void {
  if (planHash !== project.planHash) throw otherPlan(run.file("rowHashes"));
}

/** Rows that were judged by another plan or schema cannot be compared with rows judged by this one. */
function otherPlan(where: string): CutoverError {
  return new CutoverError(catchUpFailures.planChangedSincePreload, {
    what: "plan.ts or schema.ts changed since the preload",
    where,
    next: preload,
  });
}

/** Of a catch-up that found more rejected rows than the plan allows. */
export const nothingApplied = `Fix the rows, then: cutover catch-up. Nothing was applied; a plan that allows more needs: ${preload}`;
