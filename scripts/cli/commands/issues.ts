import { userInfo } from "node:os";
import type { AppIssue } from "../../deployment/answers.js";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { groupOpenIssues, openKeptIssues } from "../../report/openIssues.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { createContext, relative } from "../../stages/context.js";
import type { Context } from "../../stages/stage.js";
import { describeVerified } from "../../stages/verified.js";
import { addWaiver, type Waiver } from "../../stages/waivers.js";
import { readVerification } from "../../stages/verification.js";
import { cliFailures } from "../failures.js";
import { renderIssues } from "../output/renderIssues.js";
import {
  type Answer,
  type Call,
  type Command,
  done,
  findDeploymentOf,
  getRunToRead,
  isRehearsalGone,
} from "./command.js";
import { requirePlannedTable } from "./plannedTable.js";

/** What match and resolve could not finish and nobody has settled yet: `cutover issues [table] | show <key> | waive <key>`. */
export const issues: Command = async (call) => {
  const [verb, key, ...rest] = call.options.words;
  const isAboutOne = (verb === "show" || verb === "waive") && key !== undefined && rest.length === 0;
  if (!isAboutOne) return await list(call);
  return verb === "show" ? await show(call, key) : await waive(call, key);
};

async function list(call: Call): Promise<Answer> {
  const { options, output, progress } = call;
  const table = await requirePlannedTable(options);
  const run = await getRunToRead(options, progress);
  const { from, all } = await openIssues(call, run);
  const groups = await groupOpenIssues(all, { table, limit: options.limit });
  output.show(renderIssues(groups, { run: run.run, from }));
  const open = groups.reduce((sum, { count }) => sum + count, 0);
  return done({ run: run.run, from, open, groups });
}

/** Every issue of a row, whatever its state. */
async function show(call: Call, key: string): Promise<Answer> {
  const run = await getRunToRead(call.options, call.progress);
  const found = await findIssues(call, run, key);
  const lines = found.map(({ table, stage, field, code, message, state, reason }) => {
    const place = [table, key, field].filter((part) => part !== undefined).join(", ");
    return `${place}: ${state} at ${stage}: ${code}: ${message}${reason === undefined ? "" : ` (${reason})`}`;
  });
  call.output.show(lines.join("\n"));
  return done({ run: run.run, issues: found });
}

/** Waived issues no longer count against the plan's `allow`; who waived them, when and why stands in the report. */
async function waive(call: Call, key: string): Promise<Answer> {
  const { options, output, progress, signal } = call;
  const { reason, dir } = options;
  if (reason === null) {
    const next = `cutover issues waive ${key} --reason "why"`;
    throw new CutoverError(cliFailures.badCommandLine, { what: "A waiver needs a reason", next });
  }
  const run = await getRunToRead(options, progress);
  const found = await findIssues(call, run, key);
  if (options.dryRun) {
    const open = found.filter(({ state }) => state === "open").length;
    output.show(`Would waive ${open} open issue${open === 1 ? "" : "s"} of row ${key}. Dry run: nothing was changed.`);
    return done({ run: run.run, waived: 0, key, reason });
  }
  const tables = new Set(found.map(({ table }) => table));
  const context = await openContext(call, run, signal);
  let waived = 0;
  for (const table of tables) {
    const count = await context.app.waive({ table, legacyKey: key, reason });
    const waiver: Waiver = {
      of: "issues",
      table,
      key,
      code: null,
      reason,
      by: userInfo().username,
      at: new Date().toISOString(),
    };
    if (count > 0) await addWaiver(dir, waiver);
    waived += count;
  }
  output.show(`Waived ${waived} open issue${waived === 1 ? "" : "s"} of row ${key}: ${reason}`);
  return done({ run: run.run, waived, key, reason });
}

async function findIssues(call: Call, run: RunDirectory, key: string): Promise<AppIssue[]> {
  const found: AppIssue[] = [];
  const { table } = call.options;
  for await (const issue of (await openIssues(call, run)).all)
    if (issue.legacyKey === key && (table === null || issue.table === table)) found.push(issue);
  if (found.length > 0) return found;
  const what = `No issue is about a row with the key ${JSON.stringify(key)}`;
  throw new CutoverError(cliFailures.badCommandLine, { what, next: "cutover issues" });
}

/** The deployment knows what was settled since; a rehearsal whose deployment is gone has its file. */
async function openIssues(call: Call, run: RunDirectory): Promise<{ from: string; all: AsyncIterable<AppIssue> }> {
  const isLoaded = (await run.journal.latest()).get("load")?.event === "finished";
  if (isLoaded && !(await isRehearsalGone(run))) return await askDeployment(call, run);
  const kept = openKeptIssues(run);
  if (kept !== null) {
    const verified = (await readVerification(run))?.verified ?? null;
    return { from: `${relative(run.file("issues.jsonl"))}, ${describeVerified(verified)}`, all: kept };
  }
  const what = isLoaded ? "The run ended before its issues were recorded" : "Nothing is loaded yet";
  throw new CutoverError(cliFailures.noRun, { what, where: run.file(), next: "cutover status" });
}

async function askDeployment(call: Call, run: RunDirectory) {
  const { app } = await openContext(call, run, call.signal);
  return { from: app.convex.deploymentName, all: app.issues() };
}

async function openContext({ options, progress }: Call, run: RunDirectory, signal: AbortSignal): Promise<Context> {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  await context.ensureDeployment();
  return context;
}
