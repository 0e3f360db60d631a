import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../stages/stage.js";
import { describeHook, getWindowContext, type HookEnding, runHook } from "./hooks.js";

const attempts = 3;
const pauseMs = 2000;

/**
 * Tells how the cutover ended (hook notify). Users are in the app again, or what happens next is an operator's decision: so a hook
 * that fails is tried again and said, and never changes anything else.
 */
export async function notify(context: Context, ending: HookEnding, wait = pauseMs): Promise<boolean> {
  const hook = context.project.plan.window.hooks?.notify;
  if (hook === undefined) return true;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      await runHook("notify", hook, getWindowContext(context), "notify", ending);
      return true;
    } catch (error) {
      if (context.signal.aborted) throw error;
      const message = error instanceof Error ? error.message : String(error);
      context.progress.note(`notify failed (attempt ${attempt} of ${attempts}): ${message}`);
      if (attempt < attempts) await sleep(wait, undefined, { signal: context.signal });
    }
  }
  context.progress.note(
    `  → nothing else is affected (outcome: ${ending.outcome}). Run it yourself: ${describeHook("notify", hook)}`,
  );
  return false;
}
