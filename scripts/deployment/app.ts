import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import type { TableCounts } from "../run/manifest.js";
import {
  type AppIssue,
  type AppStage,
  type AppStatus,
  type ClosedTrial,
  type Control,
  type ExportVerdict,
  type InspectedDocument,
  type Page,
  type ScheduledCall,
  type ScheduledWork,
  type Settled,
  type StageStatus,
  vAppIssue,
  vAppStatus,
  vControl,
  vDeployment,
  vInspectedDocument,
  vPage,
  vScheduledWork,
  vSettled,
  vClosedTrial,
  vOpenedTrial,
  vTakenLease,
  vTriedSignIns,
  type TriedSignIns,
} from "./answers.js";
import type { PasswordProviders } from "../project/passwordProviders.js";
import type { ConvexCommand } from "./convexCommand.js";
import { PutOffWatch, stillMs } from "./putOff.js";

const pollMs = { first: 200, longest: 5000 };
const numItems = 500;
/** A table's checksums take up to 8 KB of the command line, and systems allow an argument 32 to 128 KB. */
const tablesPerCall = 3;

/** What is shown while a stage runs. */
export interface StageViewer {
  readonly progress: (tables: readonly StageStatus[]) => void;
  /** What it waits for, where that is not its own work. */
  readonly note: (text: string) => void;
}

/** The app's own functions, called by name through the `convex` command. */
export class App {
  constructor(
    readonly convex: ConvexCommand,
    private readonly module: string,
    readonly signal: AbortSignal,
  ) {}

  /** The function as it is typed after `npx convex run`. */
  functionName(name: string): string {
    return `${this.module}:${name}`;
  }

  /** Calls a function that may refuse (convex/client/run/commandFunctions.ts); its refusal is thrown as a closed gate. */
  async command<T>(name: string, args: object, answer?: z.ZodType<T>): Promise<T> {
    return await this.convex.run(this.functionName(name), { ...args, refusals: "answer" }, answer);
  }

  /** The same app, for calls that wait for nothing: neither for a `convex` command that runs, nor for the claim of this one. */
  beside(signal = this.signal): App {
    return new App(this.convex.beside(signal), this.module, signal);
  }

  /** Which deployment this is. */
  async deployment(): Promise<z.infer<typeof vDeployment>> {
    return await this.convex.run(this.functionName("deployment"), {}, vDeployment);
  }

  /** `dead`: the token of a lease whose process is known to be gone. */
  async takeLease(args: {
    runId: string;
    command: string;
    host: string;
    pid: number;
    by: string;
    dead?: string;
  }): Promise<z.infer<typeof vTakenLease>> {
    return await this.convex.run(this.functionName("takeLease"), args, vTakenLease);
  }

  /** False: somebody else has it, or nobody. */
  async renewLease(token: string): Promise<boolean> {
    return await this.convex.run(this.functionName("renewLease"), { token }, z.boolean());
  }

  async releaseLease(token: string): Promise<void> {
    await this.convex.run(this.functionName("releaseLease"), { token });
  }

  /** A run that was rolled back has no rows here any more, so its name is no answer. */
  async status(): Promise<AppStatus> {
    const status = await this.rawStatus();
    return status.runState === "rolledBack" ? { ...status, runId: null } : status;
  }

  /** As the component has it, a run that was rolled back included. */
  async rawStatus(): Promise<AppStatus> {
    return await this.convex.run(this.functionName("status"), {}, vAppStatus);
  }

  /** Hands the component the counts of a run that was just loaded; with `append`, new counts for the run that has begun. */
  async begin(
    runId: string,
    planHash: string,
    tables: readonly (TableCounts & Origin)[],
    { append = false } = {},
  ): Promise<void> {
    for (let at = 0; at < tables.length; at += tablesPerCall) {
      const chunk = tables.slice(at, at + tablesPerCall).map(expectedCounts);
      await this.command("begin", { runId, planHash, tables: chunk, append: append || at > 0 });
    }
  }

  /** Runs a stage over all its tables until it is done: from where it stands, or once more when it was done already. */
  async runStage(
    stage: AppStage,
    before: AppStatus,
    viewer: StageViewer,
    { reason = null, patienceMs = stillMs }: { readonly reason?: string | null; readonly patienceMs?: number } = {},
  ): Promise<AppStatus> {
    const why = reason === null ? {} : { reason };
    const putOffs = new PutOffWatch(this, viewer.note, patienceMs);
    const reset = before.stages.filter((entry) => entry.stage === stage).every(({ state }) => state === "done");
    let status: AppStatus = await this.command("run", { stage, reset, ...why }, vAppStatus);
    for (let wait = pollMs.first; ; wait = Math.min(wait * 1.5, pollMs.longest)) {
      const tables = status.stages.filter((entry) => entry.stage === stage);
      viewer.progress(tables);
      refuseAborted(stage, status);
      const failed = tables.filter(({ state }) => state === "failed" || state === "canceled");
      if (failed.length > 0 && status.control.action !== "pause") throw createStageFailure(stage, failed);
      if (tables.every(({ state }) => state === "done")) return status;
      await putOffs.look(stage, tables);
      await sleep(wait, undefined, { signal: this.signal });
      status = await this.status();
    }
  }

