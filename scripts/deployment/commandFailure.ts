import { z } from "zod";
import { CutoverError } from "../errors.js";
import { maskSecrets } from "../secrets.js";
import type { Deployment } from "./deployment.js";

/** What a command printed. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
}

const longestOutput = 2000;

/** What the command printed, without keys, where, and what to type next. */
export function createCommandFailure(
  subcommand: string,
  args: readonly string[],
  deployment: Deployment,
  output: CommandResult,
): CutoverError {
  const printed = maskSecrets(`${output.stderr}\n${output.stdout}`).trim();
  const shown = printed.length > longestOutput ? `…${printed.slice(-longestOutput)}` : printed;
  const first = args.find((word) => !word.startsWith("-")) ?? "";
  return new CutoverError("deployment", {
    what: `\`convex ${subcommand} ${first}\` failed:\n${shown.replace(/^/gm, "    ")}`,
    where: deployment.name,
    next: nextStep(printed),
  });
}

function nextStep(printed: string): string {
  if (/fetch failed|ECONNREFUSED|ENOTFOUND|ETIMEDOUT/.test(printed)) {
    return "The deployment did not answer. Check that it runs and that its address is right, then type the same command again.";
  }
  if (/BadAdminKey|401|403|Unauthorized|admin key/i.test(printed)) {
    return "The deployment refused the key. Check CONVEX_DEPLOY_KEY or CONVEX_SELF_HOSTED_ADMIN_KEY.";
  }
  if (/Could not find function|no such export|Couldn't find module|Could not find module/i.test(printed)) {
    return "The deployment does not have this function. Deploy convex/ first: npx convex deploy (or npx convex dev).";
  }
  return "Fix what the command reports, then type the same command again: it resumes where it stopped.";
}

const vRefusal = z.object({ message: z.string(), next: z.string() });
type Refusal = z.infer<typeof vRefusal>;

/** Turns a refusal by a function of the app into a closed gate with the function's own sentence and next command. */
export async function reportRefusals<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const refusal = error instanceof CutoverError ? readRefusal(error.message) : null;
    if (refusal === null) throw error;
    throw new CutoverError("gate", { what: refusal.message, next: refusal.next }, { cause: error });
  }
}

/** As the `convex` command prints a ConvexError: its data as JSON, on one line or several. */
function readRefusal(printed: string): Refusal | null {
  const [data] = /\{\s*"?code"?:[^]*?"?next"?:\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\}/.exec(printed) ?? [];
  try {
    return data === undefined ? null : (vRefusal.safeParse(JSON.parse(data)).data ?? null);
  } catch {
    return null;
  }
}
