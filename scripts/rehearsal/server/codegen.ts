/**
 * `npm run codegen [project folder]`: makes `_generated` of the app and of its components with the real
 * `convex codegen`, without an account or a network. The command only needs somebody who answers two questions.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";
import { codegenRoutes } from "./codegenAnswers.js";
import { findConvexScript } from "../../deployment/findConvexScript.js";
import { answerRequest } from "./http.js";

/** Leaves `_generated` next to the functions of the app and of every local component it installs. */
export async function generateCode(projectDir: string): Promise<void> {
  const adminKey = randomBytes(16).toString("hex");
  const server = createServer((request, response) => void answerRequest(request, response, codegenRoutes, adminKey));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await runCodegen(projectDir, ["--url", url, "--admin-key", adminKey, "--typecheck", "disable"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function runCodegen(projectDir: string, args: readonly string[]): Promise<void> {
  const command = findConvexScript(projectDir);
  const { CONVEX_DEPLOYMENT: _, ...env } = process.env;
  // What it prints is progress: our own stdout is for answers.
  const stdio = ["inherit", process.stderr.fd, "inherit"] as const;
  const child = spawn(process.execPath, [command, "codegen", ...args], { cwd: projectDir, env, stdio: [...stdio] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code === 0) return;
  throw new CutoverError(rehearsalFailures.codegenFailed, {
    what: `\`convex codegen\` failed with exit code ${code}`,
    where: projectDir,
    next: "Read its output above: it says what to do, or names the module that cannot be bundled",
  });
}

const isCommand = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isCommand) {
  try {
    await generateCode(path.resolve(process.argv[2] ?? "."));
  } catch (error) {
    console.error(error instanceof CutoverError ? error.message : error);
    process.exitCode = error instanceof CutoverError ? error.exitCode : 70;
  }
}
