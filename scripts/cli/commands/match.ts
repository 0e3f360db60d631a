import { userInfo } from "node:os";
import { createContext } from "../../stages/context.js";
import { CutoverError } from "../../errors.js";
import type { Options } from "../options.js";
import { loadProject } from "../../project/project.js";
import { reportRefusals } from "../../deployment/commandFailure.js";
import type { Settled } from "../../deployment/answers.js";
import { type Call, type Command, done } from "./command.js";
import { deploymentOf } from "./deploymentOf.js";
import { getLatestRun } from "./latestRun.js";
import { stage } from "./stage.js";

/** The stage, or `match settle <legacy key> --keep <id|self>`: who an imported row is, where match could not tell. */
export const match: Command = async (call) => {
  const [verb, legacyKey, ...rest] = call.options.words;
  if (verb === undefined) return await stage(call);
  if (verb !== "settle" || legacyKey === undefined || rest.length > 0 || call.options.keep === null)
    throw usage(call.options);
  return await settle(call, legacyKey, call.options.keep);
};

async function settle({ options, progress, signal }: Call, legacyKey: string, keep: string) {
  const project = await loadProject(options.plan);
  const run = await getLatestRun(options);
  const deployment = await deploymentOf(options, run);
  const table = options.table === null ? {} : { table: options.table };
  if (options.dryRun) {
    const what = keep === "self" ? "stay a person of its own" : `become part of ${keep}`;
    progress.note(`Row ${legacyKey} would ${what}.\ndeployment: ${deployment.name}. Nothing was done.`);
    return done(null);
  }
  const { app } = createContext({ options, project, run, deployment, progress, signal });
  const asked = { ...table, legacyKey, keep, by: userInfo().username };
  const settled = await reportRefusals(async () => await app.settle(asked));
  progress.note(describe(settled));
  return done(settled);
}

function describe({ table, legacyKey, id, outcome, closed, moves }: Settled): string {
  const row = `Row ${legacyKey} of ${table}`;
  const issues = closed === 0 ? "" : ` ${closed} issue${closed === 1 ? "" : "s"} closed.`;
  switch (outcome) {
    case "already":
      return `${row} is part of ${id} already. Nothing changed.`;
    case "self":
      return `${row} is a person of its own.${issues}`;
    case "merged": {
      const follow = moves ? "References follow now: cutover status" : "References follow in: cutover resolve";
      return `${row} is part of ${id}.${issues} ${follow}`;
    }
    default:
      return outcome satisfies never;
  }
}

function usage({ words }: Options): CutoverError {
  return new CutoverError("usage", {
    what: `"match ${words.join(" ")}" does not say which row is whose`,
    next: "cutover match settle <legacy key> --keep <account id>, or --keep self for a person of its own",
  });
}
