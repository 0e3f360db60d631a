import { setTimeout as sleep } from "node:timers/promises";
import { jsonToConvex, type JSONValue } from "convex/values";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import type { Ended } from "./transient.js";

const vImport = z.object({
  _id: z.string(),
  mode: z.string().optional(),
  format: z.object({ table: z.string().optional() }).optional(),
  state: z.looseObject({ state: z.string(), progress_message: z.string().nullish() }),
});
type Import = z.infer<typeof vImport>;

const vExport = z.looseObject({ state: z.string(), progress_message: z.string().nullish() });

/** How the deployment is asked. `query`: undefined where it gives no answer, or the key may not ask. */
export interface Asked {
  query(name: string): Promise<unknown>;
  cancelImport(id: string): Promise<boolean>;
  readonly signal: AbortSignal;
}

/** For tests. */
export interface Patience {
  readonly pollMs: number;
  /** What has not moved for so long will not end: it waits for an answer that got lost. */
  readonly stallMs: number;
}
export const defaultPatience: Patience = { pollMs: 15_000, stallMs: 45 * 60_000 };

/** Imports and exports go on when the command that began them has ended, so the deployment itself is asked what it does. */
export class ServerWork {
  private othersUntil: number | null = null;
  private listener: (words: string | null) => void = () => {};

  constructor(
    private readonly asked: Asked,
    private readonly patience: Patience = defaultPatience,
  ) {}

  /** Changes as long as an import or export moves: it may take hours. */
  async readMovement(subcommand: string): Promise<string> {
    if (subcommand === "export") {
      const latest = await this.readExport();
      this.listener(latest?.progress_message ?? null);
      return JSON.stringify(latest);
    }
    const running = (await this.listImports())?.filter(isRunning) ?? null;
    this.listener(running === null ? null : (running.at(-1)?.state.progress_message ?? "the upload is under way"));
    return JSON.stringify(running);
  }

  /** Hears what the deployment says of its imports and exports, as often as it is asked; null where it says nothing. */
  listen(listener: (words: string | null) => void): void {
    this.listener = listener;
  }

  /** Calls `stalled` when neither `sample` nor the deployment's work has changed for too long. Gives how to end it. */
  watch(subcommand: string, sample: () => Promise<string>, stalled: () => void): () => void {
    const ended = new AbortController();
    const moves = async () => {
      const moved = `${await sample()} ${await this.readMovement(subcommand)}`;
      // The command ended while the deployment answered.
      if (ended.signal.aborted) this.listener(null);
      return moved;
    };
    const follow = async () => {
      if ((await this.followUntilStill(moves, () => ended.signal.aborted)) && !ended.signal.aborted) stalled();
    };
    // Where an operator has ended it all, the command that is watched says so.
    void follow().catch(() => undefined);
    return () => {
      ended.abort();
      this.listener(null);
    };
  }

  /** What others have begun is waited for until then, in epoch milliseconds; null: for as long as it moves. */
  waitForOthersUntil(at: number | null): void {
    this.othersUntil = at;
  }

  /** An import that is under way already is waited for: the deployment takes them one after the other. */
  async waitForImports(): Promise<ReadonlySet<string>> {
    const known = await this.listImports();
    if (known?.some(isRunning))
      await this.waitForOthers("import", async () => !(await this.listImports())?.some(isRunning));
    return new Set(known?.map(({ _id }) => _id));
  }

  /** Somebody else's export is waited for; false: it does not move. */
  async waitForExport(): Promise<boolean> {
    const isOver = async () => !/^(?:requested|in_progress)$/.test((await this.readExport())?.state ?? "");
    return await this.waitForOthers("export", isOver);
  }

  private async waitForOthers(subcommand: string, isOver: () => Promise<boolean>): Promise<boolean> {
    return await this.wait(subcommand, async () => {
      if (await isOver()) return true;
      if (this.othersUntil !== null && Date.now() > this.othersUntil) throw createLateError(subcommand);
      return false;
    });
  }

  /**
   * What became of an import whose command failed or was killed: one that goes on is waited for instead of being repeated, one
   * that will not be waited for any longer is cancelled.
   */
  async followImport(before: ReadonlySet<string>, words: readonly string[], ended: Ended): Promise<Ended> {
    const [ours, ...others] = ((await this.listImports()) ?? []).filter(
      (each) => !before.has(each._id) && isOf(each, words),
    );
    if (ours === undefined || others.length > 0) return ended;
    const find = async () => (await this.listImports())?.find(({ _id }) => _id === ours._id) ?? ours;
    const waits = isRunning(ours) && ended.isStalled !== true;
    const isOver = waits && (await this.wait("import", async () => !isRunning(await find())));
    const { state } = await find();
    if (state.state === "completed") return { code: 0, stdout: "", stderr: `Added ${countRows(state)} documents` };
    if (state.state === "failed" || isOver) return ended;
    const isCancelled = await this.asked.cancelImport(ours._id);
    const what = isCancelled ? "was cancelled" : "is still there: cancel it in the dashboard (Settings, Snapshots)";
    return { ...ended, stderr: `${ended.stderr}\nThe import ${ours._id} that this command began ${what}.` };
  }

  private async wait(subcommand: string, isOver: () => Promise<boolean>): Promise<boolean> {
    let over = await isOver();
    if (over) return true;
    await this.followUntilStill(
      async () => await this.readMovement(subcommand),
      async () => (over = await isOver()),
    );
    return over;
  }

  /** True: nothing has changed for too long; false: it is over. */
  private async followUntilStill(
    sample: () => Promise<string>,
    isOver: () => boolean | Promise<boolean>,
  ): Promise<boolean> {
    let last = { text: "", at: performance.now() };
    while (!(await isOver())) {
      const text = await sample();
      if (text !== last.text) last = { text, at: performance.now() };
      if (performance.now() - last.at > this.patience.stallMs) return true;
      await sleep(this.patience.pollMs, undefined, { signal: this.asked.signal, ref: false });
    }
    return false;
  }

  /** null: it does not say. */
  async listImportIds(): Promise<string[] | null> {
    return (await this.listImports())?.map(({ _id }) => _id) ?? null;
  }

  private async listImports(): Promise<Import[] | undefined> {
    return z.array(vImport).safeParse(await this.asked.query("_system/cli/queryImport:list")).data;
  }

  private async readExport(): Promise<z.infer<typeof vExport> | undefined> {
    return vExport.safeParse(await this.asked.query("_system/cli/exports:getLatest")).data;
  }
}

function createLateError(subcommand: string): CutoverError {
  return new CutoverError(deploymentFailures.windowOver, {
    what: `The time of the cutover window is over, and an ${subcommand} that somebody else has begun is still under way`,
    next: "cutover rollback, or when it is done (the dashboard shows it: Settings, Backups): cutover go",
  });
}

function isRunning({ state: { state } }: Import): boolean {
  return state === "in_progress";
}

const modes = { "--replace": "Replace", "--replace-all": "ReplaceAll", "--append": "Append" } as const;

/** Whether an import is what these words of `convex import` began. */
function isOf({ mode, format }: Import, words: readonly string[]): boolean {
  const wanted = Object.entries(modes).find(([flag]) => words.includes(flag))?.[1] ?? "RequireEmpty";
  const table = words.includes("--table") ? words[words.indexOf("--table") + 1] : undefined;
  return mode === wanted && format?.table === table;
}

/** An Int64, as JSON. */
function countRows(state: Record<string, unknown>): string {
  return (jsonToConvex(state["num_rows_written"] as JSONValue) as bigint).toString();
}
