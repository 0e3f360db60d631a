import { CutoverError, exitCodes } from "../errors.js";
import { readEnvironment } from "../project/environment.js";
import type { CommandStreams, Streams } from "./output/progress.js";
import { parseOptions } from "./options.js";
import { renderResume } from "./resumeLine.js";
import { registerWords } from "../secrets.js";
import { SafeStream } from "./output/safeStream.js";

/**
 * Runs one command and gives its exit code; aborting `signal` lets the current batch finish. Heavy modules are imported
 * after the arguments are parsed, so that --help and usage errors answer at once.
 */
export async function runCli(words: readonly string[], output: Streams, signal: AbortSignal): Promise<number> {
  registerWords(words);
  const streams = { stdout: new SafeStream(output.stdout), stderr: new SafeStream(output.stderr) };
  try {
    return await dispatch(words, streams, signal);
  } catch (error) {
    streams.stderr.write(signal.aborted ? describeResume(words) : describeError(error));
    return signal.aborted ? exitCodes.interrupted : exitCodeOf(error);
  }
}

async function dispatch(words: readonly string[], streams: CommandStreams, signal: AbortSignal): Promise<number> {
  const options = parseOptions(words, readEnvironment());
  const { commands, help } = await import("./help.js");
  if (options.version) return await printVersion(streams);
  if (options.help || options.command === "") {
    streams.stdout.write(`${help}\n`);
    return options.help ? exitCodes.done : exitCodes.usage;
  }
  if (!(options.command in commands)) {
    const next = `One of: ${Object.keys(commands).join(", ")}.`;
    throw new CutoverError("usage", { what: `Unknown command "${options.command}"`, next });
  }
  const { loadTypeScript } = await import("../project/typescript.js");
  await loadTypeScript();
  const { runCommand } = await import("./commands.js");
  return await runCommand(options, streams, signal);
}

async function printVersion({ stdout }: Streams): Promise<number> {
  const { ownVersion } = await import("../project/versions.js");
  stdout.write(`${ownVersion()}\n`);
  return exitCodes.done;
}

function describeResume(words: readonly string[]): string {
  return `Stopped. Nothing is lost. To resume:\n${renderResume(words)
    .map((line) => `  ${line}\n`)
    .join("")}`;
}

function describeError(error: unknown): string {
  if (error instanceof CutoverError) return `\n${error.message}\n`;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `\nThis is a bug in cutover: ${detail}\n`;
}

function exitCodeOf(error: unknown): number {
  return error instanceof CutoverError ? error.exitCode : exitCodes.bug;
}
