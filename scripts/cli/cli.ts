#!/usr/bin/env node
import { readEnvironment } from "../project/environment.js";
import { CutoverError, exitCodes } from "../errors.js";
import { parseOptions } from "./options.js";

/** Heavy modules are imported after the arguments are parsed, so that --help and usage errors answer at once. */
async function main(words: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  listenForInterrupt(interrupt);
  try {
    return await dispatch(words, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) return printResumeCommand(words);
    return printError(error);
  }
}

async function dispatch(words: readonly string[], signal: AbortSignal): Promise<number> {
  const options = parseOptions(words, readEnvironment());
  const { commands, help } = await import("./help.js");
  if (options.version) return await printVersion();
  if (options.help || options.command === "") {
    console.log(help);
    return options.help ? exitCodes.done : exitCodes.usage;
  }
  if (!(options.command in commands)) {
    const next = `One of: ${Object.keys(commands).join(", ")}.`;
    throw new CutoverError("usage", { what: `Unknown command "${options.command}"`, next });
  }
  const { loadTypeScript } = await import("../project/typescript.js");
  await loadTypeScript();
  const { runCommand } = await import("./commands.js");
  return await runCommand(options, signal);
}

async function printVersion(): Promise<number> {
  const { ownVersion } = await import("../project/versions.js");
  console.log(ownVersion());
  return exitCodes.done;
}

/** The first Ctrl-C lets the current batch finish; the second exits at once. */
function listenForInterrupt(interrupt: AbortController): void {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
      process.stderr.write("\nStopping after the current batch; press Ctrl-C again to stop at once.\n");
      interrupt.abort();
    });
  }
}

function printResumeCommand(words: readonly string[]): number {
  process.stderr.write(`Stopped. Nothing is lost. To resume:\n  npx cutover ${words.map(quoteWord).join(" ")}\n`);
  return exitCodes.interrupted;
}

function quoteWord(word: string, index: number, words: readonly string[]): string {
  if (words[index - 1] === "--admin-key" || /^postgres(ql)?:\/\//.test(word)) return "…";
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function printError(error: unknown): number {
  if (error instanceof CutoverError) {
    process.stderr.write(`\n${error.message}\n`);
    return error.exitCode;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`\nThis is a bug in cutover: ${detail}\n`);
  return exitCodes.bug;
}

// A socket or a child that is slow to close must not keep a finished command alive.
process.exit(await main(process.argv.slice(2)));
