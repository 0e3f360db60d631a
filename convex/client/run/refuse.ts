import { ConvexError } from "convex/values";
import type { Control } from "../../cutover/validators.js";
import { type Environment, type QueryCtx, readModule } from "./environment.js";

/** What a refused command says. `next` is the command to type. */
export type Refused = { code: string; message: string; next: string };

export function refuse(code: string, message: string, next: string): never {
  throw new ConvexError<Refused>({ code, message, next });
}

/** The sentence in an error's message; a ConvexError's message is its data as JSON. */
export function readMessage(error: string): string {
  try {
    const data = JSON.parse(error) as Partial<Refused>;
    return data.message ?? error;
  } catch {
    return error;
  }
}

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
