import path from "node:path";
import type { ConvexCommand } from "../../../scripts/deployment/convexCommand.js";
import { type Finished, runCutover } from "../../support/cutover.js";
import type { DataAccess } from "../../support/dataAccess.js";
import { projectDir } from "../../support/folders.js";
import { convexCommand, startDeployment } from "../../support/deployment.js";

export const movingApp = path.join(projectDir, "test/client/transition/fixture-app");
/** The same app after the final narrowing. */
export const narrowedApp = path.join(projectDir, "test/client/transition/narrowed/fixture-app");

/** A rehearsal deployment of an app in this process, the real `convex` command, and ours. */
export interface Deployed {
  readonly data: DataAccess;
  readonly convex: ConvexCommand;
  cutover(...words: string[]): Promise<Finished>;
  export(): Promise<string>;
  /** Adds a document as `convex import` does. */
  append(table: string, document: object): Promise<void>;
  stop(): Promise<void>;
}

export async function deployApp(appDir: string, dir: string): Promise<Deployed> {
  const deployment = await startDeployment(appDir);
  const { env } = deployment;
  const name = path.basename(path.dirname(appDir));
  const file = (suffix: string) => path.join(dir, `${name}${suffix}`);
  const { data } = deployment;
  const common = ["--plan", path.join(appDir, "convex/plan.ts"), "--dir", file("-runs"), "--yes"];
  let exports = 0;
  return {
    data,
    convex: convexCommand(deployment, file("-command"), appDir),
    cutover: async (...typed) => await runCutover([...typed, ...common], env),
    export: async () => {
      const zip = file(`-${exports++}.zip`);
      await data.exportTo(zip);
      return zip;
    },
    append: async (table, document) => await data.importDocuments(dir, table, [document], "append"),
    stop: async () => await deployment.stop(),
  };
}
