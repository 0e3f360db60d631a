import type { MigrationStatus } from "@convex-dev/migrations";
import { internalQueryGeneric } from "convex/server";
import type { Control, Lease, Maintenance, RunState } from "../../cutover/validators.js";
import { chunksOf } from "../../shared/together.js";
import { findExportFaults } from "../../shared/plan/exports.js";
import { type MatchClasses, readMatchClasses } from "../match/classes.js";
import { type Moving, renderMove } from "../match/moveReferences.js";
import { findCleanupBlocker } from "../cleanup/cleanupGuard.js";
import { describeSignIns, type SignIns } from "../signIn/signIns.js";
import { type Environment, type MigrationsApi, type QueryCtx, readModule } from "./environment.js";
import { describeControl, resumeCommand } from "./refuse.js";
import { describeStage, isOver, readJobs, type StageStatus } from "./stageStatus.js";
import { functionName, type Stage, stages, tablesOf, runCommand, type Known, type RunStatus } from "./stages.js";

export type { StageStatus } from "./stageStatus.js";

export type WindowStanding = NonNullable<Known["window"]>;

/** Everything there is to know about the run; `next` is the exact command to type. */
export interface CutoverStatus extends NextStep {
  /** Which deployment this is; null before any command has asked. */
  readonly deploymentId: string | null;
  /** The command that works on the deployment. */
  readonly lease: Lease | null;
  readonly runId: string | null;
  /** Grows whenever the migration writes: what was verified before is not known to be true. */
  readonly generation: number;
  /** null: no run has begun here. */
  readonly runState: RunState | null;
  readonly planHash: string | null;
  readonly begunAt: number | null;
  /** The stage whose tables follow one another by themselves. */
  readonly series: Stage | null;
  /** Whether somebody has paused or aborted the migration. */
  readonly control: Control;
  /** Whether the app takes no writes. */
  readonly maintenance: Maintenance;
  /** The cutover window; null: none was ever opened here. */
  readonly window: WindowStanding | null;
  /** Since when users are in the new app; null: no cutover window has opened it. */
  readonly launchedAt: number | null;
  readonly stages: readonly StageStatus[];
  readonly tables: RunStatus["tables"];
  /** Removed documents and conflicts that wait to be read into the run's folder. */
  readonly removed: number;
  readonly conflicts: number;
  /** Per table that is matched: how many rows of which class. */
  readonly people: readonly MatchClasses[];
  /** Moves of references that are under way, or could not write everything. At most 100 of each. */
  readonly moves: readonly Moving[];
  /** How sign-in goes since the launch. */
  readonly signIns: SignIns;
  /** Why somebody removes the legacy fields before their time; null: nobody does. */
  readonly cleanupReason: string | null;
  /** What the removal of legacy fields waits for besides verification; null: nothing. */
  readonly cleanupWaitsFor: string | null;
  /** Exports of `migrations.ts` that are missing or have no use, each with the line to add or delete. */
  readonly exportFaults: readonly string[];
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
  ctx: Pick<QueryCtx, "runQuery" | "db">,
  module: string,
): Promise<CutoverStatus> {
  const { component, migrations, plan } = environment;
  const read = await ctx.runQuery(component.status.read, {});
  const { run, cutover } = read;
  const pairs = stages.flatMap((stage) => tablesOf(plan, stage).map(({ name }) => ({ stage, table: name })));
  const names = pairs.map(({ stage, table }) => functionName(module, stage, table));
  const known = await readMigrations(migrations, ctx, names);
  const jobs = await readJobs(ctx, run);
  const stageStatuses = pairs.map((pair, index) =>
    describeStage({ ...pair, name: names[index]! }, run, known.get(names[index]!), jobs),
  );
  const tables = [...plan.tables.keys()].flatMap((name) => run?.tables.filter(({ table }) => table === name) ?? []);
  const cleanupReason = run?.cleanupReason ?? null;
  const facts = {
    deploymentId: read.deploymentId,
    lease: read.lease,
    runId: run?.runId ?? null,
    runState: run?.state ?? null,
    planHash: run?.planHash ?? null,
    generation: run?.generation ?? 0,
    begunAt: run?.begunAt ?? null,
    series: run?.series ?? null,
    control: read.control,
    maintenance: read.maintenance,
    window: read.window,
    launchedAt: cutover.at,
    stages: stageStatuses,
    people: readMatchClasses(plan, run),
    moves: read.moves.map(renderMove),
    removed: run?.removed ?? 0,
    conflicts: run?.conflicts ?? 0,
    exportFaults: findExportFaults(plan, environment.exported).map(({ fix }) => fix),
    tables,
    signIns: describeSignIns(read.signIns),
    cleanupReason,
    cleanupWaitsFor: findCleanupBlocker(environment, { tables, cleanupReason, cutover }),
  };
  return { ...facts, ...nextStep(facts, module) };
}

/** It looks up every name at once, and a function may have a thousand look-ups open. */
const namesPerCall = 500;

async function readMigrations(migrations: MigrationsApi, ctx: Pick<QueryCtx, "runQuery">, names: readonly string[]) {
  const known = new Map<string, MigrationStatus>();
  for (const chunk of chunksOf(names, namesPerCall))
    for (const each of await ctx.runQuery(migrations.lib.getStatus, { names: chunk })) known.set(each.name, each);
  return known;
}

/** What everything waits for, as a sentence, and the command that ends the waiting. */
export interface NextStep {
  readonly waitingFor: string;
  readonly next: string;
}

type Facts = Omit<CutoverStatus, keyof NextStep>;

