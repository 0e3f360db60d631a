import { ConvexError, type Value } from "convex/values";
import { expect } from "vitest";

/** The functions that the command asks for refusals as answers. */
const commandFunctions = new Set([
  "begin",
  "run",
  "settle",
  "apply",
  "recordStep",
  "scheduleTasks",
  "runTask",
  "cancelTask",
  "undoTask",
  "closeTask",
  "confirmTask",
]);

/**
 * Calls a function as people do. What is refused to them is asked for again as the command asks, which must get the same words
 * as an answer: every refusal that a test meets arrives where errors are redacted.
 */
export async function callAsBoth(
  name: string,
  args: Record<string, Value | undefined>,
  callFunction: (args: Record<string, Value | undefined>) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await callFunction(args);
  } catch (error) {
    const isRefusal = error instanceof ConvexError && typeof (error.data as { next?: unknown }).next === "string";
    if (isRefusal && commandFunctions.has(name))
      expect(await callFunction({ ...args, refusals: "answer" })).toEqual({ refused: error.data });
    throw error;
  }
}
