import { CutoverError, exitCodes, type FailureKind, failureOf, generalFailures } from "../errors.js";
import { readEnvironment } from "../project/environment.js";
import { readConfig } from "../project/config.js";
import { type Options, parseCommandLine } from "./options.js";
import { renderResume } from "./resumeLine.js";
import { registerWords } from "../secrets.js";
import { Output } from "./output/output.js";
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
    streams.stderr.print(signal.aborted ? describeResume(words) : describeError(error));
    if (words.includes("--json")) streams.stdout.writeJson(toJson(error, signal));
    return exitCodeFor(error, signal);
  }
}

async function dispatch(words: readonly string[], streams: Streams<SafeStream>, signal: AbortSignal): Promise<number> {
  const typed = parseCommandLine(words, {});
  if ("text" in typed) {
    streams.stdout.write(typed.text);
    return typed.exitCode;
  }
  const output = new Output(streams, typed.json);
  const ownText = textCommands[typed.command];
  if (ownText !== undefined) {
    await ownText(typed, output);
    return exitCodes.done;
  }
  const options = parseCommandLine(words, readEnvironment(), await readConfig()) as Options;
  const { runCommand } = await import("./commands.js");
  return await runCommand(options, output, signal);
}

/** They read no project: `explain` also answers for a config or an environment that cannot be read. */
const textCommands: Readonly<Record<string, (options: Options, output: Output) => Promise<void>>> = {
  completion: async ({ words }, output) => {
    const { renderCompletion } = await import("./completion.js");
    output.script(renderCompletion(words[0]));
  },
  explain: async ({ words: [code] }, output) => {
    const { explain } = await import("./output/renderExplained.js");
    const { text, json } = explain(code);
    output.show(text);
    output.json(json);
  },
};

function describeResume(words: readonly string[]): string {
  return `Stopped. Nothing is lost. To resume:\n${renderResume(words)
    .map((line) => `  ${line}\n`)
    .join("")}`;
}

/** The code is in the line of the failure; above a list, it has a line of its own with what its faults have in common. */
function describeError(error: unknown): string {
  const { code, title } = kindOf(error);
  const more = `npx cutover explain ${code} tells more.`;
  if (error instanceof CutoverError) {
    const head = error.faults.length > 1 ? `${code}: ${title}\n` : `${code}: `;
    return `\n${head}${error.message}\n${more}\n`;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `\n${code}: This is a bug in cutover: ${detail}\n${more}\n`;
}

function kindOf(error: unknown): FailureKind {
  return error instanceof CutoverError ? error.kind : generalFailures.bug;
}

function exitCodeFor(error: unknown, signal: AbortSignal): number {
  return exitCodes[failureOf(signal.aborted ? generalFailures.interrupted.code : kindOf(error).code)];
}

/** What --json prints for a command that failed: every fault with its place and what to type next. */
function toJson(error: unknown, signal: AbortSignal): unknown {
  const { code } = signal.aborted ? generalFailures.interrupted : kindOf(error);
  const faults = error instanceof CutoverError ? error.faults : [{ what: String(error) }];
  const failure = failureOf(code);
  return {
    error: { code, failure, exitCode: exitCodes[failure], faults: signal.aborted ? [{ what: "Stopped" }] : faults },
  };
}
