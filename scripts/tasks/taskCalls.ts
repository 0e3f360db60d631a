import { z } from "zod";
import {
  type TasksStatus,
  type TaskStatus,
  vTaskResult,
  vTasksStatus,
  vTaskStatus,
  writeTasks,
} from "../deployment/tasks.js";
import type { App } from "../deployment/app.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { type SourceBaseline, vSourceBaseline } from "./sourceNote.js";

/** What was measured of an item; `ok` null: it could not be, and `value` says why. */
export interface Measurement {
  readonly item: string;
  readonly ok: boolean | null;
  readonly value: string;
}

const vDryRun = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("returned"), isDone: z.boolean(), result: vTaskResult }).readonly(),
  z.object({ kind: z.literal("threw"), error: z.string() }).readonly(),
]);
/** What a dry run has led to. */
export type DryRun = z.infer<typeof vDryRun>;

/** The app's functions for tasks, called by name. */
export class TaskCalls {
  constructor(
    private readonly app: App,
    private readonly run: RunDirectory,
  ) {}

  async list(): Promise<TasksStatus> {
    return await this.keep(await this.app.convex.run(this.app.functionName("tasks"), {}, vTasksStatus));
  }

  async schedule(args: { name?: string; source?: Omit<SourceBaseline, "checks"> }): Promise<TasksStatus> {
    return await this.keep(await this.app.command("scheduleTasks", args, vTasksStatus));
  }

  async cancel(args: { name?: string; by: string }): Promise<TasksStatus> {
    return await this.keep(await this.app.command("cancelTask", args, vTasksStatus));
  }

  async runTask(name: string, measured: readonly Measurement[]): Promise<TaskStatus> {
    return await this.app.command("runTask", { name, measured }, vTaskStatus);
  }

  async dryRun(name: string): Promise<DryRun> {
    return await this.app.command("dryRunTask", { name }, vDryRun);
  }

  async turn(verb: "undo" | "close", name: string): Promise<TaskStatus> {
    return await this.app.command(`${verb}Task`, { name }, vTaskStatus);
  }

  async confirm(args: { name: string; item: string; by: string; reason: string }): Promise<TaskStatus> {
    return await this.app.command("confirmTask", args, vTaskStatus);
  }

  /** Counts as one more look at the source. */
  async readSourceBaseline(): Promise<SourceBaseline | null> {
    const name = this.app.functionName("readSourceBaseline");
    return await this.app.convex.run(name, {}, vSourceBaseline.nullable());
  }

  /** For the closing report. */
  private async keep(status: TasksStatus): Promise<TasksStatus> {
    await writeTasks(this.run, status);
    return status;
  }
}
