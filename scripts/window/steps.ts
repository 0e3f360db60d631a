import { existsSync } from "node:fs";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { catchUp } from "../catchUp/catchUp.js";
import {
  checkBackup,
  countBackup,
  inheritBackup,
  readFingerprints,
  removeBackup,
  type TableFingerprint,
} from "../stages/backup.js";
import { findStage } from "../stages/pipeline.js";
import type { Context } from "../stages/stage.js";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { scheduleTasks } from "../tasks/scheduleTasks.js";
import { measureChecks } from "./checks.js";
import { measureQuiet, quietNotMeasured } from "./gates/quiet.js";
import { measureSignIn } from "./gates/signIn.js";
import { measureSourceStill, recordSource } from "./gates/sourceStill.js";
import { removeFile } from "../run/files.js";
import type { Gate } from "../run/windowRecord.js";
import { findUsersChanges } from "./usersChanges.js";
import { notify } from "./notify.js";
import { measurePreflight } from "./preflight.js";
import type { Step } from "./step.js";
import { watchLaunch } from "./watchLaunch.js";

/** A stage of the migration as a step; the other stages come from the pipeline's own list. */
function stageStep(name: string, onFailure: Step["onFailure"] = "continue"): Step {
  const stage = findStage(name);
  return { name, summary: stage.summary, onFailure, run: async ({ context }) => await stage.run(context) };
}

const preflight: Step = {
  name: "preflight",
  summary: "everything that can be known before anybody notices anything",
  onFailure: "continue",
  async run(window) {
    const { context, deadline, freeze, pass } = window;
    await freeze.check();
    const names = window.steps.map(({ name }) => name);
    await pass(await measurePreflight(context, deadline, names));
  },
};

const backup: Step = {
  name: "backup",
  summary: "hold off the app's writes in Convex, export the deployment, open the file and count it",
  onFailure: "continue",
  async run({ context, pass, setMaintenance, waivers }) {
    // What somebody writes after the backup counts as written since the window began.
    await setMaintenance(true);
    const { run } = context;
    // What users wrote since the backup of an earlier load, before this window, stays when the window is rolled back.
    const isOlder = await hasOlderBackup(context);
    const file = isOlder ? run.windowBackup : run.backup;
    if (!existsSync(file)) await exportDeployment(context.app, file);
    const checked = await checkBackup(run);
    const fingerprints = isOlder ? await readFingerprints(file) : checked.fingerprints;
    const { tables, documents } = isOlder ? countBackup(fingerprints) : checked;
    const value = `${documents} documents in ${tables} tables`;
    await pass([{ name: "backup", value, limit: "readable and counted", isOpen: true, opens: "cutover go" }]);
    await pass([waivers.has("quiet") ? quietNotMeasured : await measureQuietSince(context, fingerprints)]);
  },
};

/** Whether the backup was made by a preload, or by an earlier run whose documents are there. */
async function hasOlderBackup({ app, run }: Context): Promise<boolean> {
  if ((await run.journal.latest()).has("preload")) return true;
  return await inheritBackup(run, await app.status());
}

/** A backup that something was written after is taken anew; one that belongs to what was loaded stays. */
async function measureQuietSince(context: Context, before: readonly TableFingerprint[]): Promise<Gate> {
  const { run } = context;
  const gate = await measureQuiet(context, { before });
  if (gate.isOpen) return gate;
  await ((await hasOlderBackup(context)) ? removeFile(run.windowBackup) : removeBackup(run));
  return gate;
}

const announce: Step = {
  name: "announce",
  summary: "tell users that it begins (hook announce)",
  onFailure: "continue",
  run: async ({ hook }) => await hook("announce"),
};

const freezeSource: Step = {
  name: "freeze",
  summary: "hold off writes to the source, and verify it by one that fails",
  onFailure: "continue",
  async run({ context, freeze, pass }) {
    await freeze.freeze();
    const value = await freeze.verify();
    const opens = "End what still writes to the source";
    await pass([{ name: "source-frozen", value, limit: "a write must fail", isOpen: true, opens }]);
    await recordSource(context);
  },
};

