import { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import { maskSecrets } from "../secrets.js";
import type { Deployment } from "./deployment.js";

/** What a command printed. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
}

const longestOutput = 2000;

/** What the command printed, without keys, where, and what to type next; a function's refusal in its own words. */
export function createCommandFailure(
  subcommand: string,
  args: readonly string[],
  deployment: Deployment,
  output: CommandResult,
): CutoverError {
  const printed = maskSecrets(`${output.stderr}\n${output.stdout}`).trim();
  const refused = readRefusal(printed);
  if (refused !== null) return createGate(refused);
  const shown = printed.length > longestOutput ? `…${printed.slice(-longestOutput)}` : printed;
  const first = args.find((word) => !word.startsWith("-")) ?? "";
  return new CutoverError(deploymentFailures.convexFailed, {
    what: `\`convex ${subcommand} ${first}\` failed:\n${shown.replace(/^/gm, "    ")}`,
    where: deployment.name,
    next: nextStep(printed),
  });
}

function nextStep(printed: string): string {
  if (/fetch failed|ECONNREFUSED|ENOTFOUND|ETIMEDOUT/.test(printed)) {
    return "The deployment did not answer. Check that it runs and that its address is right, then type the same command again.";
  }
  if (/\b413\b|(?:Payload|Entity|Content) Too Large/i.test(printed)) {
    return "A proxy in front of the deployment takes no request of 5 MiB. Raise its limit to 16 MB (nginx: client_max_body_size 16m), or send smaller parts by putting CONVEX_IMPORT_CHUNK_SIZE=900000 before the same command (not where the backend keeps files in S3, which takes no part below 5 MiB).";
  }
  if (/do not have permission/i.test(printed)) {
    return "The key lacks this right. Make a deploy key with all rights in the dashboard (Settings, Deploy Keys), set it as CONVEX_DEPLOY_KEY, then type the same command again.";
  }
  if (/BadAdminKey|BadDeployKey|401|403|Unauthorized|admin key/i.test(printed)) {
    return "The deployment refused the key. Check CONVEX_DEPLOY_KEY or CONVEX_SELF_HOSTED_ADMIN_KEY.";
  }
  if (/ArgumentValidationError[^]*\brefusals\b/.test(printed)) {
    return "The app was deployed with an older version of convex-cutover. Deploy it with this one first: npx convex deploy.";
  }
  if (/Could not find function|no such export|Couldn't find module|Could not find module/i.test(printed)) {
    return "The deployment does not have this function. Deploy convex/ first: npx convex deploy (or npx convex dev).";
  }
  if (isRedacted(printed)) {
    return "The deployment keeps its errors to itself (REDACT_LOGS_TO_CLIENT): read its own log for this request, then type the same command again.";
  }
  return "Fix what the command reports, then type the same command again: it resumes where it stopped.";
}

/** All that a deployment with REDACT_LOGS_TO_CLIENT says of an error. */
export function isRedacted(printed: string): boolean {
  return /\[Request ID: \w+\] Server Error\s*$/.test(printed);
}

const vRefusal = z.object({ message: z.string(), next: z.string() });
const vAnswer = z.object({ refused: vRefusal });

/** A refusal that a function gave as its answer (convex/client/run/commandFunctions.ts) is a closed gate. */
export function refuseRefused(answer: unknown): void {
  const refused = vAnswer.safeParse(answer).data?.refused;
  if (refused !== undefined) throw createGate(refused);
}

function createGate({ message, next }: z.infer<typeof vRefusal>): CutoverError {
  return new CutoverError(deploymentFailures.refused, { what: message, next });
}

/** A refusal that was thrown, as the `convex` command prints a ConvexError: its data as JSON, on one line or several. */
function readRefusal(printed: string): z.infer<typeof vRefusal> | null {
  const [data] = /\{\s*"?code"?:[^]*?"?next"?:\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\}/.exec(printed) ?? [];
  try {
    return data === undefined ? null : (vRefusal.safeParse(JSON.parse(data)).data ?? null);
  } catch {
    return null;
  }
}
