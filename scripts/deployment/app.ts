import { setTimeout as sleep } from "node:timers/promises";
import { CutoverError } from "../errors.js";
import type { TableCounts } from "../run/manifest.js";
import type { ConvexCommand } from "./convexCommand.js";

export type AppStage = "match" | "resolve" | "verify" | "cleanup";

/** What people said: `cutover pause | resume | abort`. */
export interface Control {
  readonly action: "run" | "pause" | "abort";
  readonly by: string | null;
}

/** The part of what `migrations:status` answers that the command reads (all of it: convex/client/status.ts). */
export interface AppStatus {
  readonly control: Control;
  readonly runId: string | null;
  readonly planHash: string | null;
  readonly stages: readonly StageStatus[];
  readonly tables: readonly TableStatus[];
  readonly people: readonly MatchClasses[];
  readonly moves: readonly Move[];
  readonly waitingFor: string;
  readonly next: string;
}

export interface StageStatus {
  readonly stage: AppStage;
  readonly table: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "canceled";
  readonly processed: number;
  /** resolve: `resolved`, `unresolved`; match: `matched`, `unmatched`, … */
  readonly counts: Readonly<Record<string, number>>;
  readonly error: string | null;
}

/** How many rows of a table match has found in which class (convex/client/matchClasses.ts). */
export type MatchClasses = { readonly table: string } & Readonly<Record<string, number | string>>;

/** References that are being led to another document. */
export interface Move {
  readonly table: string;
  readonly from: string;
  readonly to: string;
  readonly state: "moving" | "done" | "failed";
  readonly moved: number;
  readonly unmoved: readonly { readonly table: string; readonly id: string; readonly message: string }[];
}

/** What became of a row that somebody settled (convex/client/settle.ts). */
export interface Settled {
  readonly table: string;
  readonly legacyKey: string;
  readonly id: string;
  readonly outcome: "merged" | "self" | "already";
  readonly closed: number;
  readonly moves: boolean;
}

export interface TableStatus {
  readonly table: string;
  readonly matched: number;
  readonly issues: { readonly open: number; readonly cleared: number; readonly waived: number };
  readonly allowedIssues: number;
  /** null: not verified yet. */
  readonly verified: boolean | null;
  readonly checks: readonly CheckStatus[];
}

export interface CheckStatus {
  readonly level: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Fingerprint buckets that differ. */
  readonly buckets: readonly number[];
}

/** A document as the app sees it, for comparing with the exported one. */
export interface InspectedDocument {
  readonly legacyKey: string;
  readonly id: string;
  readonly fields: readonly (readonly [name: string, canonical: string])[];
}

/** A row the stages could not finish by themselves, and why. */
export interface AppIssue {
  readonly stage: AppStage;
  readonly table: string;
  readonly legacyKey: string;
  readonly field?: string;
  readonly code: string;
  readonly message: string;
  readonly state: "open" | "cleared" | "waived";
  readonly reason?: string;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly isDone: boolean;
  readonly cursor: string | null;
}

const pollMs = { first: 200, longest: 5000 };
const numItems = 500;
/** A table's sums take up to 8 KB of the command line, and systems allow an argument 32 to 128 KB. */
const tablesPerCall = 3;

/** The app's own functions, called by name through the `convex` command. */
export class App {
  constructor(
    readonly convex: ConvexCommand,
    private readonly module: string,
    private readonly signal: AbortSignal,
  ) {}

  /** The function as a person would type it. */
  functionName(name: string): string {
    return `${this.module}:${name}`;
  }

  async status(): Promise<AppStatus> {
    return await this.convex.run<AppStatus>(this.functionName("status"), {});
  }

  /** Opens the component's books for a run that was just loaded; with `append`, sets new books in the run that has begun. */
  async begin(runId: string, planHash: string, tables: readonly TableCounts[], { append = false } = {}): Promise<void> {
    for (let at = 0; at < tables.length; at += tablesPerCall) {
      const chunk = tables.slice(at, at + tablesPerCall).map(expectation);
      await this.convex.run(this.functionName("begin"), { runId, planHash, tables: chunk, append: append || at > 0 });
    }
  }

