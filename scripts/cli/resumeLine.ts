import { readEnvironment } from "../project/environment.js";
import { quote } from "../errors.js";
import { holdsSecret } from "../secrets.js";
import type { Options } from "./options.js";

/** What the shell calls a secret that it asks for, by its flag. */
const variableOf: Readonly<Record<string, string>> = {
  "--admin-key": "CONVEX_ADMIN_KEY",
  "--source": "CUTOVER_SOURCE",
};

/** Without a flag it is the source, of `init` and `check`. */
function nameVariable(flag: string, value: string): string {
  return variableOf[flag] ?? (/^[\w+.-]+:\/\//.test(value) ? "CUTOVER_SOURCE" : "SECRET");
}

/**
 * What to type to resume, as lines for bash and zsh. A word that holds a secret is not printed: the shell asks for it first,
 * without an echo, and the command takes it from there.
 */
export function renderResume(words: readonly string[]): string[] {
  const asked: string[] = [];
  const shown = words.map((word, index) => {
    const [, ownFlag, value = word] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const flag = ownFlag ?? words[index - 1] ?? "";
    if (word.startsWith("--") && ownFlag === undefined) return word;
    if (flag !== "--admin-key" && !holdsSecret(value)) return quote(word);
    const name = makeUnique(nameVariable(flag, value), asked);
    asked.push(name);
    return `${ownFlag === undefined ? "" : `${ownFlag}=`}"$${name}"`;
  });
  return [...asked.map((name) => `printf '${name}: '; read -rs ${name}`), ["npx cutover", ...shown].join(" ")];
}

function makeUnique(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? makeUnique(`${name}_2`, taken) : name;
}

/** Commands in a row, with plan and source as they have to be typed, and what has to be done before. */
export function commandsToType(
  options: Pick<Options, "source" | "plan">,
  names: readonly string[],
  first: readonly string[] = [],
): string {
  const ownPlan = options.plan === "convex/plan.ts" ? "" : ` --plan ${options.plan}`;
  const { word, before } = sourceToType(options);
  const commands = names.map((name) => `npx cutover ${name}${name === "codegen" ? "" : word}${ownPlan}`);
  const steps = [...first, ...(before === "" ? [] : [before.replace(/, $/, "")])];
  return steps.length === 0 ? commands.join(" && ") : `${steps.join(", ")}, then: ${commands.join(" && ")}`;
}

/** How the source is named in a command that is printed: behind it, or first of all in .env.local. */
export function sourceToType({ source }: Pick<Options, "source">): { readonly word: string; readonly before: string } {
  if (source === null || readEnvironment()["CUTOVER_SOURCE"] === source) return { word: "", before: "" };
  if (!holdsSecret(source)) return { word: ` ${quote(source)}`, before: "" };
  return { word: "", before: "put the source into .env.local as CUTOVER_SOURCE, " };
}
