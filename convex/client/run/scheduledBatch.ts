import { createFunctionHandle, makeFunctionReference, type TransactionLimits } from "convex/server";
import { firstBatchSize, stageCost } from "../../shared/plan/batchSize.js";
import { transactionLimits } from "../../shared/limits.js";
import { getTable } from "../../shared/plan/plan.js";
import { describeError } from "./refuse.js";
import { type Environment, type MutationCtx, readModule } from "./environment.js";
import { functionName, type Stage } from "./stages.js";
import { type CutoverStatus, readStatus, type StageStatus } from "./status.js";

/** Between two batches of the clean-up once users are in the app: what they write comes first. */
const launchedPauseMs = 200;

/**
 * Schedules the next batch of each of these tables, and says so in this transaction: a batch that dies, as Convex ends it after
 * a second, takes everything with it that it has recorded. After one that failed, a quarter as much.
 */
export async function scheduleBatches(
  environment: Environment,
  ctx: MutationCtx,
  status: CutoverStatus,
  stage: Stage,
  tables: readonly StageStatus[],
  pauseMs = 0,
): Promise<void> {
  const run = makeFunctionReference<"mutation">(`${await readModule(ctx)}:run`);
  const batches = [];
  for (const next of tables) {
    const job = await ctx.scheduler.runAfter(pauseMs, run, { stage, batch: next.table });
    batches.push({ ...intendedSize(environment, status, next), table: next.table, job });
  }
  if (batches.length > 0) await ctx.runMutation(environment.component.progress.intend, { stage, batches });
}

function intendedSize(environment: Environment, status: CutoverStatus, next: StageStatus) {
  const usual = next.batchSize ?? firstSize(environment, status, next);
  if (next.state !== "failed") return { batchSize: usual, largestBatch: null };
  const died = taken(status, next, usual);
  return { batchSize: part(died, 4), largestBatch: part(died, 2) };
}

/** What a batch of this size really takes: a table may hold less. */
function taken({ tables }: CutoverStatus, { table, processed }: StageStatus, batchSize: number): number {
  const written = tables.find((each) => each.table === table)?.written ?? 0;
  return written > processed ? Math.min(batchSize, written - processed) : batchSize;
}

function part(size: number, of: number): number {
  return Math.max(1, Math.floor(size / of));
}

function firstSize({ plan }: Environment, { tables }: CutoverStatus, { stage, table }: StageStatus): number {
  const sizes = Object.fromEntries(tables.map((each) => [each.table, each]));
  return firstBatchSize(table, stageCost(getTable(plan, table), stage), sizes);
}

/** A batch to take, and what is known of its table. */
type NextBatch = Pick<StageStatus, "stage" | "table" | "function" | "processed">;

/** Takes the batch that was scheduled, unless something else has come in between. Reads nothing that other tables' batches write. */
export async function takeBatch(
  environment: Environment,
  ctx: MutationCtx,
  module: string,
  { stage, table }: { stage: Stage; table: string },
): Promise<void> {
  const { control, round } = await ctx.runQuery(environment.component.progress.read, { stage, table });
  if (control.action !== "run" || round === null || round.job === null) return;
  const next = { stage, table, function: functionName(module, stage, table), processed: round.processed };
  if (stage === "cleanup") await takeGently(environment, ctx, module, next);
  else await attempt(environment, ctx, next, false);
}

/** Once users are in the app, one batch at a time with a pause after it. */
async function takeGently(environment: Environment, ctx: MutationCtx, module: string, next: NextBatch): Promise<void> {
  const status = await readStatus(environment, ctx, module);
  const oneBatchOnly = status.launchedAt !== null;
  const isDone = await attempt(environment, ctx, next, oneBatchOnly);
  const table = status.stages.find((each) => each.stage === next.stage && each.table === next.table);
  if (!oneBatchOnly || isDone || table === undefined) return;
  const again = { ...table, state: "running", batchSize: null } as const;
  await scheduleBatches(environment, ctx, status, next.stage, [again], launchedPauseMs);
}

/** Below the limits of a transaction, so that enough is left to record that the batch was too large. */
const attemptLimits: TransactionLimits = {
  bytesRead: mostOf(transactionLimits.bytesRead),
  bytesWritten: mostOf(transactionLimits.bytesWritten),
  documentsRead: mostOf(transactionLimits.documentsRead),
  documentsWritten: mostOf(transactionLimits.documentsWritten),
  databaseQueries: mostOf(transactionLimits.databaseQueries),
};

function mostOf(limit: number): number {
  return Math.floor(limit * 0.85);
}

/** True: nothing is left to schedule, since the table is done, or the batch failed in a way that can be recorded. */
async function attempt(
  environment: Environment,
  ctx: MutationCtx,
  next: NextBatch,
  oneBatchOnly: boolean,
): Promise<boolean> {
  const { stage, table } = next;
  const fail = async (error: string): Promise<true> => {
    await ctx.runMutation(environment.component.progress.fail, { stage, table, error });
    return true;
  };
  try {
    const { isDone, error } = await migrate(environment, ctx, next, { oneBatchOnly });
    return error === undefined ? isDone : await fail(error);
  } catch (error) {
    return await fail(describeError(error));
  }
}

/** Resumes where this run left off, or starts over: what the migrations component remembers of an older run does not count. */
export async function migrate(
  environment: Environment,
  ctx: MutationCtx,
  { function: name, processed }: Pick<StageStatus, "function" | "processed">,
  { dryRun = false, oneBatchOnly = false }: { readonly dryRun?: boolean; readonly oneBatchOnly?: boolean },
) {
  const fnHandle = await createFunctionHandle(makeFunctionReference<"mutation">(name));
  const from = processed === 0 ? { cursor: null, reset: true } : {};
  return await ctx.runMutation(
    environment.migrations.lib.migrate,
    { name, fnHandle, dryRun, ...(oneBatchOnly ? { oneBatchOnly } : {}), ...from },
    dryRun ? {} : { transactionLimits: attemptLimits },
  );
}
