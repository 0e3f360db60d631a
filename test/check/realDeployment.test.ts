import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDeployment } from "../../scripts/check/deployment.js";
import { createContext } from "../../scripts/stages/context.js";
import { parseOptions } from "../../scripts/cli/options.js";
import { loadProject } from "../../scripts/project/project.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { silent } from "./support.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

async function contextFor(env: NodeJS.ProcessEnv, module: string): Promise<Context> {
  const options = parseOptions(["check", "--module", module], {});
  const project = await loadProject(path.join(projectDir, "convex/plan.ts"));
  const { signal } = new AbortController();
  const run = await createRun(home.dir, new Date());
  return createContext({
    options,
    project,
    run,
    deployment: { name: "test", flags: [], env },
    progress: silent,
    signal,
  });
}

async function codes(env: NodeJS.ProcessEnv, module = "migrations"): Promise<string[]> {
  const findings = await checkDeployment(await contextFor(env, module), env);
  return findings.map(({ code, table }) => (table === undefined ? code : `${code} ${table}`));
}

test("a deployment with the functions: first empty, then not", async () => {
  expect(await codes(deployment.env)).toStrictEqual(["deployment_ready"]);
  await deployment.data.importDocuments(home.dir, "users", [{ name: "Ann" }], "append");
  expect(await codes(deployment.env)).toStrictEqual(["deployment_ready", "target_not_empty users"]);
});

test("without the functions, and without an answer", async () => {
  expect(await codes(deployment.env, "elsewhere")).toStrictEqual(["functions_missing"]);
  expect(await codes({ ...deployment.env, CONVEX_SELF_HOSTED_URL: "http://127.0.0.1:9" })).toStrictEqual([
    "deployment_unreachable",
  ]);
});
