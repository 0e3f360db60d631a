import { readFile } from "node:fs/promises";
import { stages } from "../stages/pipeline.js";
import { writeFileAtomically } from "../run/files.js";
import { type Manifest, readManifest } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { LoadedTable } from "../stages/load.js";
import type { AppIssue, AppStatus } from "../deployment/app.js";
import { tasksFile, type TasksStatus, type TaskStatus } from "../tasks/taskCalls.js";
import { readWindow, type WindowRecord } from "../run/windowRecord.js";

/** One table of the migration, every number from where it was counted. null: not known yet. */
export interface ReportedTable {
  readonly table: string;
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  readonly filtered: number;
  readonly merged: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly format: string;
  readonly loaded: number | null;
  readonly existing: number | null;
  readonly matched: number | null;
  readonly resolved: number | null;
  /** Of every state; open ones are for a person to settle, the others are explained. */
  readonly issues: { readonly open: number; readonly cleared: number; readonly waived: number } | null;
  /** Issue codes with their state, such as `missing_target cleared`, and how many; empty before verify. */
  readonly issuesByCode: Readonly<Record<string, number>>;
  /** Classes of match, such as `oneToOne`, and how many rows; empty where the table is not matched. */
  readonly people: Readonly<Record<string, number>>;
  readonly verified: boolean | null;
  readonly seconds: number;
}

export interface Report {
  readonly run: string;
  readonly planHash: string | null;
  readonly source: string | null;
  readonly stages: Readonly<Record<string, { readonly state: string; readonly seconds: number | null }>>;
  readonly tables: readonly ReportedTable[];
  /** The maintenance window this run was moved in: its outcome, the gates as they were measured, and those waived with why. */
  readonly window: WindowRecord | null;
  /** What is done after the launch, as it stood when it was last asked; null where nothing was scheduled. */
  readonly tasks: readonly TaskStatus[] | null;
}

/** Gathers what the run's files and the component know, and keeps it as report.json. */
export async function writeReport(run: RunDirectory, status: AppStatus | null): Promise<Report> {
  const manifest = await readManifest(run.manifest);
  const report: Report = {
    run: run.run,
    planHash: manifest?.planHash ?? null,
    source: manifest?.source ?? null,
    stages: await gatherStages(run),
    tables: manifest === null ? [] : gatherTables(manifest, await readFacts(run, status)),
    window: await readWindow(run),
    tasks: (await readJson<TasksStatus | null>(tasksFile(run), null))?.tasks ?? null,
  };
  await writeFileAtomically(run.report, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

export async function readReport(run: RunDirectory): Promise<Report | null> {
  return await readJson<Report | null>(run.report, null);
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
}

async function readFacts(run: RunDirectory, status: AppStatus | null): Promise<Facts> {
  const issues = (await readText(run.file("issues.jsonl"))) ?? "";
  return {
    loaded: await readJson<LoadedTable[]>(run.file("load.json"), []),
    issues: issues.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as AppIssue])),
    status: status?.runId === run.run ? status : null,
  };
}

function gatherTables(manifest: Manifest, { loaded, issues, status }: Facts): ReportedTable[] {
  return manifest.tables.map((books) => {
    const load = loaded.find(({ table }) => table === books.table);
    const found = status?.tables.find(({ table }) => table === books.table);
    const { table, read, written, rejected, filtered, merged, rejectedByCode, format, seconds } = books;
    return {
      table,
      read,
      written,
      rejected,
      filtered,
      merged,
      rejectedByCode,
      format,
      loaded: load?.loaded ?? null,
      existing: load?.existing ?? null,
      matched: found?.matched ?? null,
      resolved: countResolved(status, books.table),
      issues: found?.issues ?? null,
      issuesByCode: countCodes(issues, books.table),
      people: classesOf(status, books.table),
      verified: found?.verified ?? null,
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

function classesOf(status: AppStatus | null, name: string): Record<string, number> {
  const { table: _, ...classes } = status?.people.find(({ table }) => table === name) ?? { table: name };
  return classes as Record<string, number>;
}

/** References written; null where the table has none to write, or nothing is known yet. */
function countResolved(status: AppStatus | null, table: string): number | null {
  const entry = status?.stages.find((candidate) => candidate.stage === "resolve" && candidate.table === table);
  return entry?.counts.resolved ?? null;
}

async function readJson<T>(file: string, missing: T): Promise<T> {
  const text = await readText(file);
  return text === null ? missing : (JSON.parse(text) as T);
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
