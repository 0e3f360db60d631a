import type { MigrationStatus } from "@convex-dev/migrations";
import { type FunctionReturnType, internalQueryGeneric } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Control, IssueCounts, Maintenance } from "../../cutover/validators.js";
import type { Environment, QueryCtx } from "./environment.js";
import { readModule } from "./environment.js";
import { type MatchClasses, readMatchClasses } from "../match/classes.js";
import { type Moving, openMoves, renderMove } from "../match/moves.js";
import { type NextStep, nextStep } from "./nextStep.js";
import { readMessage } from "./refuse.js";
import { functionName, type Stage, stages, tablesOf } from "./stages.js";

export type RunStatus = NonNullable<FunctionReturnType<ComponentApi["runs"]["status"]>>;
export type Progress = RunStatus["progress"][number];
export type State = "waiting" | "running" | "done" | "failed" | "canceled";

/** How far a stage is on one table. */
export interface StageStatus {
  readonly stage: Stage;
  readonly table: string;
  /** The function to call for this table alone. */
  readonly function: string;
  readonly state: State;
  readonly processed: number;
  readonly changed: number;
  /** match: accounts, matched, alreadyMigrated, unmatched, noMatchValue; resolve: resolved, unresolved; verify: also dangling. */
  readonly counts: Readonly<Record<string, number>>;
  readonly issues: IssueCounts;
  /** Documents in the next batch. */
  readonly batchSize: number | null;
  readonly error: string | null;
}

/** Everything there is to know about the run; `next` is the exact command to type. */
export interface CutoverStatus extends NextStep {
  readonly runId: string | null;
  readonly planHash: string | null;
  readonly begunAt: number | null;
  /** The stage whose tables follow one another by themselves. */
  readonly series: Stage | null;
  /** Whether people have stopped everything. */
  readonly control: Control;
  /** Whether the app takes no writes. */
  readonly maintenance: Maintenance;
  readonly stages: readonly StageStatus[];
  readonly tables: RunStatus["tables"];
  /** Per table that is matched: how many rows of which class. */
  readonly people: readonly MatchClasses[];
  /** References that are being led to another document, or could not all be. At most 100 of each. */
  readonly moves: readonly Moving[];
}

/** `npx convex run migrations:status --watch` */
export function defineStatus(environment: Environment) {
  return internalQueryGeneric({
    args: {},
    handler: async (ctx): Promise<CutoverStatus> => readStatus(environment, ctx, await readModule(ctx)),
  });
}

export async function readStatus(
  environment: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
  module: string,
): Promise<CutoverStatus> {
  const { component, migrations, plan } = environment;
  const run = await ctx.runQuery(component.runs.status, {});
  const pairs = stages.flatMap((stage) => tablesOf(plan, stage).map(({ name }) => ({ stage, table: name })));
  const names = pairs.map(({ stage, table }) => functionName(module, stage, table));
  const known = new Map((await ctx.runQuery(migrations.lib.getStatus, { names })).map((each) => [each.name, each]));
  const stageStatuses = pairs.map(({ stage, table }, index) => {
    const progress = run?.progress.find((each) => each.stage === stage && each.table === table);
    return stageStatus({ stage, table, name: names[index]! }, run, progress, known.get(names[index]!));
  });
  const facts = {
    runId: run?.runId ?? null,
    planHash: run?.planHash ?? null,
    begunAt: run?.begunAt ?? null,
    series: run?.series ?? null,
    control: await ctx.runQuery(component.window.control, {}),
    maintenance: await ctx.runQuery(component.window.maintenance, {}),
    stages: stageStatuses,
    people: readMatchClasses(plan, run),
    moves: (await openMoves(environment, ctx)).map(renderMove),
    tables: [...plan.tables.keys()].flatMap((name) => run?.tables.filter(({ table }) => table === name) ?? []),
  };
  return { ...facts, ...nextStep(facts, module) };
}

function stageStatus(
  { stage, table, name }: { stage: Stage; table: string; name: string },
  run: RunStatus | null,
  progress: Progress | undefined,
  migration: MigrationStatus | undefined,
): StageStatus {
  const state = progress === undefined ? stateBefore(run, migration) : stateOf(progress, migration);
  return {
    stage,
    table,
    function: name,
    state,
    processed: progress?.processed ?? 0,
    changed: progress?.changed ?? 0,
    counts: progress?.counts ?? {},
    issues: progress?.issues ?? { open: 0, cleared: 0, waived: 0 },
    batchSize: progress?.batchSize ?? null,
    error: state === "failed" ? readMessage(progress?.error ?? migration?.error ?? unexplained) : null,
  };
}

/** A scheduled batch that was too large fails as a whole, and can record nothing; the dashboard's log has the error. */
const unexplained = "a batch failed as a whole, most likely because it was too large: see the deployment's log";

/** Nothing reported yet in this run: what the migrations component knows is of an older run, unless the very first batch failed. */
function stateBefore(run: RunStatus | null, migration: MigrationStatus | undefined): State {
  if (migration?.state === "inProgress") return "running";
  const isOld = run !== null && (migration?.latestStart ?? 0) < run.begunAt;
  return migration?.state === "failed" && !isOld ? "failed" : "waiting";
}

function stateOf(progress: Progress, migration: MigrationStatus | undefined): State {
  if (progress.done) return "done";
  if (progress.error !== null) return "failed";
  switch (migration?.state) {
    case "inProgress":
      return "running";
    case "failed":
      return "failed";
    default:
      return "canceled";
  }
}
