import { userInfo } from "node:os";
import { settleIssues } from "../../check/planChanges/settleGroups.js";
import type { AppIssue } from "../../deployment/answers.js";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { groupOpenIssues, openKeptIssues } from "../../report/openIssues.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { createContext, relative } from "../../stages/context.js";
import { findStage, runStage } from "../../stages/pipeline.js";
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
import type { Options } from "../options.js";
import { withReport } from "./report.js";

/** What match and resolve could not finish and nobody has settled yet: `cutover issues [table] | show <key> | replay | waive <key|code>`. */
export const issues: Command = async (call) => {
  const [verb, key, ...rest] = call.options.words;
  if (verb === "replay" && key === undefined) return await replay(call);
  const isAboutOne = (verb === "show" || verb === "waive") && key !== undefined && rest.length === 0;
  if (!isAboutOne) return await list(call);
  return verb === "show" ? await show(call, key) : await waive(call, key);
};

async function list(call: Call): Promise<Answer> {
  const { options, output, progress } = call;
  const table = await requirePlannedTable(options);
  const run = await getRunToRead(options, progress);
  const { from, all } = await openIssues(call, run);
  const counted = await groupOpenIssues(all, { table, limit: options.limit });
  const ofTables = new Map<string, number>();
  for (const { table: name, count } of counted) ofTables.set(name, (ofTables.get(name) ?? 0) + count);
  const groups = await settleIssues(options.plan, counted, ofTables);
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

/** The stages that have left issues open, once more: with what was settled since, in the app or by a catch-up. */
async function replay(call: Call): Promise<Answer> {
  const { options, output, progress } = call;
  const run = await getRunToRead(options, progress);
  const context = await openContext(call, run, { isConcurrent: false });
  const before = await countOpen(context, options.table);
  const names = (["match", "resolve"] as const).filter((name) => before.has(name) || before.has("match"));
  if (names.length === 0) throw noIssue("match and resolve have left no issue open");
  if (options.dryRun) {
    output.show(`Would run ${names.join(" and ")} again. Dry run: nothing was changed.`);
    return done({ run: run.run, stages: names });
  }
  await withReport(context, output, async () => {
    await context.asOnlyWriter(async () => {
      for (const name of names) await runStage(context, findStage(name));
    });
  });
  const [was, open] = [before, await countOpen(context, options.table)].map(sumOf);
  output.show(`${names.join(" and ")} done again: ${was} open issues before, ${open} now. Next: cutover verify`);
  return done({ run: run.run, stages: names, before: was, open });
}

/** By stage. */
async function countOpen({ app }: Context, table: string | null): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const issue of app.issues())
    if (issue.state === "open" && (table === null || issue.table === table))
      counts.set(issue.stage, (counts.get(issue.stage) ?? 0) + 1);
  return counts;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Waived issues no longer count against the plan's `allow`; who waived them, when and why stands in the report. */
async function waive(call: Call, word: string): Promise<Answer> {
  const { options, output, progress } = call;
  const { reason, dir } = options;
  if (reason === null) {
    const next = `cutover issues waive ${word} --reason "why"`;
    throw new CutoverError(cliFailures.badCommandLine, { what: "A waiver needs a reason", next });
  }
  const run = await getRunToRead(options, progress);
  const { isKey, found } = await findWaivable(call, run, word);
  const what = `${found.length} open issue${found.length === 1 ? "" : "s"} ${isKey ? "of row" : "with the code"} ${word}`;
  if (options.dryRun) {
    output.show(`Would waive ${what}. Dry run: nothing was changed.`);
    return done({ run: run.run, waived: 0, word, reason });
  }
  const context = await openContext(call, run);
  let waived = 0;
  for (const table of new Set(found.map((issue) => issue.table))) {
    const ofTable = found.filter((issue) => issue.table === table);
    const count = await waiveEach(context, ofTable, reason);
    const of = isKey ? { key: word, code: null } : { key: null, code: word, rows: count };
    const by = { by: userInfo().username, at: new Date().toISOString() };
    const waiver: Waiver = { of: "issues", table, ...of, reason, ...by };
    if (count > 0) await addWaiver(dir, waiver);
    waived += count;
  }
  output.show(`Waived ${what}: ${reason}`);
  return done({ run: run.run, waived, word, reason });
}

/** An issue of a field is waived alone: the row may have others, of other kinds. */
async function waiveEach({ app }: Context, open: readonly AppIssue[], reason: string): Promise<number> {
  let waived = 0;
  for (const { table, legacyKey, field } of open)
    waived += await app.waive({ table, legacyKey, ...(field === undefined ? {} : { field }), reason });
  return waived;
}

/** The open issues of a row, or where there is no such row those with this code. */
async function findWaivable(call: Call, run: RunDirectory, word: string) {
  const { table } = call.options;
  const ofRow: AppIssue[] = [];
  const ofCode: AppIssue[] = [];
  for await (const issue of (await openIssues(call, run)).all) {
    if (issue.state !== "open" || (table !== null && issue.table !== table)) continue;
    if (issue.legacyKey === word) ofRow.push(issue);
    if (issue.code === word) ofCode.push(issue);
  }
  const isKey = ofRow.length > 0;
  const found = isKey ? ofRow : ofCode;
  if (found.length > 0) return { isKey, found };
  throw noIssue(`No open issue is about a row with the key, or has the code, ${JSON.stringify(word)}`);
}

async function findIssues(call: Call, run: RunDirectory, key: string): Promise<AppIssue[]> {
  const found: AppIssue[] = [];
  const { table } = call.options;
  for await (const issue of (await openIssues(call, run)).all)
    if (issue.legacyKey === key && (table === null || issue.table === table)) found.push(issue);
  if (found.length > 0) return found;
  throw noIssue(`No issue is about a row with the key ${JSON.stringify(key)}`);
}

function noIssue(what: string): CutoverError {
  return new CutoverError(cliFailures.badCommandLine, { what, next: "cutover issues" });
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
  const { app } = await openContext(call, run);
  return { from: app.convex.deploymentName, all: app.issues() };
}

async function openContext(
  { options, progress, signal }: Call,
  run: RunDirectory,
  { isConcurrent = true } = {},
): Promise<Context<Options>> {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent });
  await context.ensureDeployment();
  return context;
}
