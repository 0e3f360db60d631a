import { z } from "zod";
import { CutoverError } from "../errors.js";
import { rollbackFailures } from "./failures.js";
import type { App } from "../deployment/app.js";
import { type JsonFormat, readJsonFile } from "../run/jsonFile.js";
import type { Context } from "../stages/stage.js";

/** What the deployment itself says of the run whose rows it holds. */
export interface HeldRun {
  /** null: it holds no run's rows, as far as it knows. */
  readonly runId: string | null;
  readonly state: "current" | "rollingBack" | "rolledBack" | null;
  readonly deploymentId: string | null;
}

export async function readHeldRun(app: App): Promise<HeldRun> {
  const { runId, runState, deploymentId = null } = await app.rawStatus();
  if (runId === null || runState === "replaced") return { runId: null, state: null, deploymentId };
  return { runId, state: runState ?? "current", deploymentId };
}

const boundFormat: JsonFormat<{ readonly id: string }> = {
  version: 1,
  content: z.looseObject({ id: z.string() }),
  next: "Put the file back as it was: it says which deployment this run belongs to.",
};

/**
 * A deployment that holds another run's rows is that run's, and one that holds none of this folder may be any: nothing of it is
 * taken back here. Only where the run was bound to this very deployment may it have been killed before the deployment heard
 * of it. Asked again before every step that changes something, because a rollback may resume days after it was killed.
 */
export async function refuseOtherRun({ app, run }: Context): Promise<HeldRun> {
  const held = await readHeldRun(app);
  if (held.runId === run.run) return held;
  const bound = await readJsonFile(run.file("deployment.json"), boundFormat);
  const isBound = bound !== null && bound.id === held.deploymentId;
  if (isBound && (held.runId === null || held.state === "rolledBack")) return held;
  const holds = held.runId === null ? "no run of this folder" : `run ${held.runId}`;
  throw new CutoverError(rollbackFailures.otherRunHeld, {
    what: `The deployment holds ${holds}, this folder has ${run.run}`,
    where: app.convex.deploymentName,
    next:
      held.runId === null
        ? "Name the deployment that this run was loaded into: --url, --deployment or --env-file. Nothing was changed."
        : `Roll back in the folder of run ${held.runId}. Nothing was changed.`,
  });
}

const vWindow = z.object({
  runId: z.string().nullable(),
  state: z.enum(["open", "closed"]),
  maintenance: z.object({ on: z.boolean() }),
});

/** Maintenance mode belongs to a window that another folder has open. */
async function findOtherWindow({ app, run }: Context): Promise<{ other: string | null; isOn: boolean }> {
  const { runId, state, maintenance } = await app.convex.run(app.functionName("window"), {}, vWindow);
  return { other: state === "open" && runId !== run.run ? runId : null, isOn: maintenance.on };
}

/**
 * Switches maintenance mode on and reads it back: what somebody wrote after the list of later writes would be in no list.
 * Says whether it was on already.
 */
export async function ensureMaintenance(context: Context): Promise<{ wasOn: boolean }> {
  const { app } = context;
  const { other, isOn } = await findOtherWindow(context);
  if (other !== null) {
    throw new CutoverError(rollbackFailures.otherWindowOpen, {
      what: `The window of run ${other} is open here`,
      where: app.convex.deploymentName,
      next: `Roll back in the folder of run ${other}, or end that window first. Nothing was changed.`,
    });
  }
  if (!isOn) await app.setMaintenance(true);
  const { isOn: isOnNow } = await findOtherWindow(context);
  if (isOnNow) return { wasOn: isOn };
  throw new CutoverError(rollbackFailures.maintenanceNotOn, {
    what: "Maintenance mode was switched on, and the deployment says that it is off",
    where: app.convex.deploymentName,
    next: `npx convex run ${app.functionName("window")} shows it; then: cutover rollback`,
  });
}

/** Ends maintenance mode, unless another folder's window needs it. */
export async function endMaintenance(context: Context): Promise<void> {
  const { other, isOn } = await findOtherWindow(context);
  if (other !== null)
    context.progress.note(`         the window of run ${other} is open here: its maintenance mode stays on`);
  else if (isOn) await context.app.setMaintenance(false);
}

/** The command that lets users write again. */
export function endMaintenanceCommand(app: App): string {
  return `npx convex run ${app.functionName("setMaintenance")} '{"on":false}'`;
}

/** A batch that came after the rollback would write once more. */
export async function stopStages({ app, progress }: Context): Promise<void> {
  try {
    await app.control("abort", "cutover rollback");
  } catch (error) {
    if (!(error instanceof CutoverError) || !/Could not find function/.test(error.message)) throw error;
    progress.note(`         ${app.functionName("control")} is not deployed: a stage that runs cannot be stopped`);
  }
}

/** Ends the window on record, and with it the word that had stopped the stages; another folder's window stays as it is. */
export async function recordRolledBack(context: Context, reason: string): Promise<void> {
  const { other } = await findOtherWindow(context);
  if (other === null) await context.app.recordStep(context.run.run, "rollback", "finished", reason, { closes: true });
}
