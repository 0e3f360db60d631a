import { Command, CommanderError, Option } from "commander";
import { CutoverError, exitCodes } from "../errors.js";
import { cliFailures } from "./failures.js";
import { ownVersion } from "../project/versions.js";
import { type Definition, definitions, hasDeployment } from "./definitions.js";
import { deploymentFlags, type DeploymentFlagName, type Flag, type FlagName, flags } from "./flags.js";

/** What was typed, taken apart. */
export interface Parsed {
  readonly command: string;
  /** What stands after the command, without a flag. */
  readonly words: readonly string[];
  readonly values: Readonly<Partial<Record<FlagName | DeploymentFlagName, string | boolean | readonly string[]>>>;
}

/** A text that answers the whole command line: help, or the version. */
export interface Answered {
  readonly text: string;
  readonly exitCode: number;
}

/** Throws a CutoverError (failure "usage") that says what is wrong, and the closest right word where there is one. */
export function parseWords(words: readonly string[]): Parsed | Answered {
  let parsed: Parsed | undefined;
  let text = "";
  const output = { writeOut: (shown: string) => void (text += shown), writeErr: () => {} };
  const program = buildProgram((found) => (parsed = found));
  for (const each of [program, ...program.commands]) each.configureOutput(output).exitOverride();
  if (words.length === 0) return { text: program.helpInformation(), exitCode: exitCodes.usage };
  try {
    program.parse(putCommandFirst(words), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text, exitCode: exitCodes.done };
    throw describeMistake(error, words);
  }
  return parsed!;
}

/** Flags may stand before the command, too: `cutover --dir runs status`. */
function putCommandFirst(words: readonly string[]): string[] {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith("-")) return [word, ...words.slice(0, at), ...words.slice(at + 1)];
    if (takesValue.has(word)) at += 1;
  }
  return [...words];
}

const takesValue = new Set(
  [...Object.values(flags), ...Object.values(deploymentFlags)]
    .map(({ typed }) => typed)
    .filter((typed) => typed.includes("<"))
    .map((typed) => typed.split(" ")[0]),
);

/** `error: unknown option '--sorce'\n(Did you mean --source?)` */
function describeMistake({ message }: CommanderError, words: readonly string[]): CutoverError {
  const sentence = message.replace(/^error: /, "").replace("\n", " ");
  const command = words.find((word) => word in definitions);
  const longer = command === undefined || sentence.includes("Did you mean") ? undefined : findLonger(sentence, command);
  const guess = longer === undefined ? "" : ` (Did you mean ${longer}?)`;
  const what = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${guess}`;
  return new CutoverError(cliFailures.badCommandLine, {
    what,
    next: `npx cutover ${command === undefined ? "" : `${command} `}--help`,
  });
}

/** `--rollback` of rehearse is `--with-rollback`: too many letters for a misspelling. */
function findLonger(sentence: string, command: string): string | undefined {
  const [, typed] = /unknown option '--([\w-]{4,})/.exec(sentence) ?? [];
  const known = definitions[command]!.flags.map((flag) => flags[flag].typed.split(" ")[0]!);
  return typed === undefined ? undefined : known.find((flag) => flag.includes(typed));
}

function buildProgram(found: (parsed: Parsed) => void): Command {
  const program = new Command("cutover")
    .description("Migrate a live app to Convex, and verify every document.")
    .usage("<command> [options]")
    .version(ownVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help; after a command, that command's")
    .addHelpText("after", `\n${exitCodeLine}\n`)
    .configureHelp({ subcommandTerm: (command) => command.name() });
  for (const [name, definition] of Object.entries(definitions)) addCommand(program, name, definition, found);
  return program;
}

const exitCodeLine = `Exit codes: ${Object.entries(exitCodes)
  .map(([name, code]) => `${code} ${name}`)
  .join(", ")}`;

function addCommand(program: Command, name: string, definition: Definition, found: (parsed: Parsed) => void): void {
  const { summary, purpose, words, examples } = definition;
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  const command = program
    .command(name)
    .summary(summary)
    .description(purpose === undefined ? sentence : `${sentence} ${purpose}`)
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", `\nExamples:\n${examples.map((each) => `  npx ${each}\n`).join("")}\n${exitCodeLine}\n`);
  const argument = words ?? (definition.flags.includes("source") ? "[source]" : null);
  if (argument !== null) command.argument(argument);
  for (const flag of definition.flags) command.addOption(makeOption(flags[flag], textOf(definition, flag)));
  // Who types the same flags to every command, as scripts do, is not refused: they mean nothing here.
  for (const flag of commonFlags.filter((each) => !definition.flags.includes(each)))
    command.addOption(makeOption(flags[flag]).hideHelp());
  addDeploymentFlags(command, hasDeployment(definition));
  command.action((..._ignored: unknown[]) => found({ command: name, words: command.args, values: command.opts() }));
}

/** Where a command has words of its own, the source cannot stand first. */
function textOf({ words, texts }: Definition, flag: FlagName): string {
  const text = texts?.[flag] ?? flags[flag].text;
  return words === undefined ? text : text.replace("; may also stand first, without --source", "");
}

const commonFlags: readonly FlagName[] = ["source", "plan", "dir", "module", "json", "dryRun", "yes"];

function makeOption({ typed, text, fallback, isRepeatable }: Flag, ownText = text): Option {
  const option = new Option(typed, fallback === undefined ? ownText : `${ownText} (default: ${fallback})`);
  if (isRepeatable !== true) return option;
  return option.argParser((value: string, all: readonly string[] | undefined) => [...(all ?? []), value]);
}

function addDeploymentFlags(command: Command, isAsked: boolean): void {
  if (isAsked) command.optionsGroup("Deployment, as for `npx convex run`:");
  for (const flag of Object.values(deploymentFlags)) command.addOption(makeOption(flag).hideHelp(!isAsked));
}
