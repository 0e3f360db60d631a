import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { ConvexCommand } from "../../../scripts/deployment/convexCommand.js";
import { type Finished, projectDir, runCutover } from "../../support/cutover.js";

export const movingApp = path.join(projectDir, "test/client/transition/fixture-app");
/** The same app after the final narrowing. */
export const narrowedApp = path.join(projectDir, "test/client/transition/narrowed/fixture-app");

/** A rehearsal deployment of an app as a process of its own, the real `convex` command, and ours. */
export interface Deployed {
  readonly convex: ConvexCommand;
  cutover(...words: string[]): Promise<Finished>;
  export(): Promise<string>;
  /** Adds a document as `convex import` does. */
  append(table: string, document: object): Promise<void>;
  stop(): void;
}

export async function deployApp(appDir: string, dir: string): Promise<Deployed> {
  const words = [
    "--import",
    "tsx",
    path.join(projectDir, "scripts/rehearsal/server/main.ts"),
    path.join(appDir, "convex"),
  ];
  const child = spawn(process.execPath, words, { cwd: projectDir, stdio: ["ignore", "pipe", "inherit"] });
  const { url, adminKey } = JSON.parse(await firstLine(child.stdout)) as { url: string; adminKey: string };
  const env = { CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey };
  const name = path.basename(path.dirname(appDir));
  const file = (suffix: string) => path.join(dir, `${name}${suffix}`);
  const signal = new AbortController().signal;
  const convex = new ConvexCommand(appDir, { name: "test", flags: [], env }, signal, file(".pid"));
  const common = ["--plan", path.join(appDir, "convex/plan.ts"), "--dir", file("-runs"), "--yes"];
  let exports = 0;
  return {
    convex,
    cutover: async (...typed) => await runCutover([...typed, ...common], env),
    export: async () => {
      const zip = file(`-${exports++}.zip`);
      await convex.call("export", ["--path", zip]);
      return zip;
    },
    append: async (table, document) => {
      await writeFile(file(".jsonl"), `${JSON.stringify(document)}\n`);
      await convex.call("import", ["--table", table, "--append", "--yes", file(".jsonl")]);
    },
    stop: () => void child.kill("SIGTERM"),
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error("the deployment ended before it started");
}
