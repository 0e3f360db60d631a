import type { FunctionReturnType } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { type PlannedTable, matchKeyOf } from "../../shared/plan/plan.js";
import { Batch } from "../run/batch.js";
import type { Environment, MutationCtx, StoredDocument } from "../run/environment.js";

type Rounds = FunctionReturnType<ComponentApi["amend"]["rounds"]>;
type Counts = Record<string, number>;

/**
 * What a batch of changes does to the records of match and resolve. Their counters say what the documents of a table come
 * to, so each document that changes is taken out as it was and put in as it is.
 */
export class Amendment {
  private readonly rounds = new Map<string, Promise<Rounds>>();
  private readonly counts = new Map<string, Counts>();
  private readonly batches = new Map<string, Batch>();
  private readonly forgotten = new Map<string, string[]>();

  constructor(
    readonly environment: Environment,
    readonly ctx: MutationCtx,
  ) {}

  roundsOf({ name }: PlannedTable): Promise<Rounds> {
    const known = this.rounds.get(name);
    if (known !== undefined) return known;
    const reading = this.ctx.runQuery(this.environment.component.amend.rounds, { table: name });
    this.rounds.set(name, reading);
    return reading;
  }

  /** What the code of a stage works with. Its counts and issues become those of the round. */
  batchOf(table: PlannedTable, progress: string): Batch {
    const known = this.batches.get(progress);
    if (known !== undefined) return known;
    const started = {
      refused: null,
      progress,
      batchSize: null,
      sizes: {},
      hasAccounts: true,
      hasMatches: true,
      hasAliases: true,
    };
    const batch = new Batch(this.environment, this.ctx, table, started);
    this.batches.set(progress, batch);
    return batch;
  }

  /** The references of a document, before and after. null: it was not there, or it has gone. */
  async countReferences(table: PlannedTable, before: StoredDocument | null, after: StoredDocument | null) {
    const { resolve } = await this.roundsOf(table);
    if (resolve === null) return;
    if (before !== null) this.add(resolve, referencesOf(table, before), -1);
    if (after !== null) this.add(resolve, referencesOf(table, after), 1);
  }

  /** An imported person who is no part of an account, before and after. */
  async countUnmatched(table: PlannedTable, before: StoredDocument | null, after: StoredDocument | null) {
    const { match } = await this.roundsOf(table);
    if (match === null) return;
    if (before !== null) this.add(match, countsOfUnmatched(table, before), -1);
    if (after !== null) this.add(match, countsOfUnmatched(table, after), 1);
  }

  add(progress: string, counts: Counts, times = 1): void {
    const sum = this.counts.get(progress) ?? {};
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count * times;
    this.counts.set(progress, sum);
  }

  /** What the round found wrong with the document before this batch. */
  forgetIssues(progress: string, legacyKey: string): void {
    this.forgotten.set(progress, [...(this.forgotten.get(progress) ?? []), legacyKey]);
  }

  /** Writes everything down, in the batch's own transaction. */
  async flush(): Promise<void> {
    const { amend } = this.environment.component;
    for (const [progress, legacyKeys] of this.forgotten) {
      await this.ctx.runMutation(amend.dropIssues, { progress, legacyKeys });
    }
    for (const [progress, batch] of this.batches) {
      this.add(progress, batch.counts);
      await batch.flushIssues();
    }
    for (const [progress, counts] of this.counts) {
      if (Object.values(counts).some((count) => count !== 0)) {
        await this.ctx.runMutation(amend.addCounts, { progress, counts });
      }
    }
  }
}

/** As resolve counts them: a legacy key has its id, or it has not. */
function referencesOf({ refs }: PlannedTable, document: StoredDocument): Counts {
  const counts = { resolved: 0, unresolved: 0 };
  for (const { name, legacyField } of refs) {
    if (document[legacyField] === undefined) continue;
    if ((document[name] ?? undefined) === undefined) counts.unresolved++;
    else counts.resolved++;
  }
  return counts;
}

function countsOfUnmatched(table: PlannedTable, document: StoredDocument): Counts {
  return matchKeyOf(table, document) === null ? { noMatchValue: 1 } : { unmatched: 1 };
}
