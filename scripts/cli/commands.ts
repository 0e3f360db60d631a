import { catchUp } from "./commands/catchUp.js";
import { check } from "./commands/check.js";
import { codegen } from "./commands/codegen.js";
import type { Command } from "./commands/command.js";
import { init } from "./commands/init.js";
import { match } from "./commands/match.js";
import { preload } from "./commands/preload.js";
import { rehearse } from "./commands/rehearse.js";
import { report } from "./commands/report.js";
import { rollback } from "./commands/rollback.js";
import { stage } from "./commands/stage.js";
import { status } from "./commands/status.js";
import { tasks } from "./commands/tasks.js";
import { unfreeze } from "./commands/unfreeze.js";
import { abort, pause, resume } from "./commands/control.js";
import { go } from "./commands/go.js";
import type { Options } from "./options.js";
import { createProgress, type CommandStreams } from "./output/progress.js";

/** The commands that are more than one stage. Every stage is a command, too. */
const commands: Readonly<Record<string, Command>> = {
  abort,
  "catch-up": catchUp,
  check,
  codegen,
  go,
  init,
  match,
  pause,
  preload,
  rehearse,
  report,
  resume,
  rollback,
  status,
  tasks,
  unfreeze,
};

/** Runs what was typed; with --json, prints what it answers. Gives the exit code. */
export async function runCommand(options: Options, streams: CommandStreams, signal: AbortSignal): Promise<number> {
  const progress = createProgress(streams.stderr);
  const printJson = (value: unknown) => {
    if (options.json) streams.stdout.write(`${JSON.stringify(value)}\n`);
  };
  try {
    const { json, exitCode } = await findCommand(options)({ options, progress, signal, printJson });
    printJson(json);
    return exitCode;
  } finally {
    progress.end();
  }
}

/** `match` alone is the stage; `match settle` is the command. */
function findCommand({ command, words }: Options): Command {
  if (command === "match" && words.length === 0) return stage;
  return commands[command] ?? stage;
}