const noRun: NextStep = { waitingFor: "the load: no run has begun here", next: "npx cutover load" };

const finished: NextStep = {
  waitingFor: "nothing: the legacy fields are gone",
  next: "npx cutover check --final, then take duringCutover() out of convex/schema.ts and: npx convex deploy",
};

/** A pause or abort comes before everything, then an open window; then the first stage that is not done decides: what went wrong in a later one, started too early by hand, can wait. */
export function nextStep(facts: Facts, module: string): NextStep {
  if (facts.control.action !== "run") return stoppedStep(facts, module);
  const running = facts.stages.filter(({ state }) => state === "running");
  if (running.length > 0) {
    const waitingFor = `${describe(running)} so far${describeStandstill(running)}`;
    return { waitingFor, next: `npx convex run ${module}:status --watch` };
  }
  if (facts.window?.state === "open") return openWindowStep(facts.window);
  const stage = stages.find((each) => facts.stages.some((one) => one.stage === each && !isOver(one)));
  if (stage === undefined) return finished;
  const unproven = stage === "cleanup" ? describeUnverified(facts, module) : null;
  return (
    unproven ?? troubleStep(facts, stage, module) ?? (facts.runId === null ? noRun : waitingStep(facts, stage, module))
  );
}

/** Whatever a stage waits for, in an open window the command that opened it takes the steps. */
function openWindowStep({ runId, step, deadline }: WindowStanding): NextStep {
  const late =
    deadline?.passedAt == null ? "" : `, and its time is over since ${new Date(deadline.passedAt).toISOString()}`;
  return {
    waitingFor: `the cutover window of run ${runId}, which is open at ${step}${late}`,
    next: `cutover go in the folder of run ${runId}, or to roll back: cutover rollback`,
  };
}

function stoppedStep({ control }: Facts, module: string): NextStep {
  const [whom, next] =
    control.action === "pause"
      ? ["somebody to resume it", resumeCommand(module)]
      : ["the rollback", `npx cutover rollback (to resume instead: ${resumeCommand(module)})`];
  return { waitingFor: `${whom}: ${describeControl(control)}`, next };
}

/** A table that failed comes first, then one that was stopped. */
function troubleStep({ stages: all }: Facts, stage: Stage, module: string): NextStep | null {
  const find = (state: StageStatus["state"]) => all.find((each) => each.stage === stage && each.state === state);
  const failed = find("failed");
  const next = runCommand(module, stage);
  if (failed !== undefined) return { waitingFor: `${stage} of ${failed.table}, which failed: ${failed.error}`, next };
  const stopped = find("canceled");
  return stopped === undefined ? null : { waitingFor: `${describe([stopped])}, then stopped`, next };
}

function blockedCleanupStep(waitsFor: string): NextStep {
  const next = waitsFor.startsWith("open issues")
    ? "npx cutover issues"
    : "npx cutover tasks (the task removeLegacyFields begins by itself)";
  return { waitingFor: `the removal of legacy fields waits for ${waitsFor}`, next };
}

function waitingStep({ stages: all, cleanupWaitsFor }: Facts, stage: Stage, module: string): NextStep {
  const next = runCommand(module, stage);
  if (stage === "cleanup" && all.every((each) => each.stage !== stage || each.state === "waiting")) {
    if (cleanupWaitsFor !== null) return blockedCleanupStep(cleanupWaitsFor);
    const waitingFor =
      "your confirmation: every table is verified, and the legacy fields can go once no rollback is wanted";
    return { waitingFor, next };
  }
  const tables = all.filter((each) => each.stage === stage && each.state !== "done").map(({ table }) => table);
  return { waitingFor: `${stage} of ${tables.join(", ")}`, next };
}

function describeUnverified({ tables }: Facts, module: string): NextStep | null {
  const table = tables.find(({ verified }) => verified !== true);
  if (table === undefined) return null;
  const failed = table.checks.filter(({ ok }) => !ok);
  if (failed.length === 0) {
    const waitingFor = `${table.issues.open} open issue(s) of ${table.table}; the plan allows ${table.allowedIssues}`;
    return { waitingFor, next: `npx cutover issues ${table.table}` };
  }
  const waitingFor = `${table.table}: ${failed.map(({ level, detail }) => `${level}: ${detail}`).join("; ")}`;
  const buckets = failed.flatMap((check) => check.buckets);
  if (failed.some(({ level }) => level === "export")) return { waitingFor, next: `npx cutover diff ${table.table}` };
  const next =
    buckets.length > 0
      ? `npx convex run ${module}:inspect '{"table":"${table.table}","buckets":[${buckets.slice(0, 8).join(",")}]}'`
      : `npx cutover issues ${table.table}`;
  return { waitingFor, next };
}

/** Stages never run beside each other, tables of one do. */
function describe(running: readonly StageStatus[]): string {
  const processed = running.reduce((sum, each) => sum + each.processed, 0);
  return `${running[0]!.stage} of ${running.map(({ table }) => table).join(", ")}: ${processed} document(s)`;
}

/** Longer than a batch takes, and any pause of ours between two. */
const standstillMs = 60_000;

/** A scheduled function shows when it was to run first, never when Convex tries it again: only the silence shows that. */
function describeStandstill(running: readonly StageStatus[]): string {
  const still = running.find(({ movedAt }) => movedAt !== null && Date.now() - movedAt >= standstillMs);
  if (still === undefined) return "";
  const since = new Date(still.movedAt!).toISOString();
  return `, and no batch of ${still.table} since ${since}: Convex tries one again that met other writes or an error of its database, with growing pauses`;
}
