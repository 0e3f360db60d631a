import { CutoverError, exitCodes } from "../errors.js";
import { readEnvironment } from "../project/environment.js";
import { readConfig } from "../project/config.js";
import { parseCommandLine } from "./options.js";
import { renderResume } from "./resumeLine.js";
import { registerWords } from "../secrets.js";
import { SafeStream, type Streams } from "./output/safeStream.js";

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
    if (words.includes("--json")) streams.stdout.write(`${JSON.stringify(toJson(error, signal))}\n`);
    return exitCodeFor(error, signal);
  }
}

async function dispatch(words: readonly string[], streams: Streams<SafeStream>, signal: AbortSignal): Promise<number> {
  const env = readEnvironment();
  const options = parseCommandLine(words, env, await readConfig());
  if ("text" in options) {
    streams.stdout.write(options.text);
    return options.exitCode;
  }
  if (options.command === "completion") {
    const { renderCompletion } = await import("./completion.js");
    streams.stdout.write(renderCompletion(options.words[0]));
    return exitCodes.done;
  }
  const { runCommand } = await import("./commands.js");
  return await runCommand(options, streams, signal);
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

function exitCodeFor(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) return exitCodes.interrupted;
  return error instanceof CutoverError ? error.exitCode : exitCodes.bug;
}

/** What --json prints for a command that failed: every fault with its place and what to type next. */
function toJson(error: unknown, signal: AbortSignal): unknown {
  const exitCode = exitCodeFor(error, signal);
  const failure = Object.entries(exitCodes).find(([, code]) => code === exitCode)![0];
  const faults = error instanceof CutoverError ? error.faults : [{ what: String(error) }];
  return { error: { failure, exitCode, faults: signal.aborted ? [{ what: "Stopped" }] : faults } };
}
