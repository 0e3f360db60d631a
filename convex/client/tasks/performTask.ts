import {
  type GenericActionCtx,
  type GenericDataModel,
  internalActionGeneric,
  internalMutationGeneric,
  makeFunctionReference,
} from "convex/server";
import { v } from "convex/values";
import { type Outcome, type TaskResult, type TaskVerb, vOutcome, vTaskVerb } from "../../cutover/taskValidators.js";
import type { AppTask, PlannedTask } from "../../shared/plan/tasks.js";
import { commandAction } from "../run/commandFunctions.js";
import { type Environment, type MutationCtx, readModule } from "../run/environment.js";
import { handleOutcome, leaseMsOf } from "./call.js";
import { createChecklist } from "./checklist.js";
import { findTask, getPlanned, openTaskContext } from "./taskContext.js";
import { describeError } from "../run/refuse.js";

type ActionCtx = GenericActionCtx<GenericDataModel>;

/** Characters of an error that are kept; all of it is in the deployment's log. */
const longestError = 1_000;

/** Makes one call of an app's function, under the lease it was scheduled with. Only the scheduler calls it. */
export function definePerformTask({ component, plan }: Environment) {
  return internalActionGeneric({
    args: { name: v.string(), ticket: v.number(), verb: vTaskVerb },
    returns: v.null(),
    handler: async (ctx, { name, ticket, verb }) => {
      const planned = plan.tasks.get(name);
      if (planned?.kind !== "app") return null;
      const until = Date.now() + leaseMsOf(planned);
      if (!(await ctx.runMutation(component.tasks.claim, { name, ticket, until }))) return null;
      const report = makeFunctionReference<"mutation">(`${await readModule(ctx)}:reportTask`);
      const outcome = await callFunction(ctx, planned, verb, false);
      await ctx.runMutation(report, { name, ticket, outcome });
      return null;
    },
  });
}

/** Records the outcome of a call. Only `performTask` calls it. */
export function defineReportTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.string(), ticket: v.number(), outcome: vOutcome },
    returns: v.null(),
    handler: async (ctx: MutationCtx, { name, ticket, outcome }) => {
      const context = await openTaskContext(environment, ctx);
      const task = await findTask(context, name);
      if (task?.lease?.ticket === ticket) await handleOutcome(context, task, outcome);
      return null;
    },
  });
}

/** What the task would do, in words or as its own function reports it. Changes nothing. */
export function defineDryRunTask(environment: Environment) {
  return commandAction({
    args: { name: v.string() },
    returns: vOutcome,
    handler: async (ctx, { name }): Promise<Outcome> => {
      const planned = getPlanned(environment, name, await readModule(ctx));
      if (planned.kind === "app") return await callFunction(ctx, planned, "run", true);
      return { kind: "returned", isDone: true, result: describeBuiltInDryRun(environment, planned) };
    },
  });
}

async function callFunction(ctx: ActionCtx, planned: AppTask, verb: TaskVerb, dryRun: boolean): Promise<Outcome> {
  const { name, functions, type, limitMs } = planned;
  const args = { task: name, until: Date.now() + limitMs, ...(verb === "run" ? { dryRun } : {}) };
  const called = functions[verb];
  if (called === null) return describeThrown(new Error(`The plan names no function to ${verb} ${name}.`));
  try {
    const returned: unknown =
      type !== "mutation"
        ? await ctx.runAction(makeFunctionReference<"action">(called), args)
        : await ctx.runMutation(makeFunctionReference<"mutation">(called), args);
    return readOutcome(returned, called);
  } catch (error) {
    return describeThrown(error);
  }
}

function readOutcome(returned: unknown, called: string): Outcome {
  const { isDone, result, againAt, waitsFor } = (returned ?? {}) as Record<string, unknown>;
  if (typeof isDone === "boolean" && isResult(result) && isMaybe(againAt, "number") && isMaybe(waitsFor, "string"))
    return { kind: "returned", isDone, result, againAt, waitsFor } as Outcome;
  const shown = JSON.stringify(returned)?.slice(0, longestError);
  throw new Error(
    `${called} must return { isDone, result, againAt?, waitsFor? }, where result holds numbers and texts by name. It returned ${shown}.`,
  );
}

/** Numbers and texts, by names that Convex accepts. */
function isResult(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  return Object.entries(result).every(
    ([name, value]) =>
      /^[^$_\P{ASCII}][\p{ASCII}]*$/u.test(name) && (isMaybe(value, "number") || isMaybe(value, "string")),
  );
}

function isMaybe(value: unknown, type: "number" | "string"): boolean {
  return value === undefined || typeof value === type;
}

function describeThrown(error: unknown): Outcome {
  return { kind: "threw", error: describeError(error).slice(0, longestError) };
}

/** What a task of every plan would do. */
export function describeBuiltInDryRun({ plan }: Environment, { kind, name }: PlannedTask): TaskResult {
  if (kind === "checklist") return Object.fromEntries(createChecklist(name).map(({ item, title }) => [item, title]));
  return Object.fromEntries(
    [...plan.tables.values()].map((table) => [table.name, `would lose ${table.legacyFields.join(", ")}`]),
  );
}
