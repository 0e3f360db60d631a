import { existsSync } from "node:fs";
import type { App } from "../deployment/app.js";
import { type Deployment, kindOf } from "../deployment/deployment.js";
import { CutoverError } from "../errors.js";
import { stageFailures } from "./failures.js";
import {
  deploymentFile,
  type DeploymentRecord,
  readDeploymentRecord,
  writeDeploymentRecord,
} from "../run/deploymentRecord.js";
import type { RunDirectory } from "../run/runDirectory.js";

/**
 * The deployment that was chosen has to be the one this run belongs to: another one holds other people's documents, and
 * this run's backup is not its backup. A run that has written nowhere belongs to this one from now on.
 */
export async function ensureDeployment(
  app: App,
  run: RunDirectory,
  deployment: Deployment,
  env: NodeJS.ProcessEnv,
): Promise<DeploymentRecord> {
  const known = await readDeploymentRecord(run);
  if (known?.kind === "rehearsal" && deployment.kind !== "rehearsal")
    throw createRehearsalError(run, known, deployment);
  const { id, url = null } = await app.deployment();
  const chosen = { id, url, name: deployment.name, kind: kindOf(deployment, env) };
  if (known !== null) {
    if (known.id !== id) throw createOtherError(run, known, chosen);
    if (known.url !== null && url !== null && known.url !== url) throw createCopyError(run, known, url);
    return known;
  }
  if (hasWritten(run)) await refuseUnlessHeld(app, run, chosen);
  await writeDeploymentRecord(run, chosen);
  return chosen;
}

/** By what a write leaves: the backup is made before the first one, and the journal is no proof of one. */
function hasWritten({ backup, loaded }: RunDirectory): boolean {
  return existsSync(backup) || existsSync(loaded);
}

function describe({ name, kind }: DeploymentRecord): string {
  return `${name} (${kind})`;
}

const nothing = "Nothing was changed.";

function createRehearsalError(run: RunDirectory, known: DeploymentRecord, chosen: Deployment): CutoverError {
  return new CutoverError(stageFailures.otherDeployment, {
    what: `Run ${run.run} is a rehearsal, and its ${known.name} is not ${chosen.name}`,
    where: deploymentFile(run),
    next: `cutover rehearse resumes it, or rehearses again. ${nothing}`,
  });
}

function createOtherError(run: RunDirectory, known: DeploymentRecord, chosen: DeploymentRecord): CutoverError {
  return new CutoverError(stageFailures.otherDeployment, {
    what: `Run ${run.run} belongs to another deployment: to ${describe(known)}, not to ${describe(chosen)}`,
    where: deploymentFile(run),
    next: `Choose the deployment of this run (--prod, --deployment, --url or --env-file); for a migration into this one, name another folder with --dir. ${nothing}`,
  });
}

function createCopyError(run: RunDirectory, known: DeploymentRecord, url: string): CutoverError {
  return new CutoverError(stageFailures.otherDeployment, {
    what: `Run ${run.run} belongs to the deployment at ${known.url}; the one at ${url} holds a copy of it`,
    where: deploymentFile(run),
    next: `Choose the deployment of this run. If it has only got another address, correct "url" in this file. ${nothing}`,
  });
}

/** A run that wrote before runs knew their deployment, or whose record was lost: the deployment has to know it. */
async function refuseUnlessHeld(app: App, run: RunDirectory, { name }: DeploymentRecord): Promise<void> {
  const { runId } = await app.status();
  if (runId === run.run) return;
  throw new CutoverError(stageFailures.otherDeployment, {
    what: `Nothing says which deployment run ${run.run} was loaded into, and ${name} holds ${runId === null ? "no run" : `run ${runId}`}`,
    where: deploymentFile(run),
    next: `Choose the deployment that holds it: npx convex run ${app.functionName("status")} says which run one holds. ${nothing}`,
  });
}
