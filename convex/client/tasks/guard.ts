import type { Task } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import type { CutoverStatus } from "../run/status.js";
import { describeControl } from "../run/refuse.js";
import { type Desk, wakeAt } from "./desk.js";

/** What keeps a task from running now; null when nothing does. */
export async function findHindrance(
  { environment, ctx }: Desk,
  planned: PlannedTask,
  task: Task,
  status: CutoverStatus,
): Promise<string | null> {
  const { standing, at } = await ctx.runQuery(environment.component.tasks.cutover, {});
  if (standing === "rolledBack") return "a cut-over that stands: this one went back";
  if (standing === "open") return "the end of the window that is open";
  if (at !== null && at !== task.cutoverAt) return "npx cutover tasks schedule: there was another cut-over since";
  if (status.control.action !== "run") return `somebody to resume: ${describeControl(status.control)}`;
  return planned.kind === "cleanup" ? findUnproven(task, status) : null;
}

/** Without the legacy fields nothing can be proven or put right any more, so everything has to be settled before. */
function findUnproven({ dueAt }: Task, { runId, tables }: CutoverStatus): string | null {
  if (runId === null || tables.length === 0) return "a run that was loaded and verified: there is none here";
  const unverified = tables.filter(({ verified }) => verified !== true).map(({ table }) => table);
  if (unverified.length > 0) return `the verification of ${unverified.join(", ")}`;
  const open = tables.filter(({ issues }) => issues.open > 0).map(({ table, issues }) => `${issues.open} of ${table}`);
  if (open.length > 0) return `open issues to be settled or waived: ${open.join(", ")}`;
  return Date.now() < dueAt ? `the end of the rollback window at ${new Date(dueAt).toISOString()}` : null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Asked again after an hour, and the less often the longer it has waited, but every day. */
export async function waitFor(desk: Desk, task: Task, reason: string): Promise<Task> {
  const now = Date.now();
  const waited = now - task.dueAt;
  const guard = { ok: false, reason, at: now };
  const detail = task.waitsFor === reason ? null : reason;
  // Before it is due, there is no need to ask before it is.
  const again = waited < 0 ? task.dueAt : now + Math.min(Math.max(waited / 2, hourMs), dayMs);
  return await wakeAt(desk, task, again, detail, { state: "waiting", waitsFor: reason, guard });
}

export function passed(): Task["guard"] {
  return { ok: true, reason: "nothing stands against it", at: Date.now() };
}
