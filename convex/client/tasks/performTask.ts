import { internalActionGeneric, internalMutationGeneric, makeFunctionReference } from "convex/server";
import type { GenericActionCtx, GenericDataModel } from "convex/server";
import { v } from "convex/values";
import { type Outcome, type TaskVerb, vOutcome, vTaskVerb } from "../../cutover/taskValidators.js";
import type { AppTask } from "../../shared/plan/tasks.js";
import { describeError } from "../run/batch.js";
import { type Environment, type MutationCtx, readModule } from "../run/environment.js";
import { leaseMs, takeOutcome } from "./call.js";
import { findTask, getPlanned, openDesk } from "./desk.js";
import { describeDryRun } from "./dryRun.js";

type ActionCtx = GenericActionCtx<GenericDataModel>;

/** Errors can be long; whole ones are in the deployment's log. */
const longestError = 1_000;

/** Makes one call of an app's function, under the lease it was scheduled with. Only the scheduler calls it. */
export function definePerformTask({ component, plan }: Environment) {
  return internalActionGeneric({
    args: { name: v.string(), ticket: v.number(), verb: vTaskVerb },
    returns: v.null(),
    handler: async (ctx, { name, ticket, verb }) => {
      const planned = plan.tasks.get(name);
      if (planned?.kind !== "app") return null;
      if (!(await ctx.runMutation(component.tasks.claim, { name, ticket, until: Date.now() + leaseMs }))) return null;
      const report = makeFunctionReference<"mutation">(`${await readModule(ctx)}:reportTask`);
      const outcome = await callFunction(ctx, planned, verb, false);
      await ctx.runMutation(report, { name, ticket, outcome });
      return null;
    },
  });
}

/** What a call has led to. Only `performTask` calls it. */
export function defineReportTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.string(), ticket: v.number(), outcome: vOutcome },
    returns: v.null(),
    handler: async (ctx: MutationCtx, { name, ticket, outcome }) => {
      const desk = await openDesk(environment, ctx);
      const task = await findTask(desk, name);
      if (task?.lease?.ticket === ticket) await takeOutcome(desk, task, outcome);
      return null;
    },
  });
}

/** What the task would do, in words or as its own function counts it. Changes nothing. */
export function defineDryRunTask(environment: Environment) {
  return internalActionGeneric({
    args: { name: v.string() },
    returns: vOutcome,
    handler: async (ctx, { name }): Promise<Outcome> => {
      const planned = getPlanned(environment, name, await readModule(ctx));
      if (planned.kind === "app") return await callFunction(ctx, planned, "run", true);
      return { kind: "returned", isDone: true, result: describeDryRun(environment, planned) };
    },
  });
}

async function callFunction(ctx: ActionCtx, planned: AppTask, verb: TaskVerb, dryRun: boolean): Promise<Outcome> {
  const { name, functions, type, limitMs } = planned;
  const args = { task: name, until: Date.now() + limitMs, ...(verb === "run" ? { dryRun } : {}) };
  const called = functions[verb];
  if (called === null) return threw(new Error(`The plan names no function to ${verb} ${name}.`));
  try {
    const returned: unknown =
      type === "action"
        ? await ctx.runAction(makeFunctionReference<"action">(called), args)
        : await ctx.runMutation(makeFunctionReference<"mutation">(called), args);
    return readOutcome(returned, called);
  } catch (error) {
    return threw(error);
  }
}

function readOutcome(returned: unknown, called: string): Outcome {
  const { isDone, result, againAt, waitsFor } = (returned ?? {}) as Record<string, unknown>;
  if (typeof isDone === "boolean" && isResult(result) && isMaybe(againAt, "number") && isMaybe(waitsFor, "string"))
    return { kind: "returned", isDone, result, againAt, waitsFor } as Outcome;
  const gave = JSON.stringify(returned)?.slice(0, longestError);
  throw new Error(
    `${called} has to give { isDone, result, againAt?, waitsFor? }, result with numbers and texts by name, and gave ${gave}.`,
  );
}

/** By names that Convex takes. */
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

function threw(error: unknown): Outcome {
  return { kind: "threw", error: describeError(error).slice(0, longestError) };
}
