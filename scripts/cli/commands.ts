import { existsSync } from "node:fs";
import type { Command } from "./commands/command.js";
import { type LockOptions, withLock } from "../run/lock.js";
import { loadTypeScript } from "../project/typescript.js";
import { refuseForgotten } from "../run/forgetRun.js";
import { ensureRoot, findLatestRun, rehearsalsIn } from "../run/runDirectory.js";
import { stages } from "../stages/pipeline.js";
import type { Options } from "./options.js";
import type { Output } from "./output/output.js";

/**
 * The commands that are more than one stage. Every stage is a command, too. Each is loaded when it is typed: all of them together
 * take longer to load than most commands to run.
 */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  abort: async () => (await import("./commands/control.js")).abort,
  "catch-up": async () => (await import("./commands/catchUp.js")).catchUp,
  check: async () => (await import("./commands/check.js")).check,
  codegen: async () => (await import("./commands/codegen.js")).codegen,
  diff: async () => (await import("./commands/diff.js")).diff,
  forget: async () => (await import("./commands/forget.js")).forget,
  generate: async () => (await import("./commands/generate.js")).generate,
  go: async () => (await import("./commands/go.js")).go,
  init: async () => (await import("./commands/init.js")).init,
  issues: async () => (await import("./commands/issues.js")).issues,
  match: async () => (await import("./commands/match.js")).match,
  pause: async () => (await import("./commands/control.js")).pause,
  preload: async () => (await import("./commands/preload.js")).preload,
  rehearse: async () => (await import("./commands/rehearse.js")).rehearse,
  rejects: async () => (await import("./commands/rejects.js")).rejects,
  report: async () => (await import("./commands/report.js")).report,
  resume: async () => (await import("./commands/control.js")).resume,
  rollback: async () => (await import("./commands/rollback.js")).rollback,
  runbook: async () => (await import("./commands/runbook.js")).runbook,
  status: async () => (await import("./commands/status.js")).status,
  tasks: async () => (await import("./commands/tasks.js")).tasks,
  "try-sign-in": async () => (await import("./commands/trySignIn.js")).trySignIn,
  verify: async () => (await import("./commands/verify.js")).verify,
  unfreeze: async () => (await import("./commands/unfreeze.js")).unfreeze,
};

const stageCommand = async () => (await import("./commands/stage.js")).stage;

/** Runs what was typed; with --json, prints what it answers. Gives the exit code. */
export async function runCommand(options: Options, output: Output, signal: AbortSignal): Promise<number> {
  const { progress } = output;
  const command = await findCommand(options)();
  // Not before: whatever is loaded after it takes several times as long.
  await loadTypeScript();
  try {
    const run = async (stop: AbortSignal) => await command({ options, output, progress, signal: stop });
    const { json, exitCode } = await asOnlyCommand(options, { note: (text) => progress.note(text), signal }, run);
    output.json(json);
    return exitCode;
  } finally {
    progress.end();
  }
}

/** `match` alone is the stage; `match settle` is the command. */
function findCommand({ command, words }: Options): () => Promise<Command> {
  if (command === "match" && words.length === 0) return stageCommand;
  return commands[command] ?? stageCommand;
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
  const isReplaying = command === "rejects" && words[0] === "replay";
  const writes = isReplaying || (!isSettling && (beginners.has(command) || continuers.has(command)));
  if ((continuers.has(command) && !beginners.has(command)) || isReplaying) await refuseLatestForgotten(root);
  if (!writes || (dryRun && !writesInDryRun.has(command))) return await run(lock.signal);
  if (beginners.has(command)) await ensureRoot(root);
  // A check makes no run: its last one counts, and each of its files is whole.
  if (command === "check" || !existsSync(root)) return await run(lock.signal);
  return await withLock(root, `cutover ${command}`, lock, run);
}

async function refuseLatestForgotten(root: string): Promise<void> {
  const latest = await findLatestRun(root);
  if (latest !== null) await refuseForgotten(latest);
}
