import { renderFlags } from "../window/describeWindow.js";
import { definitions, hasDeployment } from "./definitions.js";

const names = Object.keys(definitions).join("|");
const bareCommand = new RegExp(`(?<![\\w/.-]|npx |[Tt]he )cutover (?=(?:${names})(?![\\w-]))`, "g");

/**
 * What there is to type, as it works for whoever typed this command: under npx the shell does not know `cutover` alone. `env`: npx
 * sets `npm_command` to `exec`.
 */
export function asTyped(text: string, env: NodeJS.ProcessEnv): string {
  return env["npm_command"] === "exec" ? text.replace(bareCommand, "npx cutover ") : text;
}

/**
 * The app does not know which flags choose its deployment: without them, what it says to type would reach another one. The same for
 * what is read from the journal.
 */
export function chooseDeploymentIn(next: string, deploymentFlags: readonly string[]): string {
  const flags = renderFlags(deploymentFlags);
  return next
    .replaceAll(/\bconvex run\b/g, (words) => words + flags)
    .replaceAll(/\bcutover ([a-z-]+)(?: settle\b)?/g, (words, name: string) => {
      const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      return definition !== undefined && hasDeployment(definition) ? words + flags : words;
    });
}