const verify: Step = {
  ...stageStep("verify", "rollback"),
  async run({ context, pass }) {
    await findStage("verify").run(context);
    await pass([await measureVerification(context)]);
  },
};

const checks: Step = {
  name: "checks",
  summary: "the plan's own named checks",
  onFailure: "rollback",
  async run({ context, pass }) {
    await pass([await measureChecks(context)]);
  },
};

const trySignIn: Step = {
  name: "try-sign-in",
  summary: "look what would happen to a sample of users who sign in, of each kind of account and hash",
  onFailure: "continue",
  run: async ({ context, pass }) => await pass([await measureSignIn(context)]),
};

const sourceStill: Step = {
  name: "source-still",
  summary: "look at the source a second time: nothing may have been written since it was frozen",
  onFailure: "continue",
  run: async ({ context, pass }) => await pass([await measureSourceStill(context)]),
};

const switchTraffic: Step = {
  name: "switch",
  summary: "lead traffic to the new app (hook switchTraffic)",
  onFailure: "rollback",
  async run({ hook, markSwitched }) {
    await markSwitched();
    await hook("switchTraffic");
  },
};

const smoke: Step = {
  name: "smoke",
  summary: "try the new app from outside: sign in, read, write (hook smoke)",
  onFailure: "rollback",
  run: async ({ hook }) => await hook("smoke"),
};

const close: Step = {
  name: "close",
  summary: "reopen the app to users: maintenance mode ends, the old app stays closed unless the plan says otherwise",
  onFailure: "stay",
  async run({ context, freeze, setMaintenance }) {
    if (context.project.plan.window.leaveFrozen === false) await freeze.unfreeze();
    await setMaintenance(false);
  },
};

const tell: Step = {
  name: "notify",
  summary: "tell how it ended (hook notify); tried again where it fails",
  onFailure: "report",
  byHand: "run the plan's hook notify yourself: nothing else is affected",
  run: async ({ context }) => void (await notify(context, { outcome: "done", reason: "" })),
};

const tasks: Step = {
  name: "tasks",
  summary: "schedule what is done after the launch",
  onFailure: "report",
  byHand: "cutover tasks schedule",
  async run({ context, reports }) {
    reports.tasksScheduled(await scheduleTasks(context));
  },
};

const watch: Step = {
  name: "watch",
  summary: "repeat the plan's checks every minute for as long as it says (window.watch)",
  onFailure: "report",
  byHand: "see what fails; cutover rollback --dry-run lists what users wrote since",
  run: async ({ context }) => await watchLaunch(context),
};

const catchUpStep: Step = {
  name: "catch-up",
  summary: "bring what changed since the preload to Convex",
  onFailure: "continue",
  async run({ context, reports }) {
    reports.caughtUp(await catchUp(context, { usersChanges: await findUsersChanges(context) }));
  },
};

const before: readonly Step[] = [preflight, backup, announce, freezeSource];
const after: readonly Step[] = [verify, checks, trySignIn, sourceStill, switchTraffic, smoke, close, tell, tasks];

/** The steps that every window has, in order; no other file knows it. After a preload only the difference moves. */
export const steps: Readonly<Record<"whole" | "preloaded", readonly Step[]>> = {
  whole: [...before, ...["export", "load", "match", "resolve"].map((name) => stageStep(name)), ...after],
  preloaded: [...before, catchUpStep, ...after],
};

/** The steps of this plan's window. */
export function chooseSteps({ window }: Plan, kind: keyof typeof steps): readonly Step[] {
  return window.watch === undefined ? steps[kind] : [...steps[kind], watch];
}

/** Verification alone decides: fingerprints and references of every table, and issues the plan does not allow. */
async function measureVerification({ app }: Context): Promise<Gate> {
  const { tables } = await app.status();
  const unproven = tables.filter(({ verified }) => verified !== true).map(({ table }) => table);
  const value = unproven.length === 0 ? `${tables.length} tables verified` : `not verified: ${unproven.join(", ")}`;
  const opens = "npx convex run migrations:status says what differs";
  return { name: "verification", value, limit: "every table", isOpen: unproven.length === 0, opens };
}
