import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "../stages/stage.js";
import type { Control } from "../deployment/answers.js";
import { updateWindow, readWindow, type WindowRecord, withGates, writeWindow } from "../run/windowRecord.js";
import { readLastCheck } from "../check/lastCheck.js";
import { Deadline, forecastSteps, windowStart } from "./deadline.js";
import { openFreeze } from "./freeze/openFreeze.js";
import { parseWaivers, passGates, renderGate, type Waivers } from "./gate.js";
import { RollbackNeeded } from "./rollBackWindow.js";
import { runHook, getWindowContext } from "./hooks.js";
import { keepSpareDiskSpace } from "./spareDiskSpace.js";
import type { OpenWindow, Step, StepReports } from "./step.js";

const pollMs = 2000;

/** The window of this run: the one that was interrupted, or a new one. */
export async function openWindow(context: Context, steps: readonly Step[], reports: StepReports): Promise<OpenWindow> {
  const waivers = parseWaivers(context.options.waive);
  const known = await readWindow(context.run);
  const record = known ?? newRecord(context, waivers);
  const waived = { ...record.waived, ...Object.fromEntries(waivers) };
  // Unchanged, it must not stand in the way of a window that has to say how it stands on a full disk.
  if (known === null || !isDeepStrictEqual(known.waived, waived)) await writeWindow(context.run, { ...record, waived });
  await keepSpareDiskSpace(context.run);
  const check = await readLastCheck(context.options.dir);
  const { windowMinutes } = context.options;
  return {
    context,
    reports,
    waivers,
    steps,
    deadline: new Deadline(
      forecastSteps(
        check?.report ?? null,
        steps.map(({ name }) => name),
      ),
      windowMinutes === null ? null : windowMinutes * 60,
    ),
    freeze: await openFreeze(getWindowContext(context)),
    ...windowVerbs(context, waivers),
  };
}

function newRecord(context: Context, waivers: Waivers): WindowRecord {
  return {
    startedAt: new Date().toISOString(),
    deployment: context.app.convex.deploymentName,
    outcome: "open",
    reason: null,
    gates: [],
    waived: Object.fromEntries(waivers),
    switched: false,
  };
}

function windowVerbs(context: Context, waivers: Waivers) {
  const { app, progress, project, run, signal } = context;
  return {
    async pass(measured) {
      await updateWindow(run, (record) => withGates(record, measured));
      for (const gate of measured) progress.note(`         ${renderGate(gate, waivers)}`);
      passGates(measured, waivers);
    },
    async hook(name) {
      const hook = project.plan.window.hooks?.[name];
      if (hook !== undefined) await runHook(name, hook, getWindowContext(context));
    },
    async setMaintenance(on) {
      await app.setMaintenance(on);
    },
    async announceStep({ name, summary }) {
      let control = await app.recordStep(run.run, name, "started", summary, await deadlineOf(context));
      if (control.action === "pause") progress.note(`         paused by ${nameOf(control)}; cutover resume continues`);
      while (control.action === "pause") {
        await sleep(pollMs, undefined, { signal });
        ({ control } = await app.status());
      }
      if (control.action === "abort") throw new RollbackNeeded(`aborted by ${nameOf(control)}`, null);
    },
    async markSwitched() {
      await updateWindow(run, (record) => ({ ...record, switched: true }));
    },
  } satisfies Partial<OpenWindow>;
}

/** Counted from when the window began, so that a command typed again does not move it. */
async function deadlineOf({ options, run }: Context): Promise<{ deadline?: { at: number; autoRollback: boolean } }> {
  const { windowMinutes, autoRollback } = options;
  if (windowMinutes === null) return {};
  const startedAt = windowStart(await run.journal.entries());
  return { deadline: { at: Math.round(startedAt + windowMinutes * 60_000), autoRollback } };
}

function nameOf({ by }: Control): string {
  return by ?? "somebody";
}