  /** `by`: who decided it, for everybody who wonders why nothing runs. */
  async control(action: "pause" | "resume" | "abort", by: string): Promise<AppStatus> {
    return await this.convex.run(this.functionName("control"), { action, by }, vAppStatus);
  }

  /** Decides who an imported row is: part of the document `keep`, or "self". */
  async settle(args: { table?: string; legacyKey: string; keep: string; by: string }): Promise<Settled> {
    return await this.command("settle", args, vSettled);
  }

  async setMaintenance(on: boolean): Promise<void> {
    await this.convex.run(this.functionName("setMaintenance"), { on });
  }

  /**
   * `closes`: the cutover window ends with this step. `deadline`: when it has to be over. Gives what an operator has decided
   * meanwhile.
   */
  async recordStep(
    runId: string,
    step: string,
    state: string,
    detail: string,
    { closes = false, deadline }: { closes?: boolean; deadline?: { at: number; autoRollback: boolean } } = {},
  ): Promise<Control> {
    const args = { runId, step, state, detail, closes, ...(deadline === undefined ? {} : { deadline }) };
    return await this.command("recordStep", args, vControl);
  }

  /** Calls of the app's own functions that are scheduled for this time or earlier, and were not put off. */
  async scheduledCalls(until: number): Promise<ScheduledCall[]> {
    const calls: ScheduledCall[] = [];
    for (let cursor: string | null = null; ;) {
      const name = this.functionName("scheduledWork");
      const page: ScheduledWork = await this.convex.run(name, { until, cursor }, vScheduledWork);
      calls.push(...page.due);
      if (page.isDone || page.cursor === null) return calls;
      cursor = page.cursor;
    }
  }

  /** What would happen if users of every kind of account and hash signed in; nothing is tried. */
  async trySignIns(args: { sample: number; providers: PasswordProviders }): Promise<TriedSignIns> {
    return await this.convex.run(this.functionName("trySignIns"), args, vTriedSignIns);
  }

  /** `accounts`: sign-ins with this address. What follows until the trial is closed is no user's sign-in. */
  async openSignInTrial(email: string, provider: string): Promise<z.infer<typeof vOpenedTrial>> {
    return await this.convex.run(this.functionName("openSignInTrial"), { email, provider }, vOpenedTrial);
  }

  /** `session`: the one that the trial has made. */
  async closeSignInTrial(trial: string, session: string | null): Promise<ClosedTrial> {
    const args = { trial, ...(session === null ? {} : { session }) };
    return await this.convex.run(this.functionName("closeSignInTrial"), args, vClosedTrial);
  }

  /** Every document of these fingerprint buckets. */
  inspect(table: string, buckets: readonly number[]): AsyncGenerator<InspectedDocument> {
    return this.pages("inspect", { table, buckets }, vInspectedDocument);
  }

  /** Gives how many open issues that closed. */
  async waive(args: { table: string; legacyKey: string; field?: string; reason: string }): Promise<number> {
    return await this.convex.run(this.functionName("waive"), args, z.number());
  }

  /** What a comparison of an export has found, by table. Refused where the migration has written since `generation`. */
  async recordVerification(runId: string, generation: number, tables: readonly ExportVerdict[]): Promise<void> {
    await this.convex.run(this.functionName("recordVerification"), { runId, generation, tables });
  }

  /** Every issue of the run, open or not. */
  issues(): AsyncGenerator<AppIssue> {
    return this.pages("issues", {}, vAppIssue);
  }

  private async *pages<T>(name: string, args: object, item: z.ZodType<T>): AsyncGenerator<T> {
    const answer = vPage(item);
    for (let cursor: string | null = null; ;) {
      const page: Page<T> = await this.convex.run(this.functionName(name), { ...args, cursor, numItems }, answer);
      yield* page.items;
      if (page.isDone || page.cursor === null) return;
      cursor = page.cursor;
    }
  }
}

/** What the load has found in a table, and how its rows came. After a catch-up it stays as it is. */
interface Origin {
  readonly wasEmpty?: boolean;
  readonly loadedBy?: "import" | "changes";
}

function expectedCounts(counts: TableCounts & Origin) {
  const { table, read, written, rejected, filtered, merged, sums, bytes, largestBytes, wasEmpty, loadedBy } = counts;
  const averageBytes = written === 0 ? 0 : bytes / written;
  const origin = wasEmpty === undefined ? {} : { wasEmpty, loadedBy };
  return { table, read, written, rejected, filtered, merged, sums, averageBytes, largestBytes, ...origin };
}

/** An operator aborted while the stage ran: what was done so far stays done. */
function refuseAborted(stage: AppStage, { control }: AppStatus): void {
  if (control.action !== "abort") return;
  const what = `${stage} was stopped: aborted by ${control.by ?? "an operator"}`;
  throw new CutoverError(deploymentFailures.stopped, {
    what,
    next: "cutover rollback, or cutover resume and the same command again",
  });
}

function createStageFailure(stage: AppStage, failed: readonly StageStatus[]): CutoverError {
  return new CutoverError(
    deploymentFailures.stageFailed,
    failed.map(({ table, state, error }) => ({
      what: `${stage} ${state}${error === null ? "" : `: ${error}`}`,
      where: table,
      next: `Fix the cause, then: cutover ${stage}`,
    })),
  );
}
