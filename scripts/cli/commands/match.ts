import { userInfo } from "node:os";
import { createContext } from "../../stages/context.js";
import { noteRemoved } from "../../stages/downloadRecords.js";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";
import { loadProject } from "../../project/project.js";
import type { Settled } from "../../deployment/answers.js";
import { type Call, type Command, done, findDeploymentOf, getRunToControl } from "./command.js";

/** `match settle <legacy key> --keep <id|self>`: which account an imported row belongs to, where match could not decide. */
export const match: Command = async (call) => {
  const [verb, legacyKey, ...rest] = call.options.words;
  if (verb !== "settle" || legacyKey === undefined || rest.length > 0 || call.options.keep === null)
    throw usage(call.options);
  return await settle(call, legacyKey, call.options.keep);
};

async function settle({ options, output, progress, signal }: Call, legacyKey: string, keep: string) {
  const project = await loadProject(options.plan);
  const run = await getRunToControl({ options, progress });
  const deployment = await findDeploymentOf(run, options);
  const table = options.table === null ? {} : { table: options.table };
  if (options.dryRun) {
    const what = keep === "self" ? "stay a separate user" : `become part of ${keep}`;
    output.show(`Row ${legacyKey} would ${what}.\ndeployment: ${deployment.name}. Dry run: nothing was changed.`);
    return done({ legacyKey, keep, deployment: deployment.name });
  }
  // One mutation, which decides in its own transaction: it may be made beside a command that waits for it.
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  await context.ensureDeployment();
  const request = { ...table, legacyKey, keep, by: userInfo().username };
  const settled = await context.app.settle(request);
  output.show(describe(settled));
  await noteRemoved(context, await context.app.status());
  return done(settled);
}

function describe({ table, legacyKey, id, outcome, closed, moves }: Settled): string {
  const row = `Row ${legacyKey} of ${table}`;
  const issues = closed === 0 ? "" : ` ${closed} issue${closed === 1 ? "" : "s"} closed.`;
  switch (outcome) {
    case "already":
      return `${row} is already part of ${id}. Nothing changed.`;
    case "self":
      return `${row} is a separate user.${issues}`;
    case "merged": {
      const follow = moves
        ? "References are being repointed: cutover status"
        : "Next, to write the references: cutover resolve";
      return `${row} is part of ${id}.${issues} ${follow}`;
    }
    default:
      return outcome satisfies never;
  }
}

function usage({ words }: Options): CutoverError {
  return new CutoverError(cliFailures.badCommandLine, {
    what: `"match ${words.join(" ")}" does not name a row and an account`,
    next: "cutover match settle <legacy key> --keep <account id>, or --keep self for a separate user",
  });
}
