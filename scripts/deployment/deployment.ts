/** How the `convex` command is told which deployment is meant: its own flags and environment, passed through. */
export interface Deployment {
  /** For messages; never holds a key. */
  readonly name: string;
  readonly flags: readonly string[];
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
