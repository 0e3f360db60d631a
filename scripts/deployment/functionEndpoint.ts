import { convexToJson, type Value } from "convex/values";
import { z } from "zod";
import { type CommandResult, isRedacted } from "./commandFailure.js";
import type { Deployment } from "./deployment.js";

/** A deployment whose address and key are both given: its functions can be called without a process for every call. */
export interface FunctionEndpoint {
  readonly url: string;
  readonly adminKey: string;
}

/**
 * What `convex run` itself would call. Null where only the command knows address and key: a deployment of the cloud, a
 * deploy key, a local deployment that belongs to a folder.
 */
export function findEndpoint(
  { flags, env, folder }: Deployment,
  environment: NodeJS.ProcessEnv,
): FunctionEndpoint | null {
  const { CONVEX_DEPLOYMENT, CONVEX_DEPLOY_KEY, CONVEX_SELF_HOSTED_URL, CONVEX_SELF_HOSTED_ADMIN_KEY } = {
    ...environment,
    ...env,
  };
  if (folder !== undefined || CONVEX_DEPLOYMENT || CONVEX_DEPLOY_KEY) return null;
  const typed = { url: flagValue(flags, "--url"), adminKey: flagValue(flags, "--admin-key") };
  if (flags.length > 0 && (flags.length !== 4 || !typed.url || !typed.adminKey)) return null;
  const [url, adminKey] =
    flags.length > 0 ? [typed.url, typed.adminKey] : [CONVEX_SELF_HOSTED_URL, CONVEX_SELF_HOSTED_ADMIN_KEY];
  return url && adminKey ? { url: url.replace(/\/+$/, ""), adminKey } : null;
}

/**
 * What a request of our own needs; null where only the command has a key, of its login. `url` null: the deployment that a deploy
 * key is for says it itself.
 */
export function findAccess(
  deployment: Deployment,
  environment: NodeJS.ProcessEnv,
): { readonly url: string | null; readonly adminKey: string } | null {
  const endpoint = findEndpoint(deployment, environment);
  if (endpoint !== null) return endpoint;
  const key = { ...environment, ...deployment.env }.CONVEX_DEPLOY_KEY ?? "";
  const isOfOne = /^(?:prod|dev|local):/.test(key) && deployment.folder === undefined && deployment.flags.length === 0;
  return isOfOne ? { url: null, adminKey: key } : null;
}

function flagValue(flags: readonly string[], flag: string): string | undefined {
  const at = flags.indexOf(flag);
  return at === -1 ? undefined : flags[at + 1];
}

const vAnswer = z.union([
  z.object({ status: z.literal("success"), value: z.unknown() }),
  z.object({ status: z.literal("error"), errorMessage: z.string(), errorData: z.unknown().optional() }),
]);

type FailedAnswer = Extract<z.infer<typeof vAnswer>, { status: "error" }>;

/** The server's own status where a function has thrown; everything else that is not 2xx is the server's trouble. */
const functionFailed = 560;

/**
 * Calls a function as `convex run` does (`ConvexHttpClient.function` of convex 1.48) and gives what the command would have
 * printed, so that both ways share one reading of answers, refusals and transient errors. `code` 1: it failed.
 */
export async function callFunction(
  endpoint: FunctionEndpoint,
  name: string,
  args: unknown,
  signal: AbortSignal,
): Promise<CommandResult & { readonly code: 0 | 1 }> {
  try {
    const answer = await post(endpoint, name, args, signal);
    if (typeof answer === "string") return failed(name, answer);
    if (answer.status === "error") return failed(name, await describeAnswer(endpoint, name, answer, signal));
    return { code: 0, stdout: answer.value === null ? "" : JSON.stringify(answer.value), stderr: "" };
  } catch (error) {
    return failed(name, describeChain(error));
  }
}

/** False: it is over already, or may not be cancelled. */
export async function cancelImportOf({ url, adminKey }: FunctionEndpoint, importId: string): Promise<boolean> {
  const headers = { "Content-Type": "application/json", Authorization: `Convex ${adminKey}` };
  const body = JSON.stringify({ importId });
  const answered = await fetch(`${url}/api/cancel_import`, { method: "POST", headers, body }).catch(() => null);
  return answered?.ok === true;
}

/** The text is the server's trouble: no function has answered. */
async function post(
  { url, adminKey }: FunctionEndpoint,
  name: string,
  args: unknown,
  signal: AbortSignal,
): Promise<z.infer<typeof vAnswer> | string> {
  const response = await fetch(`${url}/api/function`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Convex ${adminKey}` },
    body: JSON.stringify({ path: name, format: "convex_encoded_json", args: convexToJson(args as Value) }),
    signal,
  });
  const text = await response.text();
  if (!response.ok && response.status !== functionFailed) return `${response.status} ${response.statusText}: ${text}`;
  return vAnswer.parse(JSON.parse(text));
}

/** A server that redacts does not even say that the function is missing: its list of functions does. */
async function describeAnswer(
  endpoint: FunctionEndpoint,
  name: string,
  answer: FailedAnswer,
  signal: AbortSignal,
): Promise<string> {
  if (answer.errorData !== undefined || !isRedacted(answer.errorMessage)) return withData(answer);
  const listed = await post(endpoint, "_system/cli/modules:apiSpec", {}, signal);
  if (typeof listed === "string" || listed.status === "error") return answer.errorMessage;
  const names = z.array(z.object({ identifier: z.string().optional() })).parse(listed.value);
  const isThere = names.some(({ identifier }) => identifier?.replace(/\.js(?=:)/, "") === name);
  return isThere ? answer.errorMessage : `Could not find function for '${name}'`;
}

function failed(name: string, message: string) {
  return { code: 1, stdout: "", stderr: `Failed to run function "${name}":\n${message}` } as const;
}

/** A server that redacts its logs sends the message without the ConvexError's data, and the data beside it. */
function withData({ errorMessage, errorData }: FailedAnswer): string {
  if (errorData === undefined) return errorMessage;
  const data = typeof errorData === "string" ? errorData : JSON.stringify(errorData);
  return errorMessage.includes(data) ? errorMessage : `${errorMessage}\n${data}`;
}

/** `fetch failed` says what went wrong in its cause only. */
function describeChain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describeChain(error.cause)}`;
}
