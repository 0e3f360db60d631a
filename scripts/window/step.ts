import type { HookName } from "../../convex/shared/plan/window.js";
import type { CatchUpReport } from "../catchUp/catchUp.js";
import type { TasksStatus } from "../deployment/tasks.js";
import type { Context } from "../stages/stage.js";
import type { Deadline } from "./deadline.js";
import type { Freeze } from "./freeze/freeze.js";
import type { Gate } from "../run/windowRecord.js";
import type { Waivers } from "./gate.js";

/** How the command shows what a step has done. */
export interface StepReports {
  readonly caughtUp: (report: CatchUpReport) => void;
  readonly tasksScheduled: (status: TasksStatus) => void;
}

/** What the steps of a window work with. */
export interface OpenWindow {
  readonly context: Context;
  readonly reports: StepReports;
  readonly waivers: Waivers;
  readonly deadline: Deadline;
  readonly freeze: Freeze;
  /** All of this window's, in order. */
  readonly steps: readonly Step[];
  /** Records the gates, shows them, and throws for those that are closed and not waived. */
  readonly pass: (gates: readonly Gate[]) => Promise<void>;
  /** Runs the plan's command of this name; nothing where the plan has none. */
  readonly hook: (name: HookName) => Promise<void>;
  readonly setMaintenance: (on: boolean) => Promise<void>;
  /**
   * Records in Convex that a step begins, so that the dashboard and a second person see the same. Waits while somebody has said
   * pause; throws when somebody has said abort.
   */
  readonly announceStep: (step: Step) => Promise<void>;
  /** From here on traffic may go to Convex. */
  readonly markSwitched: () => Promise<void>;
}

/** One step of a window. Safe to run again. */
export interface Step {
  readonly name: string;
  readonly summary: string;
  /**
   * What a failure of this step means. "continue": the same command can resume after a fix, or rolls back with --auto-rollback.
   * "rollback": only a rollback is left. "stay": the same command can resume; nothing rolls back by itself, because users may be
   * in already. "report": it is reported only.
   */
  readonly onFailure: "continue" | "rollback" | "stay" | "report";
  /** What to type where its failure is reported only. */
  readonly byHand?: string;
  run(window: OpenWindow): Promise<void>;
}
