import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type AppIssue, type AppStatus, vAppIssue } from "../deployment/answers.js";
import { readTasks, vTaskStatus } from "../deployment/tasks.js";
import { type FileTotals, readFileTotals, vFileCounts } from "../files/storedFiles.js";
import { type JsonFormat, parseJson, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import {
  loadFormat,
  type LoadedTable,
  type Manifest,
  readManifest,
  vTableCounts,
  vUnmigrated,
} from "../run/manifest.js";
import { readDeploymentRecord } from "../run/deploymentRecord.js";
import { isRehearsal, type RunDirectory } from "../run/runDirectory.js";
import { readWindow, vWindowRecord } from "../run/windowRecord.js";
import { levels } from "../comparison/power.js";
import { stages } from "../stages/pipeline.js";
import { readCheckResults, vCheckResult } from "../stages/namedChecks.js";
import { readWaivers, vWaiver } from "../stages/waivers.js";
import { vTold } from "../stages/usersWrites.js";
import { gatherTimeline, type ReportedStep, vReportedStep } from "./timeline.js";
import { readVerification, vReader, vVerifiedTable } from "../stages/verification.js";

const vLevel = z.object({ level: z.string(), finds: z.string(), cannotFind: z.string() });
const vCounts = z.record(z.string(), z.number()).readonly();

const vReportedTable = vTableCounts
  .omit({ sources: true, bytes: true, largestBytes: true, sha256: true, sums: true })
  .extend({
    loaded: z.number().nullable(),
    existing: z.number().nullable(),
    matched: z.number().nullable(),
    resolved: z.number().nullable(),
    /** Of every state; open ones wait for a decision, the others are explained. */
    issues: z.object({ open: z.number(), cleared: z.number(), waived: z.number() }).readonly().nullable(),
    /** Issue codes with their state, such as `missing_target cleared`, and how many; empty before verify. */
    issuesByCode: vCounts,
    /** Classes of match, such as `oneToOne`, and how many rows; empty where the table is not matched. */
    users: vCounts,
    verified: z.boolean().nullable(),
    /** The files that its rows name; absent where they name none. */
    files: vFileCounts.readonly().optional(),
  });
/** One table of the migration, every number from where it was counted. null: not known yet. */
export type ReportedTable = Readonly<z.infer<typeof vReportedTable>>;

const vCost = z.object({
  /** Minutes of the cutover window, by class of deployment. */
  windowMinutes: vCounts,
  /** How long the window may be; null where nobody said. */
  plannedMinutes: z.number().nullable(),
  functionCalls: z.number(),
  ioGb: z.number(),
  /** US dollars at most, by plan. */
  price: vCounts,
  /** Bytes of the documents that were loaded, and how often a stage in Convex has taken a document. */
  real: z.object({ minutes: z.number(), bytes: z.number(), documents: z.number() }).readonly(),
});
/** Convex does not say what a run was billed: of the real cost only what the command counts itself is known. */
export type Cost = Readonly<z.infer<typeof vCost>>;

export const vReport = z.object({
  run: z.string(),
  planHash: z.string().nullable(),
  source: z.string().nullable(),
  stages: z.record(z.string(), z.object({ state: z.string(), seconds: z.number().nullable() }).readonly()).readonly(),
  tables: z.array(vReportedTable.readonly()).readonly(),
  /** Tables and columns of the source that are not migrated: left out by the plan, no data of the app, or a loss. */
  unmigrated: z.array(vUnmigrated.readonly()).readonly().default([]),
  /** What the latest verification came to, who read the documents, and what each level can and cannot find; null before it. */
  verification: z
    .object({
      reader: vReader,
      at: z.string().nullable(),
      /** What has changed the deployment since; empty where it is still true. */
      since: z.array(z.string()).readonly(),
      /** How it told what users have written; absent where functions in Convex have read. */
      told: vTold.readonly().optional(),
      tables: z.array(vVerifiedTable).readonly(),
      levels: z.array(vLevel).readonly(),
    })
    .readonly()
    .nullable()
    .default(null),
  /** Rejected rows and issues that somebody has decided to live without, in any run of the folder. */
  waivers: z.array(vWaiver.readonly()).readonly().default([]),
  /** The plan's named checks, as they ended when they were last run; null before. */
  checks: z
    .object({ at: z.string(), results: z.array(vCheckResult.readonly()).readonly() })
    .readonly()
    .nullable()
    .default(null),
  /** The cutover window this run was migrated in: its outcome, the gates as they were measured, and those waived with why. */
  window: vWindowRecord.readonly().nullable(),
  /** Whether it rehearsed; absent, as what follows, in reports of earlier versions. */
  kind: z.enum(["rehearsal", "cutover"]).optional(),
  /** Where the documents went, as the deployment is called; null before the load. */
  deployment: z.string().nullable().optional(),
  /** ISO 8601, UTC. */
  writtenAt: z.string().optional(),
  /** Every step of the run, in the order they last began. */
  timeline: z.array(vReportedStep.readonly()).readonly().optional(),
  /** The plan's hooks, as each ended when it last ran. */
  hooks: z.array(vReportedStep.readonly()).readonly().optional(),
  /** What the last check of the same plan forecast, and what it really came to; null where there was none. */
  cost: vCost.readonly().nullable().optional(),
  /** What is done after the launch, as it stood when it was last asked; null where nothing was scheduled. */
  tasks: z.array(vTaskStatus.readonly()).readonly().nullable(),
});
/** report.json; report.schema.json beside this file describes it. */
export type Report = Readonly<z.infer<typeof vReport>>;

export const reportFormat: JsonFormat<Report> = { version: 1, content: vReport, next: "cutover report" };

export interface ReportOptions {
  /** Seconds that steps were forecast to take. */
  readonly planned?: ReadonlyMap<string, number>;
  readonly forecast?: Omit<Cost, "real"> | null;
  readonly now?: Date;
}

/** Gathers what the run's files and the component know, and keeps it as report.json. */
export async function writeReport(
  run: RunDirectory,
  status: AppStatus | null,
  { planned = new Map(), forecast = null, now = new Date() }: ReportOptions = {},
): Promise<Report> {
  const manifest = await readManifest(run.manifest);
  const timeline = gatherTimeline(await run.journal.entries(), planned);
  const report: Report = {
    run: run.run,
    planHash: manifest?.planHash ?? null,
    source: manifest?.source ?? null,
    stages: await gatherStages(run),
    tables: manifest === null ? [] : gatherTables(manifest, await readFacts(run, status)),
    unmigrated: manifest?.unmigrated ?? [],
    verification: await gatherVerification(run),
    waivers: await readWaivers(run.root),
    checks: await readCheckResults(run),
    window: await readWindow(run),
    kind: isRehearsal(run) ? "rehearsal" : "cutover",
    deployment: (await readDeploymentRecord(run))?.name ?? null,
    writtenAt: now.toISOString(),
    timeline,
    hooks: gatherTimeline(await run.hooks.entries()),
    cost: forecast === null ? null : { ...forecast, real: measureCost(manifest, status, timeline) },
    tasks: (await readTasks(run))?.tasks ?? null,
  };
  await writeJsonFile(run.report, reportFormat, report);
  return report;
}

function measureCost(
  manifest: Manifest | null,
  status: AppStatus | null,
  timeline: readonly ReportedStep[],
): Cost["real"] {
  const inWindow = timeline.filter(({ step }) => step !== "cleanup");
  return {
    minutes: sumOf(inWindow, ({ seconds }) => seconds ?? 0) / 60,
    bytes: sumOf(manifest?.tables ?? [], ({ bytes }) => bytes),
    documents: sumOf(status?.stages ?? [], ({ processed }) => processed),
  };
}

function sumOf<T>(items: readonly T[], pick: (item: T) => number): number {
  return items.reduce((sum, item) => sum + pick(item), 0);
}

export async function readReport(run: RunDirectory): Promise<Report | null> {
  return await readJsonFile(run.report, reportFormat);
}

async function gatherVerification(run: RunDirectory): Promise<Report["verification"]> {
  const known = await readVerification(run);
  if (known === null) return null;
  const { verification, verified } = known;
  const { reader, tables, told, verify } = verification;
  return {
    reader,
    at: verify,
    since: verified?.since ?? ["a verification of another run"],
    ...(told === undefined ? {} : { told }),
    tables,
    levels: [...levels],
  };
}

async function gatherStages(run: RunDirectory): Promise<Report["stages"]> {
  const latest = await run.journal.latest();
  return Object.fromEntries(
    stages.map(({ name }) => {
      const entry = latest.get(name);
      const seconds = entry?.durationMs === undefined ? null : entry.durationMs / 1000;
      return [name, { state: entry?.event ?? "waiting", seconds }];
    }),
  );
}

interface Facts {
  readonly loaded: readonly LoadedTable[];
  readonly issues: readonly AppIssue[];
  readonly status: AppStatus | null;
  readonly files: FileTotals["tables"];
}

async function readFacts(run: RunDirectory, status: AppStatus | null): Promise<Facts> {
  return {
    loaded: (await readJsonFile(run.loaded, loadFormat))?.tables ?? [],
    issues: await readIssues(run.file("issues.jsonl")),
    status: status?.runId === run.run ? status : null,
    files: (await readFileTotals(run))?.tables ?? {},
  };
}

async function readIssues(file: string): Promise<AppIssue[]> {
  const lines = ((await readText(file)) ?? "").split("\n").filter((line) => line !== "");
  return lines.map((line, index) => parseJson(line, vAppIssue, `${file}:${index + 1}`, "cutover verify"));
}

function gatherTables(manifest: Manifest, { loaded, issues, status, files }: Facts): ReportedTable[] {
  return manifest.tables.map((counts) => {
    const load = loaded.find(({ table }) => table === counts.table);
    const inConvex = status?.tables.find(({ table }) => table === counts.table);
    const { table, read, written, rejected, filtered, merged, rejectedByCode, replaced, format, seconds } = counts;
    return {
      table,
      read,
      written,
      rejected,
      filtered,
      merged,
      rejectedByCode,
      ...(replaced === undefined ? {} : { replaced }),
      format,
      loaded: load?.loaded ?? null,
      existing: load?.existing ?? null,
      matched: inConvex?.matched ?? null,
      resolved: countResolved(status, table),
      issues: inConvex?.issues ?? null,
      issuesByCode: countCodes(issues, table),
      users: readMatchClasses(status, table),
      verified: inConvex?.verified ?? null,
      ...(files[table] === undefined ? {} : { files: files[table] }),
      seconds: seconds + (load?.seconds ?? 0),
    };
  });
}

function countCodes(issues: readonly AppIssue[], table: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, state } of issues.filter((issue) => issue.table === table)) {
    const name = `${code} ${state}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function readMatchClasses(status: AppStatus | null, name: string): Record<string, number> {
  const { table: _, ...classes } = status?.people.find(({ table }) => table === name) ?? { table: name };
  return classes as Record<string, number>;
}

/** References written; null where the table has none to write, or nothing is known yet. */
function countResolved(status: AppStatus | null, table: string): number | null {
  const entry = status?.stages.find((candidate) => candidate.stage === "resolve" && candidate.table === table);
  return entry?.counts.resolved ?? null;
}

/** The file's text, or null where there is none. */
async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
