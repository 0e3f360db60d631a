import type { FunctionReturnType } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { NewIssue } from "../../cutover/validators.js";
import { Checksums } from "../../shared/document/fingerprint.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import type { Environment, MutationCtx, StoredDocument } from "./environment.js";

export type Started = Extract<FunctionReturnType<ComponentApi["progress"]["start"]>, { refused: null }>;

/** Issues that cross to the component at once. */
const issuesPerCall = 1_000;

/** One batch in the making: what it has counted, what it could not finish, and what it has read already. */
export class Batch {
  readonly counts: Record<string, number> = {};
  readonly sums = new Checksums();
  changed = 0;
  private issues: NewIssue[] = [];
  private readonly read = new Map<string, Promise<unknown>>();

  constructor(
    readonly environment: Environment,
    readonly ctx: MutationCtx,
    readonly table: PlannedTable,
    readonly started: Started,
  ) {}

  count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }

  addIssue(
    document: StoredDocument,
    issue: Omit<NewIssue, "legacyKey" | "state"> & { state?: NewIssue["state"] },
  ): void {
    // A document may have lost its key in an earlier, half-done removal; its id names it then.
    const legacyKey = (document[this.table.id.field] ?? document._id) as string;
    this.issues.push({ state: "open", ...issue, legacyKey });
  }

  /** Reads once per batch, however many documents ask. */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.read.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const reading = read();
    this.read.set(key, reading);
    return reading;
  }

  async flushIssues(): Promise<void> {
    const { component } = this.environment;
    for (let start = 0; start < this.issues.length; start += issuesPerCall) {
      const issues = this.issues.slice(start, start + issuesPerCall);
      await this.ctx.runMutation(component.issues.add, { progress: this.started.progress, issues });
    }
    this.issues = [];
  }
}

/** What went wrong with one document, for its issue. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
