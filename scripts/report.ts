import { readFile } from "node:fs/promises";
import { renderTable } from "./output/table.js";
import { stages } from "./pipeline.js";
import { writeFileAtomically } from "./run/files.js";
import { type Manifest, readManifest } from "./run/manifest.js";
import type { RunDirectory } from "./run/runDirectory.js";
import type { LoadedTable } from "./stages/load.js";
import type { AppStatus } from "./target/app.js";

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
  readonly issues: number | null;
  readonly verified: boolean | null;
  readonly seconds: number;
}

export interface Report {
  readonly run: string;
  readonly planHash: string | null;
  readonly source: string | null;
  readonly stages: Readonly<Record<string, { readonly state: string; readonly seconds: number | null }>>;
  readonly tables: readonly ReportedTable[];
}

/** Gathers what the run's files and the component know, and keeps it as report.json. */
export async function writeReport(run: RunDirectory, status: AppStatus | null): Promise<Report> {
  const manifest = await readManifest(run.manifest);
  const report: Report = {
    run: run.run,
    planHash: manifest?.planHash ?? null,
    source: manifest?.source ?? null,
    stages: await gatherStages(run),
    tables:
      manifest === null ? [] : gatherTables(manifest, await readLoaded(run), status?.runId === run.run ? status : null),
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

function gatherTables(manifest: Manifest, loaded: readonly LoadedTable[], status: AppStatus | null): ReportedTable[] {
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
      issues: found === undefined ? null : found.issues.open + found.issues.cleared + found.issues.waived,
      verified: found?.verified ?? null,
      seconds: seconds + (load?.seconds ?? 0),
    };
  });
}

/** References written; null where the table has none to write, or nothing is known yet. */
function countResolved(status: AppStatus | null, table: string): number | null {
  const entry = status?.stages.find((candidate) => candidate.stage === "resolve" && candidate.table === table);
  return entry?.counts.resolved ?? null;
}

async function readLoaded(run: RunDirectory): Promise<LoadedTable[]> {
  return await readJson<LoadedTable[]>(run.file("load.json"), []);
}

async function readJson<T>(file: string, missing: T): Promise<T> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return missing;
    throw error;
  }
}

const header = [
  "table",
  "read",
  "written",
  "rejected",
  "loaded",
  "matched",
  "resolved",
  "issues",
  "verified",
  "seconds",
];

/** The closing table, the rejected rows by code, and the stages' times. */
export function renderReport(report: Report): string {
  const rows = report.tables.map((table) => [
    table.table,
    ...[table.read, table.written, table.rejected, table.loaded, table.matched, table.resolved, table.issues].map(
      count,
    ),
    table.verified === null ? "–" : table.verified ? "yes" : "NO",
    table.seconds.toFixed(1),
  ]);
  const explained = report.tables.flatMap(explainTable);
  return [
    renderTable(header, [...rows, totals(report.tables)]),
    ...(explained.length > 0 ? ["", ...explained] : []),
  ].join("\n");
}

function totals(tables: readonly ReportedTable[]): string[] {
  const sum = (pick: (table: ReportedTable) => number | null) =>
    tables.every((table) => pick(table) === null)
      ? null
      : tables.reduce((total, table) => total + (pick(table) ?? 0), 0);
  const counts = [
    sum(({ read }) => read),
    sum(({ written }) => written),
    sum(({ rejected }) => rejected),
    sum(({ loaded }) => loaded),
    sum(({ matched }) => matched),
    sum(({ resolved }) => resolved),
    sum(({ issues }) => issues),
  ];
  const verified = tables.filter((table) => table.verified === true).length;
  return [
    "total",
    ...counts.map(count),
    `${verified}/${tables.length}`,
    tables.reduce((total, table) => total + table.seconds, 0).toFixed(1),
  ];
}

function explainTable({ table, rejected, rejectedByCode, filtered, merged, existing }: ReportedTable): string[] {
  const parts = [
    ...(rejected > 0
      ? [
          `${rejected} rejected: ${Object.entries(rejectedByCode)
            .map(([code, n]) => `${n} ${code}`)
            .join(", ")}`,
        ]
      : []),
    ...(filtered > 0 ? [`${filtered} filtered by the plan`] : []),
    ...(merged > 0 ? [`${merged} merged`] : []),
    ...(existing ? [`${existing} that were there before kept their ids`] : []),
  ];
  return parts.length > 0 ? [`${table}: ${parts.join("; ")}`] : [];
}

function count(value: number | null): string {
  return value === null ? "–" : String(value);
}
