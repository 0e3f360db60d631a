import type { DeploymentKind } from "../run/deploymentRecord.js";

/** How the `convex` command is told which deployment is meant: its own flags and environment, passed through. */
export interface Deployment {
  /** For messages; never holds a key. */
  readonly name: string;
  readonly flags: readonly string[];
  /** Where flags and environment do not say it: see `kindOf`. */
  readonly kind?: DeploymentKind;
  /** Set for the command on top of this process's environment; undefined removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the command runs instead of the project's folder: a local deployment belongs to a folder. */
  readonly folder?: string;
}

/** Hides every deployment that the shell or .env.local names: set it first, then what chooses the one that is meant. */
export const noDeploymentVariables = {
  CONVEX_DEPLOYMENT: "",
  CONVEX_DEPLOY_KEY: "",
  CONVEX_DEPLOYMENT_TOKEN: "",
  CONVEX_SELF_HOSTED_URL: "",
  CONVEX_SELF_HOSTED_ADMIN_KEY: "",
} as const;

/** The deployment that the flags and the environment choose, as the `convex` command will understand them. */
export function chooseDeployment(flags: readonly string[], env: NodeJS.ProcessEnv): Deployment {
  return { name: nameDeployment(flags, env), flags, env: {} };
}

/** Only names and addresses: a deploy key is shown as far as its deployment's name, which ends at `|`. */
function nameDeployment(flags: readonly string[], env: NodeJS.ProcessEnv): string {
  const shown = flags.filter((_, index) => flags[index - 1] !== "--admin-key").filter((flag) => flag !== "--admin-key");
  if (shown.length > 0) return shown.join(" ");
  const [keyName, secret] = (env.CONVEX_DEPLOY_KEY ?? "").split("|");
  if (env.CONVEX_DEPLOY_KEY)
    return secret === undefined ? "the deployment of CONVEX_DEPLOY_KEY" : `the deployment of the deploy key ${keyName}`;
  return env.CONVEX_SELF_HOSTED_URL ?? env.CONVEX_DEPLOYMENT ?? "the project's own deployment (.env.local)";
}

/** As far as flags and environment tell: whatever may be a production deployment is one. */
export function kindOf({ kind, flags }: Deployment, env: NodeJS.ProcessEnv): DeploymentKind {
  if (kind !== undefined) return kind;
  if (flags.includes("--prod")) return "production";
  if (flags.includes("--preview-name")) return "preview";
  const named = flagValue(flags, "--deployment") ?? flagValue(flags, "--deployment-name");
  if (named !== undefined) return kindNames[named.split("/")[0]!] ?? "production";
  const url = flagValue(flags, "--url") ?? env.CONVEX_SELF_HOSTED_URL;
  if (url) return /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/.test(url) ? "local" : "production";
  if (flags.length > 0) return "production";
  return kindNames[(env.CONVEX_DEPLOY_KEY || env.CONVEX_DEPLOYMENT || "").split(":")[0]!] ?? "production";
}

/** A server of one's own, as far as flags and environment tell: Convex's cloud has its own addresses. */
export function isSelfHosted(flags: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const url = flagValue(flags, "--url") ?? (flags.length === 0 ? env.CONVEX_SELF_HOSTED_URL : undefined);
  return url !== undefined && url !== "" && !/^https:\/\/[^/]+\.convex\.cloud\b/.test(url);
}

/** What deploy keys and CONVEX_DEPLOYMENT begin with. */
const kindNames: Readonly<Record<string, DeploymentKind>> = {
  local: "local",
  anonymous: "local",
  dev: "dev",
  preview: "preview",
};

function flagValue(flags: readonly string[], flag: string): string | undefined {
  const at = flags.indexOf(flag);
  return at === -1 ? undefined : flags[at + 1];
}
