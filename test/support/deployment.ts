import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { findConvexScript } from "../../scripts/deployment/findConvexScript.js";
import { startRehearsal } from "../../scripts/rehearsal/server/deployment.js";
import { DataAccess } from "./dataAccess.js";
import { projectDir } from "./folders.js";

const run = promisify(execFile);
const convexScript = findConvexScript(projectDir);

export interface TestDeployment {
  readonly url: string;
  readonly adminKey: string;
  /** Chooses it, for the `convex` command and for ours. */
  readonly env: NodeJS.ProcessEnv;
  readonly data: DataAccess;
  /** The real `convex` command, against this deployment: where the command is what is tested. */
  convex(...words: string[]): Promise<{ stdout: string; stderr: string }>;
  /** What a function of the app answers, asked by this person, if any. */
  call<T>(name: string, args: object, subject?: string): Promise<T>;
  stop(): Promise<void>;
}

/**
 * A rehearsal deployment of an app (the folder with its package.json), in this process, until it is stopped.
 * `deploymentEnv`: what the app's functions find in their environment.
 */
export async function startDeployment(
  appDir = projectDir,
  deploymentEnv: NodeJS.ProcessEnv = {},
): Promise<TestDeployment> {
  Object.assign(process.env, deploymentEnv);
  const rehearsal = await startRehearsal({ appDir: path.join(appDir, "convex") });
  const { url, adminKey } = rehearsal;
  const env = { CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey };
  const data = new DataAccess({ url, adminKey });
  const convex: TestDeployment["convex"] = async (...args) =>
    await run(process.execPath, [convexScript, ...args], { cwd: appDir, env: { ...process.env, ...env } });
  return {
    url,
    adminKey,
    env,
    data,
    convex,
    call: async (name, args, subject) => await data.call(name, args, subject),
    async stop() {
      await rehearsal.stop();
      for (const name of Object.keys(deploymentEnv)) delete process.env[name];
    },
  };
}

/** Our own wrapper of the command, against this deployment. */
export function convexCommand(
  { env }: Pick<TestDeployment, "env">,
  workDir: string,
  appDir = projectDir,
): ConvexCommand {
  const signal = new AbortController().signal;
  return new ConvexCommand(appDir, { name: "test", flags: [], env }, signal, path.join(workDir, "command.pid"));
}
