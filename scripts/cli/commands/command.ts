import type { Options } from "../options.js";
import type { Context, Progress } from "../../stages/stage.js";

/** What a command is given. */
export interface Call {
  readonly options: Options;
  readonly progress: Progress;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What stands on stdout with --json, and the exit code of a command that did what it was asked to. */
export interface Answer {
  readonly json: unknown;
  readonly exitCode: number;
}

/** With every flag that was typed. */
export type CommandContext = Context<Options>;

export type Command = (call: Call) => Promise<Answer>;

export function done(json: unknown): Answer {
  return { json, exitCode: 0 };
}
