import { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import type { App } from "./app.js";

/** No plan can have a task of this name: names are letters, digits and _. */
const noTask = "?";

/**
 * What keeps the key from what the cutover window needs, in the deployment's words; null for nothing. An internal mutation is asked
 * for something that it refuses, so that it changes nothing, and shows whether a refusal's words arrive; and the imports are listed.
 */
export async function findMissingRights(app: App): Promise<string | null> {
  return (await findMissing(() => askForRefusal(app))) ?? (await findMissing(() => listImports(app)));
}

async function askForRefusal(app: App): Promise<void> {
  const name = app.functionName("runTask");
  try {
    await app.command("runTask", { name: noTask });
  } catch (error) {
    const isRefused = error instanceof CutoverError && error.failure === "gate";
    if (isRefused && error.faults.some(({ what, next }) => what.includes(`"${noTask}"`) && next !== undefined)) return;
    throw error;
  }
  throw new CutoverError(deploymentFailures.unreadableAnswer, {
    what: `${name} took "${noTask}" for a task, so nothing says how this deployment refuses`,
    next: "Deploy the app with the version of convex-cutover that this command has: npx convex deploy",
  });
}

async function listImports(app: App): Promise<void> {
  await app.convex.run("_system/cli/queryImport:list", {}, z.array(z.unknown()));
}

async function findMissing(attempt: () => Promise<void>): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (error instanceof CutoverError && error.failure !== "interrupted") return error.message;
    throw error;
  }
}
