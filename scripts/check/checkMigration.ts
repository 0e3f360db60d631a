import type { Plan } from "../../convex/shared/plan/plan.js";
import type { CutoverError } from "../errors.js";
import { readAuthSetup } from "../project/authSetup.js";
import { PlanFile } from "../project/code/planFile.js";
import { expectRows } from "../rows/convert/expectRows.js";
import { mapInDependencyOrder } from "../rows/convert/mapInDependencyOrder.js";
import { TableKeys } from "../rows/keys/tableKeys.js";
import { findSourceFaults, type SourceFault } from "../rows/validate/sourceFaults.js";
import { findUnmigrated } from "../rows/validate/unmigrated.js";
import { prepareLookups } from "../rows/lookups/prepareLookups.js";
import type { Unmigrated } from "../run/manifest.js";
import type { Source, SourceTable } from "../sources/source.js";
import type { Context } from "../stages/stage.js";
import { checkConfiguration, findProjectFaults } from "./configuration.js";
import { isSelfHosted } from "../deployment/deployment.js";
import { checkDeployment } from "./deployment.js";
import { checkExports } from "./exports.js";
import { countIssues, type Finding, sortFindings } from "./finding.js";
import { type Forecast, makeForecast, type MeasuredStage } from "./forecast.js";
import { type Grade, gradeOf } from "./grade.js";
import { checkSchemaLimits, findConsumption } from "./limits.js";
import { checkNodeImports } from "./nodeImports.js";
import { orderTables } from "./orderTables.js";
import { addPlanChanges } from "./planChanges/addPlanChanges.js";
import { findUnmatchedAccounts } from "./passwordHashes.js";
import { remedyOf } from "./remedies.js";
import { findRequiredReferences } from "./requiredReferences.js";
import { type CheckedTable, TableCheck } from "./tableCheck.js";
import { findUnmatchedUsers } from "./unmatchedUsers.js";
import { findUnplannedLosses } from "./unmigrated.js";
import { checkWrites } from "./writes.js";

/** What a migration would do, before anything is written. */
export interface CheckReport {
  /** Without secrets. */
  readonly source: string | null;
  readonly planHash: string | null;
  readonly grade: Grade;
  /** What the grade means. */
  readonly means: string;
  /** What a better grade needs; null for the best. */
  readonly better: string | null;
  /** The messages of the findings that decide the grade. */
  readonly reasons: readonly string[];
  readonly tables: readonly CheckedTable[];
  readonly findings: readonly Finding[];
  /** Tables and columns of the source that would not be migrated, and why; losses are findings as well. */
  readonly unmigrated: readonly Unmigrated[];
  /** null where no row could be checked. */
  readonly forecast: Forecast | null;
}

export interface CheckOptions {
  /** How long the cutover window may be. */
  readonly windowMinutes?: number;
  /** Milliseconds, for the forecast of the export: everything else is the same from run to run. */
  readonly clock?: () => number;
  readonly env?: NodeJS.ProcessEnv;
  /** What the last rehearsal on a real deployment took. */
  readonly measured?: readonly MeasuredStage[];
}

/** Reads every row of the plan once, and writes nothing. */
export async function checkMigration(context: Context, options: CheckOptions = {}): Promise<CheckReport> {
  const { clock = () => performance.now(), env = process.env, windowMinutes = null, measured = [] } = options;
  const source = await context.openSource();
  try {
    const configuration = checkConfiguration(context.project, await source.tables());
    const startedAt = clock();
    const { tables, findings } = await readTables(context, source, configuration.unreadable);
    const readSeconds = (clock() - startedAt) / 1000;
    const unmigrated = await findUnmigrated(source, context.project.plan);
    const forecast =
      tables.length === 0 ? null : makeForecast(context.project.plan, tables, readSeconds, windowMinutes, measured);
    const all = [
      ...configuration.findings,
      ...findings,
      ...findRequiredReferences(context.project, tables),
      ...findUnplannedLosses(context.project.plan, unmigrated),
      ...findUnmatchedUsers(context.project, await source.tables()),
      ...findUnmatchedAccounts(context.project.plan.tables.get("authAccounts")),
      ...(await findDamage(source)),
      ...findWindowFault(forecast),
      ...findConsumption(tables, forecast, isSelfHosted(context.options.deploymentFlags, env)),
      ...checkSchemaLimits(context.project),
      ...(await checkExports(context.project)),
      ...(await checkWrites(context.project)),
      ...(await checkNodeImports(context.project)),
      ...(await checkDeployment(context, env)),
    ];
    return makeReport({
      source: source.description,
      planHash: context.project.planHash,
      tables,
      forecast,
      unmigrated,
      findings: await writePlanChanges(context, await source.tables(), tables, all),
    });
  } finally {
    await source.close();
  }
}

