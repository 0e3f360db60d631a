import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import type { Context } from "../stages/stage.js";
import type { AppStatus } from "../deployment/answers.js";
import type { Finding, Level } from "./finding.js";

/** What Convex says when the app's functions are not there; the `convex` command passes it on. */
const noFunction = /Could not find (?:public )?function|no such export|Could(?: not|n't) find module/i;

/** The deployment the migration would go to: reachable, with its functions, empty or not. Reads only. */
export async function checkDeployment(context: Context, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const where = context.app.convex.deploymentName;
  if (!(await isDeploymentChosen(context, env))) {
    return [
      finding(
        "no_deployment",
        "info",
        "No deployment is chosen, so none was checked.",
        "Name one: --prod, --deployment …, or set CONVEX_DEPLOY_KEY.",
      ),
    ];
  }
  let status: AppStatus;
  try {
    status = await context.app.status();
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return [describeNoAnswer(error, where)];
  }
  return [
    finding(
      "deployment_ready",
      "info",
      `${where} answers, and the app's migration functions are deployed.`,
      "Nothing to do.",
    ),
    ...findOtherPlan(status, context.project.planHash),
    ...(await findDocuments(context)),
  ];
}

/** By a flag, by the environment, or by the project's own .env.local, as the `convex` command looks for it. */
export async function isDeploymentChosen(
  { options, project }: Pick<Context, "options" | "project">,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  if (options.deploymentFlags.length > 0) return true;
  if (env.CONVEX_DEPLOY_KEY || env.CONVEX_SELF_HOSTED_URL || env.CONVEX_DEPLOYMENT) return true;
  const file = path.join(project.dir, ".env.local");
  return (
    existsSync(file) && /^\s*CONVEX_(?:DEPLOYMENT|DEPLOY_KEY|SELF_HOSTED_URL)\s*=/m.test(await readFile(file, "utf8"))
  );
}

function describeNoAnswer({ faults: [fault] }: CutoverError, where: string): Finding {
  const next = fault?.next ?? "cutover check";
  return noFunction.test(fault?.what ?? "")
    ? finding("functions_missing", "warning", `${where} does not have the app's migration functions.`, next)
    : finding("deployment_unreachable", "warning", `${where} did not respond as expected.`, next);
}

function findOtherPlan({ runId, planHash }: AppStatus, own: string): Finding[] {
  if (runId === null || planHash === own) return [];
  return [
    finding(
      "other_plan",
      "warning",
      `The deployment holds the counts of run ${runId}, which was made with another plan.ts or schema.ts.`,
      "Deploy convex/ and run export and load again; finish or roll back that run first if it is not yours.",
    ),
  ];
}

/** Documents that are there already keep their ids: load puts the new ones beside them. */
async function findDocuments({ app, project, signal }: Context): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, match } of project.plan.tables.values()) {
    signal.throwIfAborted();
    if (!(await holdsDocuments(app.convex, name))) continue;
    const isExpected = match !== undefined;
    const message = `${name} already holds documents; load keeps them and their ids, and adds the new ones.`;
    const remedy = isExpected
      ? "Nothing to do: match merges users into their existing accounts."
      : "Clear the table first if they are left over from a test run.";
    findings.push({ ...finding("target_not_empty", isExpected ? "info" : "warning", message, remedy), table: name });
  }
  return findings;
}

const vPage = z.object({ page: z.array(z.unknown()) });

/** By the query behind `convex data`. A table the deployment does not know yet is as good as empty. */
async function holdsDocuments(convex: Context["app"]["convex"], table: string): Promise<boolean> {
  const paginationOpts = { numItems: 1, cursor: null };
  const answer = await convex.querySystem("_system/cli/tableData", { table, order: "desc", paginationOpts });
  return (vPage.safeParse(answer).data?.page ?? []).length > 0;
}

function finding(code: string, level: Level, message: string, remedy: string): Finding {
  return { code, level, count: 1, examples: [], message, remedy };
}
