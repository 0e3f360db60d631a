import { userInfo } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext, relative } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError, exitCodes } from "../../errors.js";
import { taskFailures } from "../../tasks/failures.js";
import { cliFailures } from "../failures.js";
import { loadProject } from "../../project/project.js";
import { readDeploymentRecord } from "../../run/deploymentRecord.js";
import { makeFolder, writeFileAtomically } from "../../run/files.js";
import { findLatestRun, RunDirectory } from "../../run/runDirectory.js";
import { measureDecommission } from "../../tasks/measureDecommission.js";
import { renderDecommissionRecord } from "../output/renderDecommissionRecord.js";
import { renderTask, renderTasks } from "../output/renderTasks.js";
import { scheduleTasks } from "../../tasks/scheduleTasks.js";
import { describeTaskResult, type TasksStatus, type TaskStatus } from "../../deployment/tasks.js";
import { TaskCalls } from "../../tasks/taskCalls.js";
import { parseTaskWords, type TaskWords } from "../../tasks/taskWords.js";
import { type Answer, type Call, type Command, type CommandContext, confirm } from "./command.js";

/** Post-launch tasks: `cutover tasks list | schedule | run | dry-run | cancel | undo | confirm | close`. */
export const tasks: Command = async (call) => {
  const words = parseTaskWords(call.options.words);
  const context = await openContext(call);
  if (words.verb !== "list" && words.verb !== "dry-run" && (await readDeploymentRecord(context.run)) !== null)
    await context.ensureDeployment();
  const calls = new TaskCalls(context.app, context.run);
  if (words.verb === "list") return await answerList(context, await calls.list());
  const list = await calls.list();
  const name = "name" in words ? words.name : undefined;
  const task = name === undefined ? undefined : getTask(list, name);
  if (words.verb === "dry-run" || (call.options.dryRun && words.verb === "run"))
    return await dryRun(context, calls, task!);
  if (call.options.dryRun) return describePlannedAction(context, words, list);
  await confirmIrreversible(context, words, task);
  return await runVerb(context, calls, words, task);
};

async function openContext({ options, output, progress, signal }: Call): Promise<CommandContext> {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  // Weeks later, on another machine, the run directory may be missing.
  const run = (await findLatestRun(options.dir)) ?? new RunDirectory(options.dir, "tasks");
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  return { ...createContext({ options, project, run, deployment, progress, signal, isConcurrent: true }), output };
}

function getTask({ tasks: all }: TasksStatus, name: string): TaskStatus {
  const task = all.find((each) => each.name === name);
  if (task !== undefined) return task;
  const next = `One of: ${all.map((each) => each.name).join(", ")}.`;
  throw new CutoverError(taskFailures.unknownTask, { what: `The plan has no task "${name}"`, next });
}

async function runVerb(
  context: CommandContext,
  calls: TaskCalls,
  words: TaskWords,
  task?: TaskStatus,
): Promise<Answer> {
  const by = userInfo().username;
  switch (words.verb) {
    case "list":
      return await answerList(context, await calls.list());
    case "schedule":
      return await answerList(context, await scheduleTasks(context, words.name));
    case "cancel":
      return await answerList(context, await calls.cancel({ name: words.name, by }));
    case "run": {
      const measured = task?.kind === "checklist" ? await measureDecommission(context, calls) : [];
      return await answerTask(context, calls, await calls.runTask(words.name, measured));
    }
    case "dry-run":
      return await dryRun(context, calls, task!);
    case "undo":
    case "close":
      return await answerTask(context, calls, await calls.turn(words.verb, words.name));
    case "confirm": {
      const { name, item, reason } = words;
      return await answerTask(context, calls, await calls.confirm({ name, item, reason, by }));
    }
  }
}

/** Undo is impossible afterwards. */
async function confirmIrreversible(
  { app, options }: CommandContext,
  { verb }: TaskWords,
  task?: TaskStatus,
): Promise<void> {
  const deployment = app.convex.deploymentName;
  if (verb === "run" && task?.kind === "cleanup" && task.state !== "done")
    await confirm(
      `${task.name} removes the legacy fields that verification and rollback need`,
      deployment,
      options.yes,
    );
  if (verb === "close" && task !== undefined)
    await confirm(`close deletes what \`cutover tasks undo ${task.name}\` needs`, deployment, options.yes);
}

function describePlannedAction({ app, output }: CommandContext, words: TaskWords, list: TasksStatus): Answer {
  const name = "name" in words ? ` ${words.name ?? ""}` : "";
  output.show(renderTasks(list));
  output.show(`would ${words.verb}${name.trimEnd()} on ${app.convex.deploymentName}. Dry run: nothing was changed.`);
  return { json: list, exitCode: exitCodes.done };
}

async function dryRun({ output }: CommandContext, calls: TaskCalls, { name }: TaskStatus): Promise<Answer> {
  const outcome = await calls.dryRun(name);
  if (outcome.kind === "threw")
    throw new CutoverError(cliFailures.dryRunFailed, {
      what: `The dry run of ${name} failed: ${outcome.error}`,
      where: name,
    });
  const rest = outcome.isDone ? "" : " so far: there is more than one call can read";
  output.show(`${name} would do this${rest}: ${describeTaskResult(outcome.result)}. Dry run: nothing was changed.`);
  return { json: outcome, exitCode: exitCodes.done };
}

async function answerList({ options, output, signal, app, run }: CommandContext, first: TasksStatus): Promise<Answer> {
  let list = first;
  output.show(renderTasks(list));
  while (options.watch && list.tasks.some(({ state }) => state === "running")) {
    await sleep(watchMs, undefined, { signal });
    list = await new TaskCalls(app, run).list();
    output.show(renderTasks(list));
  }
  return { json: list, exitCode: exitCodes.done };
}

const watchMs = 2000;

/** With --watch, polls while it runs. A task that waits was refused: its status says why. */
async function answerTask(context: CommandContext, calls: TaskCalls, first: TaskStatus): Promise<Answer> {
  const { options, output, signal } = context;
  let task = first;
  while (options.watch && task.state === "running") {
    await sleep(watchMs, undefined, { signal });
    task = getTask(await calls.list(), task.name);
  }
  output.show(renderTask(task));
  if (task.kind === "checklist") await writeRecord(context, task);
  const isRefused = task.state === "waiting" || task.state === "failed";
  return { json: task, exitCode: isRefused ? exitCodes.gate : exitCodes.done };
}

/** For those who keep the papers of a system that was switched off. */
async function writeRecord({ app, run, progress }: CommandContext, task: TaskStatus): Promise<void> {
  const file = run.file(`${task.name}.md`);
  await makeFolder(run.file());
  await writeFileAtomically(file, renderDecommissionRecord(task, app.convex.deploymentName, run.run));
  progress.note(`record: ${relative(file)}`);
}