/** plan.ts is parsed only where a line of it may have to change. */
async function writePlanChanges(
  { project, options }: Context,
  sourceTables: readonly SourceTable[],
  tables: readonly CheckedTable[],
  findings: readonly Finding[],
): Promise<Finding[]> {
  const { plan, schema } = project;
  const file = findings.some(({ level }) => level !== "info") ? await PlanFile.read(options.plan) : null;
  const rejected = new Map(tables.map((each) => [each.table, each.rejected]));
  const issues = countIssues(findings);
  return await addPlanChanges(findings, { plan, schema, file, sourceTables, issues, rejected });
}

/** The report where plan.ts and schema.ts do not fit: `error` is what loading the project threw. The plan is compared with the source as well, where it loads. */
export async function reportBrokenProject(
  error: CutoverError,
  openPlanned: () => Promise<{ readonly plan: Plan; readonly source: Source }>,
): Promise<CheckReport> {
  return makeReport({
    source: null,
    planHash: null,
    tables: [],
    forecast: null,
    findings: findProjectFaults(error, await compareWithSource(openPlanned).catch(() => [])),
    unmigrated: [],
  });
}

async function compareWithSource(openPlanned: Parameters<typeof reportBrokenProject>[1]): Promise<SourceFault[]> {
  const { plan, source } = await openPlanned();
  try {
    return findSourceFaults(plan, await source.tables());
  } finally {
    await source.close();
  }
}

/** Fields in the order in which the report prints them: JSON keeps it. */
function makeReport(parts: Omit<CheckReport, "grade" | "means" | "better" | "reasons">): CheckReport {
  const findings = sortFindings(parts.findings);
  const { grade, means, better, decisive } = gradeOf(findings);
  const reasons = decisive.map(({ table, message }) => (table === undefined ? message : `${table}: ${message}`));
  return {
    source: parts.source,
    planHash: parts.planHash,
    grade,
    means,
    better,
    reasons,
    tables: parts.tables,
    findings,
    unmigrated: parts.unmigrated,
    forecast: parts.forecast,
  };
}

async function readTables(context: Context, source: Source, unreadable: ReadonlySet<string>) {
  const { plan } = context.project;
  const auth = await readAuthSetup(context.project.appDir);
  const keys = new TableKeys(plan, ({ refs }) => [...refs]);
  const readable = [...plan.tables.values()].filter(({ name }) => !unreadable.has(name));
  const prepared = await prepareLookups(source, plan, context.env, {
    tables: readable,
    corrections: await context.readCorrections(),
  });
  const parentsOf = orderTables(
    plan,
    readable.map(({ name }) => name),
  );
  expectRows(context.progress, readable, await source.tables());
  const checks = await mapInDependencyOrder(
    readable,
    source.parallel,
    ({ name }) => parentsOf(name),
    (table) => new TableCheck(context, table, keys, auth).read(source, prepared),
  );
  const unmigrated = new Map(
    readable.map(({ name }, index) => {
      const { rejectedKeys, filteredKeys } = checks[index]!;
      return [name, { rejected: rejectedKeys, filtered: filteredKeys }];
    }),
  );
  const results = checks.map((check) => check.result(unmigrated));
  return { tables: results.map(({ table }) => table), findings: results.flatMap(({ findings }) => findings) };
}

/** What the source itself says is wrong with it. */
async function findDamage(source: Source): Promise<Finding[]> {
  const sentences = (await source.findings?.()) ?? [];
  return sentences.map((message) => ({
    code: "source_damage",
    level: "warning",
    count: 1,
    examples: [],
    message,
    remedy: remedyOf("source_damage"),
  }));
}

function findWindowFault(forecast: Forecast | null): Finding[] {
  const fits = forecast?.fits ?? null;
  if (forecast === null || fits === null) return [];
  const short = Object.keys(fits).filter((name) => fits[name] === false);
  if (short.length === 0) return [];
  const needs = short.map((name) => `${forecast.windowMinutes[name]!.toFixed(1)} minutes on ${name}`);
  return [
    {
      code: "window_too_short",
      level: "warning",
      count: short.length,
      examples: [],
      message: `A cutover window of ${forecast.plannedMinutes} min is too short: the migration needs ${needs.join(", ")}.`,
      remedy: remedyOf("window_too_short"),
    },
  ];
}
