import { z } from "zod";
import { type JsonFormat, readJsonFile, writeJsonFile } from "./jsonFile.js";
import type { RunDirectory } from "./runDirectory.js";

export const vDeploymentKind = z.enum(["rehearsal", "local", "dev", "preview", "production"]);
export type DeploymentKind = z.infer<typeof vDeploymentKind>;

const vDeploymentRecord = z.object({
  /** Made by the component: what tells deployments apart. */
  id: z.string(),
  /** As the deployment says it of itself; null where it does not. Another one with the same id is a copy. */
  url: z.string().nullable(),
  /** As it was chosen; never holds a key. */
  name: z.string(),
  kind: vDeploymentKind,
});
/** The deployment a run belongs to, from its first write on: `.cutover/<run>/deployment.json`. */
export type DeploymentRecord = Readonly<z.infer<typeof vDeploymentRecord>>;

const deploymentFormat: JsonFormat<DeploymentRecord> = {
  version: 1,
  content: vDeploymentRecord,
  next: "Put the file back as it was: it says which deployment this run belongs to.",
};

/** null: the run has written to no deployment. */
export async function readDeploymentRecord(run: RunDirectory): Promise<DeploymentRecord | null> {
  return await readJsonFile(deploymentFile(run), deploymentFormat);
}

export async function writeDeploymentRecord(run: RunDirectory, record: DeploymentRecord): Promise<void> {
  await writeJsonFile(deploymentFile(run), deploymentFormat, record);
}

export function deploymentFile(run: RunDirectory): string {
  return run.file("deployment.json");
}
