import type { App } from "../deployment/app.js";
import { writeFileAtomically } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { SourceNote } from "./sourceNote.js";

/** The part of what `migrations:tasks` answers that the command reads (all of it: convex/client/tasks/taskStatus.ts). */
export interface TaskStatus {
  readonly name: string;
  readonly kind: "app" | "cleanup" | "checklist";
  readonly state: "waiting" | "scheduled" | "running" | "done" | "failed" | "cancelled";
  /** Epoch milliseconds; null while nothing is scheduled. */
  readonly dueAt: number | null;
  readonly waitsFor: string | null;
  readonly result: Readonly<Record<string, number | string>> | null;
  readonly error: string | null;
  readonly items: readonly ChecklistItem[];
  readonly next: string;
}

export interface ChecklistItem {
  readonly item: string;
  readonly title: string;
  readonly measured: { readonly ok: boolean | null; readonly value: string; readonly at: number } | null;
  readonly confirmed: { readonly by: string; readonly at: number; readonly reason: string } | null;
}

export interface TasksStatus {
  readonly tasks: readonly TaskStatus[];
  readonly next: string;
}

/** What was measured of an item; `ok` null: it could not be, and `value` says why. */
export interface Measurement {
  readonly item: string;
  readonly ok: boolean | null;
  readonly value: string;
}

/** What a dry run has led to. */
export type DryRun =
  | { readonly kind: "returned"; readonly isDone: boolean; readonly result: Readonly<Record<string, number | string>> }
  | { readonly kind: "threw"; readonly error: string };

/** The app's functions for tasks, called by name. */
export class TaskCalls {
  constructor(
    private readonly app: App,
    private readonly run: RunDirectory,
  ) {}

  async list(): Promise<TasksStatus> {
    return await this.keep(await this.call<TasksStatus>("tasks", {}));
  }

  async schedule(args: { name?: string; source?: Omit<SourceNote, "looks"> }): Promise<TasksStatus> {
    return await this.keep(await this.call<TasksStatus>("scheduleTasks", args));
  }

  async cancel(args: { name?: string; by: string }): Promise<TasksStatus> {
    return await this.keep(await this.call<TasksStatus>("cancelTask", args));
  }

  async runTask(name: string, measured: readonly Measurement[]): Promise<TaskStatus> {
    return await this.call<TaskStatus>("runTask", { name, measured });
  }

  async dryRun(name: string): Promise<DryRun> {
    return await this.call<DryRun>("dryRunTask", { name });
  }

  async turn(verb: "undo" | "close", name: string): Promise<TaskStatus> {
    return await this.call<TaskStatus>(`${verb}Task`, { name });
  }

  async confirm(args: { name: string; item: string; by: string; reason: string }): Promise<TaskStatus> {
    return await this.call<TaskStatus>("confirmTask", args);
  }

  /** Counts as one more look at the source. */
  async lookAtSource(): Promise<SourceNote | null> {
    return await this.call<SourceNote | null>("lookAtSource", {});
  }

  private async call<T>(name: string, args: object): Promise<T> {
    return await this.app.convex.run<T>(this.app.functionName(name), args);
  }

  /** For the closing report. */
  private async keep(status: TasksStatus): Promise<TasksStatus> {
    await writeFileAtomically(tasksFile(this.run), `${JSON.stringify(status, null, 2)}\n`);
    return status;
  }
}

export function tasksFile(run: RunDirectory): string {
  return run.file("tasks.json");
}
