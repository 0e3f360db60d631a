import type { Control } from "../../cutover/validators.js";
import type { Environment, QueryCtx } from "./environment.js";
import { readModule } from "./environment.js";
import { refuse } from "./refuse.js";

/** Refuses to start anything while people have stopped everything. */
export async function refuseStopped(environment: Environment, ctx: Pick<QueryCtx, "runQuery" | "meta">): Promise<void> {
  const control = await ctx.runQuery(environment.component.window.control, {});
  if (control.action === "run") return;
  const code = control.action === "pause" ? "paused" : "aborted";
  refuse(code, `Nothing starts: ${describeControl(control)}.`, resumeCommand(await readModule(ctx)));
}

/** `paused by ann at 2026-11-21T15:48:26.000Z` */
export function describeControl({ action, by, since }: Control): string {
  const what = action === "pause" ? "paused" : "aborted";
  return `${what} by ${by ?? "somebody"} at ${new Date(since ?? 0).toISOString()}`;
}

export function resumeCommand(module: string): string {
  return `npx convex run ${module}:control '{"action":"resume"}'`;
}
