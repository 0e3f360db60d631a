import { CutoverError } from "../errors.js";
import { cliFailures } from "./failures.js";
import { definitions, hasDeployment } from "./definitions.js";
import { deploymentFlags, flags } from "./flags.js";

/** A script that completes commands and their flags. bash and zsh run the same one. */
export function renderCompletion(shell: string | undefined): string {
  if (shell === "fish") return fish();
  if (shell === "bash") return bash();
  if (shell === "zsh") return `autoload -U +X bashcompinit && bashcompinit\n${bash()}`;
  const what = shell === undefined ? "Which shell?" : `There is no completion for "${shell}"`;
  throw new CutoverError(cliFailures.badCommandLine, { what, next: "npx cutover completion bash, or zsh, or fish" });
}

function flagsOf(name: string): string[] {
  const definition = definitions[name]!;
  const own = definition.flags.map((flag) => flags[flag].typed);
  const all = hasDeployment(definition) ? [...own, ...Object.values(deploymentFlags)] : own;
  return [...all, "--help"].flatMap((typed) => typed.split(/[ ,]+/).filter((word) => word.startsWith("--")));
}

function bash(): string {
  const names = Object.keys(definitions);
  const cases = names.map((name) => `    ${name}) words="${flagsOf(name).join(" ")}" ;;`);
  return `_cutover() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words="${names.join(" ")}"
  if [ "$COMP_CWORD" -gt 1 ]; then case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac; fi
  if [ "$COMP_CWORD" -eq 1 ] || [ "\${word#-}" != "$word" ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); fi
}
complete -o default -F _cutover cutover convex-cutover
`;
}

function fish(): string {
  const lines = Object.entries(definitions).flatMap(([name, { summary }]) => [
    `complete -c cutover -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ...flagsOf(name).map((flag) => `complete -c cutover -n "__fish_seen_subcommand_from ${name}" -l ${flag.slice(2)}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
