import { existsSync } from "node:fs";
import { catchUp } from "./commands/catchUp.js";
import { check } from "./commands/check.js";
import { codegen } from "./commands/codegen.js";
import type { Command } from "./commands/command.js";
import { generate } from "./commands/generate.js";
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
import { type LockOptions, withLock } from "../run/lock.js";
import { ensureRoot, rehearsalsIn } from "../run/runDirectory.js";
import { stages } from "../stages/pipeline.js";
import type { Options } from "./options.js";
import { createProgress } from "./output/progress.js";
import type { SafeStream, Streams } from "./output/safeStream.js";

/** The commands that are more than one stage. Every stage is a command, too. */
const commands: Readonly<Record<string, Command>> = {
  abort,
  "catch-up": catchUp,
  check,
  codegen,
  generate,
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
export async function runCommand(options: Options, streams: Streams<SafeStream>, signal: AbortSignal): Promise<number> {
  const progress = createProgress(streams.stderr);
  const command = findCommand(options);
  const printJson = (value: unknown) => {
    if (options.json) streams.stdout.write(`${JSON.stringify(value)}\n`);
  };
  try {
    const run = async (stop: AbortSignal) => await command({ options, progress, signal: stop, printJson });
    const { json, exitCode } = await asOnlyCommand(options, { note: (text) => progress.note(text), signal }, run);
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

/** These write into the folder of runs, and so does what they begin. */
const beginners: ReadonlySet<string> = new Set(["export", "preload", "go", "rehearse", "check"]);
/** These go on with a run. */
const continuers: ReadonlySet<string> = new Set(["catch-up", "rollback", ...stages.map(({ name }) => name)]);
/** What these count they write down, even where nothing else is changed. */
const writesInDryRun: ReadonlySet<string> = new Set(["catch-up", "rollback"]);

/** One command at a time writes into a folder of runs; readers, and those that control one that runs, never wait. */
async function asOnlyCommand<T>(
  { command, dir, dryRun, words }: Options,
  lock: LockOptions,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const root = command === "rehearse" ? rehearsalsIn(dir) : dir;
  const isSettling = command === "match" && words.length > 0;
  const writes = !isSettling && (beginners.has(command) || continuers.has(command));
  if (!writes || (dryRun && !writesInDryRun.has(command))) return await run(lock.signal);
  if (beginners.has(command)) await ensureRoot(root);
  // A check makes no run: its last one counts, and each of its files is whole.
  if (command === "check" || !existsSync(root)) return await run(lock.signal);
  return await withLock(root, `cutover ${command}`, lock, run);
}
