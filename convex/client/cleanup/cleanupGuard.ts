import { cleanupTask } from "../../shared/plan/tasks.js";
import type { Environment, QueryCtx } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import type { Known, RunStatus } from "../run/stages.js";

/** What the guard reads of a run. */
export type CleanupFacts = {
  readonly tables: readonly Pick<RunStatus["tables"][number], "table" | "issues">[];
  /** Why somebody removes the legacy fields in spite of what they wait for; null: nobody does. */
  readonly cleanupReason: string | null;
  /** When the new app opened to users, and whether that cutover still stands. */
  readonly cutover: Known["cutover"];
};

/**
 * What the removal of legacy fields waits for once an app was cut over; null: nothing, or somebody gave a reason. Every door
 * asks: the task, the stage, and the function of a single table. A run that no cutover window has opened waits for verification only.
 */
export function findCleanupBlocker({ plan }: Environment, facts: CleanupFacts): string | null {
  if (facts.cleanupReason !== null) return null;
  const { standing, at } = facts.cutover;
  if (standing === "open") return "the end of the open cutover window";
  if (at === null) return null;
  return describeBlocker(facts.tables, at + (plan.tasks.get(cleanupTask)?.afterMs ?? 0));
}

/** Without legacy fields a rollback cannot say what users wrote, and an issue cannot be fixed. */
export function describeBlocker(tables: CleanupFacts["tables"], rollbackUntil: number): string | null {
  const open = tables.filter(({ issues }) => issues.open > 0).map(({ table, issues }) => `${issues.open} of ${table}`);
  if (open.length > 0) return `open issues to be fixed or waived: ${open.join(", ")}`;
  return Date.now() < rollbackUntil
    ? `the end of the rollback window at ${new Date(rollbackUntil).toISOString()}`
    : null;
}

/** Throws where the removal has to wait. Once it has begun it is finished. */
export async function refuseCleanup(
  environment: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
  module: string,
): Promise<void> {
  const { run, cutover } = await ctx.runQuery(environment.component.status.read, {});
  if (run === null || run.progress.some(({ stage, processed, done }) => stage === "cleanup" && (processed > 0 || done)))
    return;
  const blocker = findCleanupBlocker(environment, { ...run, cutover });
  if (blocker === null) return;
  const message = `The legacy fields stay: their removal waits for ${blocker}. Without them a rollback cannot say what users wrote.`;
  refuse("too_early", message, `to remove them all the same: ${reasonCommand(module)}`);
}

function reasonCommand(module: string): string {
  return `npx convex run ${module}:run '{"stage":"cleanup","reason":"why no rollback is wanted"}'`;
}
