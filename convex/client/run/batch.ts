import { Migrations, type MigrationArgs, type MigrationResult } from "@convex-dev/migrations";
import {
  type FunctionReturnType,
  type GenericDataModel,
  makeFunctionReference,
  type MutationBuilder,
  type OrderedQuery,
  type QueryInitializer,
  type RegisteredMutation,
} from "convex/server";
import type { GenericId } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { NewRemoved } from "../../cutover/changeValidators.js";
import type { NewIssue, NewMatch } from "../../cutover/validators.js";
import { firstBatchSize, maxRanges, nextBatchSize, stageCost } from "../../shared/plan/batchSize.js";
import { Checksums } from "../../shared/document/fingerprint.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf } from "../../shared/together.js";
import { type Merged, Merges } from "./merges.js";
import { KeyCaches, perCall, ReadCache } from "./keyCaches.js";
import { type Environment, type MutationCtx, type StoredDocument, type AnySchema, readModule } from "./environment.js";
import { refuse, refuseStopped, resumeCommand } from "./refuse.js";
import { startStopwatch } from "./stopwatch.js";
import { functionName, runCommand, type Stage } from "./stages.js";

export type Started = Extract<FunctionReturnType<ComponentApi["progress"]["start"]>, { refused: null }>;

/** What a stage counts. match: accounts to noMatchValue; resolve: resolved and unresolved; verify: those, dangling and kept. */
export type CountName =
  | "accounts"
  | "matched"
  | "alreadyMigrated"
  | "unmatched"
  | "noMatchValue"
  | "resolved"
  | "unresolved"
  | "dangling"
  | "kept";

/** One batch in the making: what it has counted, what it could not finish, and what it has read already. */
export class Batch {
  readonly counts: Partial<Record<CountName, number>> = {};
  readonly sums = new Checksums();
  changed = 0;
  readonly page: StoredDocument[] = [];
  /** How many documents of the page one transaction takes; null: all of them. */
  fitting: number | null = null;
  private issues: NewIssue[] = [];
  /** Documents that a legacy key points to, read once per batch however many documents ask. */
  readonly targets = new ReadCache<GenericId<string>[]>();
  readonly merges = new Merges();

  constructor(
    readonly environment: Environment,
    readonly ctx: MutationCtx,
    readonly table: PlannedTable,
    readonly started: Started,
    readonly keys = new KeyCaches(),
    /** Of its table. */
    readonly isFirst = false,
  ) {}

