import { catchUp } from "./commands/catchUp.js";
import { check } from "./commands/check.js";
import { codegen } from "./commands/codegen.js";
import type { Answer, Command } from "./commands/command.js";
import { init } from "./commands/init.js";
import { match } from "./commands/match.js";
import { preload } from "./commands/preload.js";
import { rehearse } from "./commands/rehearse.js";
import { report } from "./commands/report.js";
import { rollback } from "./commands/rollback.js";
import { stage } from "./commands/stage.js";
import { status } from "./commands/status.js";
import { tasks } from "./commands/tasks.js";
import { abort, pause, resume } from "./commands/control.js";
import { go } from "./commands/go.js";
import type { Options } from "./options.js";
import { createProgress } from "./output/progress.js";

/** The commands that are more than one stage; every stage is a command of its own besides. */
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
};

/** Runs what was typed. */
export async function runCommand(options: Options, signal: AbortSignal): Promise<Answer> {
  const progress = createProgress(process.stderr);
  try {
    return await (commands[options.command] ?? stage)({ options, progress, signal });
  } finally {
    progress.end();
  }
}
