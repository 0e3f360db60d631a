import { chosenDeployment, createContext } from "../context.js";
import { findOpenStages } from "../pipeline.js";
import { loadProject } from "../project.js";
import { findRehearsal, rehearsalDeployment } from "../rehearse.js";
import { type Command, done } from "./command.js";
import { getLatestRun } from "./latestRun.js";

export const status: Command = async ({ options, progress, signal }) => {
  const run = await getLatestRun(options);
  const latest = await run.journal.latest();
  const [open] = await findOpenStages(run.journal);
  progress.note(`run ${run.run}: ${open === undefined ? "finished" : `next: cutover ${open.name}`}`);
  const entry = open === undefined ? undefined : latest.get(open.name);
  if (entry?.message !== undefined) progress.note(`${entry.stage} ${entry.event}: ${entry.message}`);
  if (latest.get("load")?.event !== "finished") return done({ run: run.run, next: open?.name ?? null });
  const project = await loadProject(options.plan);
  const living = await findRehearsal(options.dir);
  const deployment = living === null ? chosenDeployment(options, process.env) : rehearsalDeployment(living);
  const { app } = createContext({ options, project, run, deployment, progress, signal });
  const found = await app.status();
  progress.note(`waits for: ${found.waitingFor}\nnext: ${found.next}`);
  return done(found);
};
