import type { MigrationStatus } from "@convex-dev/migrations";
import type { GenericId } from "convex/values";
import type { IssueCounts } from "../../cutover/validators.js";
import { mapTogether } from "../../shared/together.js";
import type { QueryCtx } from "./environment.js";
import { readMessage } from "./refuse.js";
import type { RunStatus, Stage } from "./stages.js";

type Progress = RunStatus["progress"][number];
export type State = "waiting" | "running" | "done" | "failed" | "canceled";

/** How far a stage is on one table. */
export interface StageStatus {
  readonly stage: Stage;
  readonly table: string;
  /** The function to call for this table alone. */
  readonly function: string;
  readonly state: State;
  /** verify: `cutover verify` has compared an export, so nothing has to run inside Convex. */
  readonly isSuperseded: boolean;
  readonly processed: number;
  readonly changed: number;
  /** match: accounts, matched, alreadyMigrated, unmatched, noMatchValue; resolve: resolved, unresolved; verify: also dangling, and kept: values of somebody's own. */
  readonly counts: Readonly<Record<string, number>>;
  readonly issues: IssueCounts;
  /** Documents in the next batch. */
  readonly batchSize: number | null;
  readonly error: string | null;
  /** The scheduled function that takes the next batch, where `run` has scheduled it. */
  readonly job: string | null;
  /** When a batch was last scheduled or recorded what it did; epoch milliseconds, null before the first. */
  readonly movedAt: number | null;
  /** Whether the series that began last has worked on it: what failed before that comes again. */
  readonly isOfSeries: boolean;
}

/** A scheduled function that takes, or took, a batch. */
type Job = NonNullable<Awaited<ReturnType<typeof readJob>>>;
type Jobs = ReadonlyMap<string, Job>;

/** The scheduled functions that the run's next batches wait in, as Convex knows them. */
export async function readJobs(ctx: Pick<QueryCtx, "db">, run: RunStatus | null): Promise<Jobs> {
  const jobs = (run?.progress ?? []).flatMap(({ job }) => job ?? []);
  const read = await mapTogether(jobs, async (job) => await readJob(ctx, job));
  return new Map(jobs.flatMap((job, at) => (read[at] === null ? [] : [[job, read[at]!]])));
}

async function readJob({ db }: Pick<QueryCtx, "db">, job: string) {
  return await db.system.get("_scheduled_functions", job as GenericId<"_scheduled_functions">);
}

/** What the run, the migrations component and the scheduler know of a stage's work on a table. */
export function describeStage(
  { stage, table, name }: { stage: Stage; table: string; name: string },
  run: RunStatus | null,
  migration: MigrationStatus | undefined,
  jobs: Jobs,
): StageStatus {
  const progress = run?.progress.find((each) => each.stage === stage && each.table === table);
  const job = progress?.job == null ? undefined : jobs.get(progress.job);
  const state = progress === undefined ? stateBefore(run, migration) : stateOf(progress, migration, job);
  return {
    stage,
    table,
    function: name,
    state,
    isSuperseded: stage === "verify" && isComparedByExport(run, table),
    processed: progress?.processed ?? 0,
    changed: progress?.changed ?? 0,
    counts: progress?.counts ?? {},
    issues: progress?.issues ?? { open: 0, cleared: 0, waived: 0 },
    batchSize: progress?.batchSize ?? null,
    error: state === "failed" ? describeFailure(progress, migration, job) : null,
    job: progress?.job ?? null,
    movedAt: progress?.movedAt ?? null,
    isOfSeries: progress?.series !== undefined && progress.series === run?.seriesNumber,
  };
}

/** Nothing of the stage is to be waited for. */
export function isOver({ state, isSuperseded }: StageStatus): boolean {
  return state === "done" || (state === "waiting" && isSuperseded);
}

function isComparedByExport(run: RunStatus | null, table: string): boolean {
  const checks = run?.tables.find((each) => each.table === table)?.checks ?? [];
  return checks.some(({ level }) => level === "export");
}

function describeFailure(
  progress: Progress | undefined,
  migration: MigrationStatus | undefined,
  job: Job | undefined,
): string {
  const died = `a batch of ${progress?.batchSize} failed as a whole`;
  const why = job?.state.kind === "failed" ? `${died}: ${job.state.error ?? inLog}` : null;
  return readMessage(progress?.error ?? why ?? migration?.error ?? unexplained);
}

/** A scheduled batch that was too large fails as a whole, and can record nothing; the dashboard's log has the error. */
const inLog = "most likely it was too large; see the deployment's log";
const unexplained = `a batch failed as a whole: ${inLog}`;

/** Nothing reported yet in this run: what the migrations component knows is of an older run, unless the very first batch failed. */
function stateBefore(run: RunStatus | null, migration: MigrationStatus | undefined): State {
  if (migration?.state === "inProgress") return "running";
  const isOld = run !== null && (migration?.latestStart ?? 0) < run.begunAt;
  return migration?.state === "failed" && !isOld ? "failed" : "waiting";
}

function stateOf(progress: Progress, migration: MigrationStatus | undefined, job: Job | undefined): State {
  if (progress.done) return "done";
  if (progress.error !== null) return "failed";
  if (progress.job != null) return stateOfJob(job);
  switch (migration?.state) {
    case "inProgress":
      return "running";
    case "failed":
      return "failed";
    default:
      return "canceled";
  }
}

/** The intention is still there, so the batch has recorded nothing: it is to come, or it has died. */
function stateOfJob(job: Job | undefined): State {
  switch (job?.state.kind) {
    case "pending":
    case "inProgress":
      return "running";
    case "canceled":
      return "canceled";
    default:
      return "failed";
  }
}