  /** Runs a stage over all its tables until it is done: from where it stands, or once more when it was done already. */
  async runStage(
    stage: AppStage,
    before: AppStatus,
    onProgress: (tables: readonly StageStatus[]) => void,
  ): Promise<AppStatus> {
    const reset = before.stages.filter((entry) => entry.stage === stage).every(({ state }) => state === "done");
    let status = await this.convex.run<AppStatus>(this.functionName("run"), { stage, reset });
    for (let wait = pollMs.first; ; wait = Math.min(wait * 1.5, pollMs.longest)) {
      const tables = status.stages.filter((entry) => entry.stage === stage);
      onProgress(tables);
      refuseAborted(stage, status);
      const failed = tables.filter(({ state }) => state === "failed" || state === "canceled");
      if (failed.length > 0 && status.control.action !== "pause") throw stageFault(stage, failed);
      if (tables.every(({ state }) => state === "done")) return status;
      await sleep(wait, undefined, { signal: this.signal });
      status = await this.status();
    }
  }

  /** `by`: who says it, for everybody who wonders why nothing moves. */
  async control(action: "pause" | "resume" | "abort", by: string): Promise<AppStatus> {
    return await this.convex.run<AppStatus>(this.functionName("control"), { action, by });
  }

  /** Says who an imported row is: part of the document `keep`, or "self". */
  async settle(args: { table?: string; legacyKey: string; keep: string; by: string }): Promise<Settled> {
    return await this.convex.run<Settled>(this.functionName("settle"), args);
  }

  async setMaintenance(on: boolean): Promise<void> {
    await this.convex.run(this.functionName("setMaintenance"), { on });
  }

  /** `closes`: the window ends with this step. Gives what people have said meanwhile. */
  async recordStep(runId: string, step: string, state: string, detail: string, closes = false): Promise<Control> {
    return await this.convex.run<Control>(this.functionName("recordStep"), { runId, step, state, detail, closes });
  }

  /** Every document of these fingerprint buckets. */
  inspect(table: string, buckets: readonly number[]): AsyncGenerator<InspectedDocument> {
    return this.pages<InspectedDocument>("inspect", { table, buckets });
  }

  /** Every issue of the run, open or not. */
  issues(): AsyncGenerator<AppIssue> {
    return this.pages<AppIssue>("issues", {});
  }

  private async *pages<T>(name: string, args: object): AsyncGenerator<T> {
    let cursor: string | null = null;
    do {
      const page: Page<T> = await this.convex.run<Page<T>>(this.functionName(name), { ...args, cursor, numItems });
      yield* page.items;
      cursor = page.isDone ? null : page.cursor;
    } while (cursor !== null);
  }
}

function expectation(books: TableCounts) {
  const { table, read, written, rejected, filtered, merged, sums, bytes, largestBytes } = books;
  const averageBytes = written === 0 ? 0 : bytes / written;
  return { table, read, written, rejected, filtered, merged, sums, averageBytes, largestBytes };
}

/** Somebody said abort while the stage ran: what was done so far stays done. */
function refuseAborted(stage: AppStage, { control }: AppStatus): void {
  if (control.action !== "abort") return;
  const what = `${stage} was stopped: ${control.by ?? "somebody"} said abort`;
  throw new CutoverError("gate", { what, next: "cutover rollback, or cutover resume and the same command again" });
}

function stageFault(stage: AppStage, failed: readonly StageStatus[]): CutoverError {
  return new CutoverError(
    "deployment",
    failed.map(({ table, state, error }) => ({
      what: `${stage} ${state}${error === null ? "" : `: ${error}`}`,
      where: table,
      next: `Mend the cause, then: cutover ${stage}`,
    })),
  );
}
