import { CutoverError } from "../errors.js";
import { cliFailures } from "./failures.js";
import { definitions, hasDeployment } from "./definitions.js";
import { deploymentFlags, type Flag, flags } from "./flags.js";

/** A script that completes commands and their flags. bash and zsh run the same one. */
export function renderCompletion(shell: string | undefined): string {
  if (shell === "fish") return fish();
  if (shell === "bash") return bash();
  if (shell === "zsh") return `autoload -U +X bashcompinit && bashcompinit\n${bash()}`;
  const what = shell === undefined ? "Which shell?" : `There is no completion for "${shell}"`;
  throw new CutoverError(cliFailures.badCommandLine, { what, next: "npx cutover completion bash, or zsh, or fish" });
}

function flagsOf(name: string): Flag[] {
  const definition = definitions[name]!;
  const own = definition.flags.map((flag): Flag => ({
    ...flags[flag],
    text: definition.texts?.[flag] ?? flags[flag].text,
  }));
  const all = hasDeployment(definition) ? [...own, ...Object.values(deploymentFlags)] : own;
  return [...all, { typed: "--help", text: "show this help" }];
}

/** `-y, --yes` → `--yes`; `--dir <folder>` → `--dir`. */
function longName({ typed }: Flag): string {
  return /--[\w-]+/.exec(typed)![0];
}

/** `npx cutover`, too, unless another program already completes what npx runs. */
function bash(): string {
  const names = Object.keys(definitions);
  const cases = names.map((name) => {
    const choices = (definitions[name]!.choices ?? []).join(" ");
    return `    ${name}) words="${flagsOf(name).map(longName).join(" ")}" choices="${choices}" ;;`;
  });
  return `_cutover() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words="${names.join(" ")}" choices="" at=1
  [ "\${COMP_WORDS[0]}" = npx ] && at=2
  if [ "$COMP_CWORD" -gt "$at" ]; then case "\${COMP_WORDS[at]}" in
${cases.join("\n")}
  esac; fi
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq "$at" ] || [ "\${word#-}" != "$word" ]; then COMPREPLY=($(compgen -W "$words" -- "$word"))
  elif [ "$COMP_CWORD" -eq "$((at + 1))" ]; then COMPREPLY=($(compgen -W "$choices" -- "$word")); fi
}
_cutover_npx() {
  case "\${COMP_WORDS[1]}" in cutover | convex-cutover) [ "$COMP_CWORD" -gt 1 ] && _cutover ;; esac
}
complete -o default -F _cutover cutover convex-cutover
complete -p npx >/dev/null 2>&1 || complete -o default -F _cutover_npx npx
`;
}

function fish(): string {
  const lines = Object.entries(definitions).flatMap(([name, { summary, choices = [] }]) => [
    `complete -c cutover -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ...choices.map((each) => `complete -c cutover -n "__fish_seen_subcommand_from ${name}" -a ${each}`),
    ...flagsOf(name).map(
      (flag) =>
        `complete -c cutover -n "__fish_seen_subcommand_from ${name}" -l ${longName(flag).slice(2)} -d ${quote(flag.text)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
