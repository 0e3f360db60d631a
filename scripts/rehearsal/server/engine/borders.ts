import { convexToJson, type ConvexError, type Value } from "convex/values";
import type { EngineState } from "./internals.js";
import type { Module } from "../../../project/typescript.js";
import type { ModuleMap } from "./modules.js";

/**
 * What an error is after it has left the function that threw it: text with a stack, as a deployment writes it. Of a
 * ConvexError the data survives beside the text; class, name and other fields of an error do not.
 */
export function describeUncaught(error: Error, frames: readonly string[]): string {
  return [`Uncaught ${error.name}: ${error.message}`, ...frames, ""].join("\n");
}

/** The app may have loaded another copy of convex, so the class alone does not tell. */
export function isConvexError(error: unknown): error is ConvexError<Value> {
  return error instanceof Error && Symbol.for("ConvexError") in error;
}

const calls = new Set(["1.0/runUdf", "1.0/actions/query", "1.0/actions/mutation", "1.0/actions/action"]);

/** Calls of one function by another in a query or mutation: convex-test hands over the error itself. */
export function separateTransactions(state: EngineState): void {
  const syscall = state.asyncSyscall.bind(state);
  state.asyncSyscall = async (operation, args) => {
    try {
      return await syscall(operation, args);
    } catch (error) {
      if (!calls.has(operation) || !(error instanceof Error)) throw error;
      throw isConvexError(error)
        ? Object.assign(new Error(renderThrown(error)), { data: convexToJson(error.data) })
        : new Error(renderThrown(error));
    }
  };
}

type ActionCtx = Record<"runQuery" | "runMutation" | "runAction", (...args: unknown[]) => Promise<unknown>>;
type Handler = (ctx: ActionCtx, args: unknown) => unknown;
interface Action {
  readonly isAction?: boolean;
  readonly _handler?: Handler;
}

/** Calls by an action go around the syscalls in convex-test, so its ctx carries the border. */
export function separateActions(modules: ModuleMap): ModuleMap {
  return Object.fromEntries(
    Object.entries(modules).map(([path, load]) => [path, async () => separateModule(await load())]),
  );
}

function separateModule(module: Module): Module {
  const exported = Object.entries(module).map(([name, value]) => [name, isAction(value) ? separate(value) : value]);
  return Object.fromEntries(exported) as Module;
}

function isAction(value: unknown): value is Action & { readonly _handler: Handler } {
  return typeof value === "function" && (value as Action).isAction === true && "_handler" in value;
}

function separate(action: Action & { readonly _handler: Handler }): unknown {
  const { _handler: handler } = action;
  const call = action as unknown as (...args: unknown[]) => unknown;
  return Object.assign((...args: unknown[]) => call(...args), action, {
    _handler: (ctx: ActionCtx, args: unknown) =>
      handler(
        {
          ...ctx,
          runQuery: cross(ctx.runQuery),
          runMutation: cross(ctx.runMutation),
          runAction: cross(ctx.runAction),
        },
        args,
      ),
  });
}

function cross(call: ActionCtx["runQuery"]): ActionCtx["runQuery"] {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw isConvexError(error) ? withMessage(error, renderThrown(error)) : new Error(renderThrown(error));
    }
  };
}

/** Of the class that the app knows. */
function withMessage(error: ConvexError<Value>, message: string): Error {
  const Class = error.constructor as new (data: Value) => ConvexError<Value>;
  return Object.assign(new Class(message), { data: error.data });
}

const shownFrames = 5;

function renderThrown(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return describeUncaught(error, frames.slice(0, shownFrames));
}
