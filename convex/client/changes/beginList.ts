import type { ChangeList, Purpose } from "../../cutover/changeValidators.js";
import { type Environment, type MutationCtx, readModule } from "../run/environment.js";
import { describeControl, refuse, refuseStopped, resumeCommand } from "../run/refuse.js";
import { cancelRunning } from "../run/run.js";
import { functionName, runCommand } from "../run/stages.js";
import { type CutoverStatus, readStatus } from "../run/status.js";

/** A type, not an interface: only those pass for the arguments of a function. */
export type ApplyArgs = {
  readonly runId: string;
  /** Names the list. */
  readonly changes: string;
  readonly purpose: Purpose;
  /** Tables with references whose targets changed: documents whose reference led to nothing are looked at again. */
  readonly retry?: string[];
  /** Only of batches that go on by themselves. */
  readonly ticket?: number;
};

/** Opens the list, or continues it with smaller batches; refuses where it must not begin. `known`: how far it came before. */
export async function beginList(
  environment: Environment,
  ctx: MutationCtx,
  { runId, changes, purpose, retry = [] }: ApplyArgs,
  known: ChangeList | null,
): Promise<ChangeList> {
  const module = await readModule(ctx);
  const status = await readStatus(environment, ctx, module);
  refuseOtherRun(status, runId, module);
  if (purpose === "rollback") {
    refusePaused(status, module);
    await cancelRunning(environment, ctx, module);
  } else {
    await refuseStopped(environment, ctx);
    refuseUnready(status, purpose, module);
  }
  const { component } = environment;
  // What is verified stays so: a repair writes only what is not.
  const keepsVerdicts = purpose === "rollback" || purpose === "repair";
  if (known === null && !keepsVerdicts) await ctx.runMutation(component.progress.drop, { stage: "verify" });
  return await ctx.runMutation(component.changes.open, { runId, changes, purpose, retry });
}

function refuseOtherRun({ runId, runState }: CutoverStatus, wanted: string, module: string): void {
  const next = `npx convex run ${module}:status`;
  if (runId !== wanted) {
    const held = runId === null ? "no run" : `run ${runId}`;
    refuse("other_run", `This deployment holds ${held}, and the changes are of run ${wanted}.`, next);
  }
  if (runState === "rolledBack") refuse("rolled_back", `Run ${wanted} was rolled back.`, "npx cutover load");
}

function refusePaused({ control }: CutoverStatus, module: string): void {
  if (control.action !== "pause") return;
  refuse("paused", `Nothing starts: ${describeControl(control)}.`, resumeCommand(module));
}

/** Changes are applied while nothing else works on the documents, and before anything is cleaned up. */
function refuseUnready(
  { stages: all, runState, runId }: CutoverStatus,
  purpose: Exclude<ApplyArgs["purpose"], "rollback">,
  module: string,
): void {
  if (runState === "rollingBack") {
    refuse("rolling_back", `Run ${runId} is being rolled back.`, "npx cutover rollback");
  }
  const cleaned = all.find(({ stage, state }) => stage === "cleanup" && state !== "waiting");
  if (cleaned !== undefined) {
    const message = "The cleanup has begun to remove the legacy keys that changes are applied by.";
    refuse("cleanup_began", message, `npx convex run ${module}:status`);
  }
  const open = all.find(({ stage, state }) => (stage === "match" || stage === "resolve") && state !== "done");
  // A load comes before both.
  if (purpose !== "load" && open !== undefined) {
    const message = `Changes are applied after match and resolve, and ${open.stage} of ${open.table} is ${open.state}.`;
    refuse("out_of_order", message, runCommand(module, open.stage));
  }
  const busy = all.find(({ state }) => state === "running");
  if (busy !== undefined) {
    const message = `Changes would change what ${functionName(module, busy.stage, busy.table)} is working on.`;
    refuse("busy", message, `npx convex run ${module}:status --watch`);
  }
}