  count(name: CountName, by = 1): void {
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

  /** Keys that lead to the account are known at once; the component learns the merge at the end of the batch. */
  addMerge({ match, removed }: Merged): void {
    if (removed !== null) this.merges.addRemoved(removed);
    if (match === null) return;
    this.merges.add(match);
    for (const { field, key } of match.aliases)
      this.keys.putAlias({ table: this.table.name, field, key }, match.id as GenericId<string>);
  }

  async flushMerges(): Promise<void> {
    await recordMerges(this.environment, this.ctx, this.table.name, this.merges.take());
  }

  /** The issues so far, which are no longer the batch's. */
  takeIssues(): NewIssue[] {
    const taken = this.issues;
    this.issues = [];
    return taken;
  }

  async flushIssues(): Promise<void> {
    const { component } = this.environment;
    for (const issues of chunksOf(this.takeIssues(), perCall)) {
      await this.ctx.runMutation(component.issues.add, { progress: this.started.progress, issues });
    }
  }
}

export async function recordMerges(
  { component }: Pick<Environment, "component">,
  ctx: Pick<MutationCtx, "runMutation">,
  table: string,
  { matches, removed }: { readonly matches: readonly NewMatch[]; readonly removed: readonly NewRemoved[] },
): Promise<void> {
  for (const chunk of chunksOf(matches, perCall))
    await ctx.runMutation(component.matching.add, { table, matches: chunk });
  if (removed.length > 0) await ctx.runMutation(component.removed.add, { removed: [...removed] });
}

/** A stage's work on one table: what it does with each document. */
export interface Work {
  readonly stage: Stage;
  readonly table: PlannedTable;
  readonly index?: string;
  /** Throws where the stage must not begin on this table: asked by its first batch, whoever starts it. */
  readonly mayStart?: (ctx: MutationCtx) => Promise<void>;
  /** What references of a document are followed to, each an index range: of a page with more of them than a transaction takes nothing is done. */
  readonly listTargets?: (document: StoredDocument) => readonly string[];
  /** Reads what the whole page needs, together: the component is called once per thousand, never once per document. */
  prepare?(batch: Batch, page: readonly StoredDocument[]): Promise<void>;
  /** Must not throw for what is wrong with one document: that becomes an issue. */
  migrateOne(batch: Batch, document: StoredDocument): Promise<void>;
  /** After the page, before the report. */
  finish?(batch: Batch): Promise<void>;
}

export type StageFunction = RegisteredMutation<"internal", MigrationArgs, Promise<MigrationResult>>;

/**
 * A stage's function for a table: a definition of @convex-dev/migrations, so it starts, resumes, cancels and dry-runs as
 * any other. Its batches size themselves and report to the component in their own transaction.
 */
export function defineStage(environment: Environment, work: Work): StageFunction {
  const batches = new WeakMap<object, Batch>();
  const migrations = new Migrations<GenericDataModel, AnySchema, GenericDataModel>(environment.migrations, {
    internalMutation: batchBuilder(environment, work, batches),
    schema: environment.schema,
  });
  return migrations.define({
    table: work.table.name,
    ...(work.index === undefined ? {} : { customRange: orderedBy(work.index) }),
    // It hands over all documents of a page in one go, so the first call finds them collected.
    parallelize: true,
    migrateOne: async (ctx, document) => {
      await workOnPage(batches.get(ctx)!, document, work);
    },
  });
}

/** The call for the first document works on the whole page, in its order. */
async function workOnPage(batch: Batch, document: StoredDocument, work: Work): Promise<void> {
  batch.page.push(document);
  if (batch.page.length > 1) return;
  await Promise.resolve();
  batch.fitting = countFitting(batch, work);
  if (batch.fitting !== null) return;
  await work.prepare?.(batch, batch.page);
  for (const each of batch.page) await work.migrateOne(batch, each);
}

/** Lists make documents of a table differ: of a page of long ones nothing is done, and the next page is as large as fits. */
function countFitting({ page, started }: Batch, { table, stage, listTargets }: Work): number | null {
  if (listTargets === undefined || table.refs.every(({ list }) => list === null)) return null;
  const perTarget = started.hasAliases ? 2 : 1;
  const beside = stageCost(table, stage).ranges - table.refs.length;
  const targets = new Set<string>();
  const first = page.findIndex((document, at) => {
    for (const target of listTargets(document)) targets.add(target);
    return targets.size * perTarget + (at + 1) * beside > maxRanges;
  });
  return first === -1 || page.length === 1 ? null : Math.max(1, first);
}

type Handler = (ctx: MutationCtx, args: MigrationArgs) => Promise<MigrationResult>;

/** The builder the library makes its mutation with. It wraps each batch; the interactive call, which runs none, starts them. */
function batchBuilder(environment: Environment, work: Work, batches: WeakMap<object, Batch>) {
  const build = (definition: { args: object; handler: Handler }) => {
    const handler: Handler = async (ctx, args) => {
      if (args.oneBatchOnly === true) return await runBatch(environment, work, batches, definition.handler, ctx, args);
      await refuseStopped(environment, ctx);
      return await definition.handler(ctx, args);
    };
    return environment.internalMutation({ ...definition, handler } as never);
  };
  return build as unknown as MutationBuilder<GenericDataModel, "internal">;
}

async function runBatch(
  environment: Environment,
  work: Work,
  batches: WeakMap<object, Batch>,
  handler: Handler,
  ctx: MutationCtx,
  args: MigrationArgs,
): Promise<MigrationResult> {
  const elapsedMs = startStopwatch();
  const started = await startBatch(environment, ctx, work, args.cursor ?? null);
  const batch = new Batch(environment, ctx, work.table, started, new KeyCaches(), (args.cursor ?? null) === null);
  batches.set(ctx, batch);
  const batchSize =
    args.batchSize ||
    (started.batchSize ?? firstBatchSize(work.table.name, stageCost(work.table, work.stage), started.sizes));
  const result = await handler(ctx, { ...args, batchSize });
  if (batch.fitting !== null) return await repeatSmaller(environment, batch, work, args, { ...result, elapsedMs });
  await work.finish?.(batch);
  await reportBatch(environment, batch, work, { ...result, batchSize, elapsedMs });
  return result;
}

/** The same page again, as large as fits: nothing of it has been worked on. */
async function repeatSmaller(
  environment: Environment,
  batch: Batch,
  work: Work,
  { cursor = null, batchSize: asked }: MigrationArgs,
  page: MigrationResult & Pick<Worked, "elapsedMs">,
): Promise<MigrationResult> {
  const batchSize = batch.fitting!;
  if (asked || cursor === null)
    throw new Error(
      `${batch.table.name} has too many references for one transaction: pass { batchSize: ${batchSize} }`,
    );
  const result = { ...page, continueCursor: cursor, isDone: false, processed: 0 };
  await reportBatch(environment, batch, work, { ...result, batchSize });
  return { continueCursor: cursor, isDone: false, processed: 0 };
}

async function startBatch(
  { component }: Environment,
  ctx: MutationCtx,
  { stage, table, mayStart }: Work,
  cursor: string | null,
): Promise<Started> {
  const first = cursor === null;
  if (first) await mayStart?.(ctx);
  const started = await ctx.runMutation(component.progress.start, { stage, table: table.name, first });
  if (started.refused === null) return started;
  const module = await readModule(ctx);
  const { code, message } = started.refused;
  return refuse(code, message, nextCommand(module, code, stage, table.name));
}

function nextCommand(module: string, code: string, stage: Stage, table: string): string {
  if (code === "stale") return `npx convex run ${functionName(module, stage, table)} '{"reset":true}'`;
  if (code === "paused" || code === "aborted") return resumeCommand(module);
  if (code === "not_verified") return runCommand(module, "verify");
  return `npx convex run ${module}:status`;
}

interface Worked extends MigrationResult {
  readonly batchSize: number;
  readonly elapsedMs: () => number;
}

async function reportBatch(
  { component }: Environment,
  batch: Batch,
  { stage, table }: Work,
  { processed, isDone, batchSize, elapsedMs }: Worked,
): Promise<void> {
  const { ctx } = batch;
  await batch.flushIssues();
  const metrics = await ctx.meta.getTransactionMetrics();
  const isFullPage = processed >= batchSize;
  const { continues } = await ctx.runMutation(component.progress.report, {
    progress: batch.started.progress,
    processed,
    changed: batch.changed,
    counts: batch.counts,
    batchSize: isFullPage ? nextBatchSize(processed, metrics, stageCost(table, stage), elapsedMs()) : batchSize,
    sums: stage === "verify" ? batch.sums.render() : [],
    done: isDone,
  });
  if (!continues) return;
  const run = makeFunctionReference<"mutation", { stage: Stage; after: string }>(`${await readModule(ctx)}:run`);
  await ctx.scheduler.runAfter(0, run, { stage, after: table.name });
}

function orderedBy(index: string) {
  type Query = QueryInitializer<GenericDataModel[string]>;
  return (query: Query): OrderedQuery<GenericDataModel[string]> => query.withIndex(index);
}
