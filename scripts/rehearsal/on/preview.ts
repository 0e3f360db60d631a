import path from "node:path";
import { z } from "zod";
import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";
import type { RehearsalStart } from "./rehearsalStart.js";
import type { Deployment } from "../../deployment/deployment.js";
import { noDeploymentVariables } from "../../deployment/deployment.js";
import { ConvexCommand } from "../../deployment/convexCommand.js";

export const vPreviewDeployment = z.object({ on: z.templateLiteral(["preview/", z.string()]) });
/** A preview deployment of the project, made anew. */
export type PreviewDeployment = Readonly<z.infer<typeof vPreviewDeployment>>;

/** Deletes the preview of this name, if there is one, and deploys the app's functions to an empty one. */
export async function startPreview(
  on: PreviewDeployment["on"],
  { dir, project, env, signal }: RehearsalStart,
): Promise<PreviewDeployment> {
  const deployment = { ...previewDeployment({ on }, env), flags: [] };
  const convex = new ConvexCommand(project.dir, deployment, signal, path.join(dir, "preview.pid"));
  await convex.call("deploy", ["--preview-create", nameOf(on), "--typecheck", "disable", "--codegen", "disable"]);
  return { on };
}

/** A preview deploy key opens the previews of one project and nothing else; another key is refused. */
export function previewDeployment({ on }: PreviewDeployment, env: NodeJS.ProcessEnv): Deployment {
  return {
    name: `preview deployment ${nameOf(on)}`,
    kind: "rehearsal",
    flags: ["--preview-name", nameOf(on)],
    env: { ...noDeploymentVariables, CONVEX_DEPLOY_KEY: getPreviewKey(on, env) },
  };
}

function nameOf(on: PreviewDeployment["on"]): string {
  return on.slice("preview/".length);
}

function getPreviewKey(on: string, env: NodeJS.ProcessEnv): string {
  const key = env.CONVEX_DEPLOY_KEY || env.CONVEX_DEPLOYMENT_TOKEN || "";
  // preview:team:project|secret; a key of one preview deployment has no project and cannot make another.
  if (/^preview:[^:|]+:[^:|]+\|/.test(key)) return key;
  const [, kind = "unknown"] = /^(\w+):/.exec(key) ?? [];
  const found = key === "" ? "CONVEX_DEPLOY_KEY is not set" : `CONVEX_DEPLOY_KEY holds one of kind "${kind}"`;
  throw new CutoverError(rehearsalFailures.previewKey, {
    what: `--on ${on} needs a deploy key for previews (preview:<team>:<project>|…), and ${found}`,
    next: "Make one in the Convex dashboard (project settings, preview deploy keys) and set CONVEX_DEPLOY_KEY to it. Nothing was changed.",
  });
}
