import { ConvexError } from "convex/values";
import type { Control } from "../../cutover/validators.js";
import { type Environment, type QueryCtx, readModule } from "./environment.js";

/** What a refused command says. `next` is the command to type. */
export type Refused = { code: string; message: string; next: string };

export function refuse(code: string, message: string, next: string): never {
  throw new ConvexError<Refused>({ code, message, next });
}

/** What went wrong, as one sentence: a ConvexError carries it in its data, every other error in its message. */
export function describeError(error: unknown): string {
  const data: unknown = error instanceof ConvexError ? error.data : undefined;
  const sentence = (data as Partial<Refused> | null | undefined)?.message;
  if (typeof sentence === "string") return hideValues(sentence);
  return readMessage(error instanceof Error ? error.message : String(error));
}

/**
 * The sentence in an error's message. One that has crossed a function border begins with `Uncaught Error:` and ends with a
 * stack; a ConvexError's message is its data as JSON.
 */
export function readMessage(error: string): string {
  const message = error.replace(/^(?:Uncaught (?:\w*Error: )?)+/, "").replace(/(?:\n {4}at [^\n]*)+\s*$/, "");
  try {
    const data = JSON.parse(message) as Partial<Refused> | null;
    return hideValues(data?.message ?? message);
  } catch {
    return hideValues(message);
  }
}

/**
 * Convex's errors about a document go on, after reason and path, with the value or the whole document, which may hold the hash
 * of a password: `Object: {…}` or `Value: …` on a line of its own, `in original object {…}` before a document is sent, and
 * `` got `…` `` in `convex-test`. What is returned may be kept and shown.
 */
function hideValues(message: string): string {
  return message
    .replace(/\s+(?:Object|Value): [^]*$/, "")
    .replace(/(\(present at path .*?) in original object [^]*$/, "$1)")
    .replace(/^[^]* (is not a supported Convex type\b)/, "A value $1")
    .replace(/(Validator error: Expected [^]*?), got `[^]*$/, "$1");
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
