import type { Plan, PlannedTable } from "../../convex/shared/plan/plan.js";
import type { CheckedTable } from "./tableCheck.js";
import { firstBatchSize, stageCost } from "../../convex/shared/plan/batchSize.js";
import { mebibyte } from "../../convex/shared/limits.js";

export interface StageForecast {
  readonly stage: string;
  /** Minutes on each class of deployment, by its name. */
  readonly minutes: Readonly<Record<string, number>>;
  readonly functionCalls: number;
  /** Bytes read and written by functions and the import, together. */
  readonly ioBytes: number;
  /** What the minutes are derived from. */
  readonly basis: string;
  /** Whether it runs in the cutover window; cleanup runs days later. */
  readonly isInWindow: boolean;
}

export interface BatchForecast {
  readonly table: string;
  readonly stage: AppStage;
  readonly size: number;
  readonly batches: number;
}

export interface Forecast {
  readonly stages: readonly StageForecast[];
  /** Minutes of the stages in the window, by class. */
  readonly windowMinutes: Readonly<Record<string, number>>;
  /** The window that is planned, and whether it is long enough, by class; null where none is named. */
  readonly plannedMinutes: number | null;
  readonly fits: Readonly<Record<string, boolean>> | null;
  readonly functionCalls: number;
  readonly ioGb: number;
  /** US dollars, by plan, with nothing left of what the plan includes. */
  readonly price: Readonly<Record<string, number>>;
  readonly rates: { readonly from: string; readonly readOn: string };
  readonly batches: readonly BatchForecast[];
}

/** What a stage took in a rehearsal on a real deployment. */
export interface MeasuredStage {
  readonly stage: string;
  readonly seconds: number;
  readonly documents: number;
}

/** Fewer documents say more about starting a stage than about its speed. */
const enoughDocuments = 10_000;

/**
 * Of the open backend: a fresh context for each function a batch calls, what code takes for a document, and a look-up in the
 * database, of which up to 16 are under way at once, here half of that.
 */
const seconds = { batch: 0.3, document: 0.000_25, lookUp: 0.001_6 / 8, tableImport: 3 } as const;

/** How often the command polls the progress of a stage, at the slowest. */
const pollSeconds = 5;

interface Work {
  readonly plan: Plan;
  readonly tables: readonly CheckedTable[];
  readonly sizes: ReadonlyMap<string, TableSize>;
  readonly measured: readonly MeasuredStage[];
}

export function makeForecast(
  plan: Plan,
  tables: readonly CheckedTable[],
  readSeconds: number,
  plannedMinutes: number | null,
  measured: readonly MeasuredStage[] = [],
): Forecast {
  const sizes = new Map(
    tables.map(({ table, written, bytes, largestBytes }) => [table, { documents: written, bytes, largestBytes }]),
  );
  const work: Work = { plan, tables, sizes, measured };
  const batches = appStages.flatMap(({ stage }) => forecastBatches(work, stage));
  const stages = [
    exportForecast(readSeconds),
    loadForecast(tables),
    ...appStages.map((rule) => appForecast(work, rule, batches)),
  ];
  const windowMinutes = byClass((name) =>
    sum(stages.filter(({ isInWindow }) => isInWindow).map(({ minutes }) => minutes[name]!)),
  );
  const functionCalls = sum(stages.map((stage) => stage.functionCalls));
  const ioGb = sum(stages.map(({ ioBytes }) => ioBytes)) / 1e9;
  return {
    stages,
    windowMinutes,
    plannedMinutes,
    fits: plannedMinutes === null ? null : byClass((name) => windowMinutes[name]! <= plannedMinutes),
    functionCalls,
    ioGb,
    price: Object.fromEntries(
      rates.map(({ plan: name, databaseGb, millionCalls }) => [
        name,
        ioGb * databaseGb + (functionCalls / 1e6) * millionCalls,
      ]),
    ),
    rates: { from: ratesSource, readOn: ratesDate },
    batches,
  };
}

function exportForecast(readSeconds: number): StageForecast {
  return {
    stage: "export",
    minutes: byClass(() => readSeconds / 60),
    functionCalls: 0,
    ioBytes: 0,
    basis: "the time this check took to read the same rows",
    isInWindow: true,
  };
}

function loadForecast(tables: readonly CheckedTable[]): StageForecast {
  const ioBytes = sum(tables.map(({ bytes }) => bytes));
  return {
    stage: "load",
    minutes: byClass((_name, throughput) => (ioBytes / throughput + tables.length * seconds.tableImport) / 60),
    functionCalls: 0,
    ioBytes,
    basis: `the documents' bytes at the class's write throughput, and ${seconds.tableImport} s for each table; the upload is extra`,
    isInWindow: true,
  };
}

interface AppRule {
  readonly stage: AppStage;
  /** Whether the stage has work in this table, and whether it writes each of its documents. */
  readonly takes: (table: PlannedTable) => boolean;
  readonly writes: boolean;
  readonly isInWindow: boolean;
  readonly basis: string;
}

const batchTime = `${seconds.batch} s for each batch, ${seconds.document * 1000} ms for each document and ${seconds.lookUp * 1000} ms for each look-up`;
const writeTime = `${batchTime}, or the rewritten documents' bytes at the class's write throughput, whichever is more`;

const appStages: readonly AppRule[] = [
  { stage: "match", takes: ({ match }) => match !== undefined, writes: true, isInWindow: true, basis: writeTime },
  { stage: "resolve", takes: ({ refs }) => refs.length > 0, writes: true, isInWindow: true, basis: writeTime },
  { stage: "verify", takes: () => true, writes: false, isInWindow: true, basis: batchTime },
  { stage: "cleanup", takes: () => true, writes: true, isInWindow: false, basis: writeTime },
];

function appForecast(work: Work, rule: AppRule, batches: readonly BatchForecast[]): StageForecast {
  const { plan, tables, sizes } = work;
  const own = tables.filter(({ table }) => rule.takes(plan.tables.get(table)!));
  const calls = sum(batches.filter(({ stage }) => stage === rule.stage).map((entry) => entry.batches));
  const bytes = sum(own.map((table) => table.bytes));
  const beside = sum(
    own.map(({ table, written }) => written * bytesBeside(plan.tables.get(table)!, rule.stage, sizes)),
  );
  const measured = findMeasured(work, rule.stage);
  const documents = sum(own.map(({ written }) => written));
  const ownSeconds =
    measured === undefined
      ? calls * seconds.batch + sum(own.map((table) => secondsOf(table, plan.tables.get(table.table)!, rule)))
      : (documents * measured.seconds) / measured.documents;
  const took = byClass((_name, throughput) => Math.max(ownSeconds, rule.writes ? bytes / throughput : 0));
  const polls = Math.ceil(Math.max(0, ...Object.values(took)) / pollSeconds);
  return {
    stage: rule.stage,
    minutes: byClass((name) => took[name]! / 60),
    functionCalls: calls + polls,
    ioBytes: Math.round(bytes + beside + (rule.writes ? bytes : 0)),
    basis: measured === undefined ? rule.basis : describeMeasured(measured),
    isInWindow: rule.isInWindow,
  };
}

/** Without the batches' own time. A document that is written is read twice. */
function secondsOf({ written }: CheckedTable, table: PlannedTable, { stage, writes }: AppRule): number {
  const lookUps = stageCost(table, stage).reads.length;
  const reads = 1 + lookUps + (writes ? 1 : 0);
  return written * (reads * seconds.document + lookUps * seconds.lookUp);
}

function findMeasured({ measured }: Work, stage: AppStage): MeasuredStage | undefined {
  return measured.find((each) => each.stage === stage && each.documents >= enoughDocuments);
}

function describeMeasured({ seconds: took, documents }: MeasuredStage): string {
  return `as in the last rehearsal on a real deployment: ${documents} documents in ${Math.round(took)} s`;
}

function forecastBatches({ plan, tables, sizes }: Work, stage: AppStage): BatchForecast[] {
  const { takes } = appStages.find((rule) => rule.stage === stage)!;
  return tables
    .filter(({ table, written }) => written > 0 && takes(plan.tables.get(table)!))
    .map(({ table, written }) => {
      const size = batchSize(plan.tables.get(table)!, stage, sizes);
      return { table, stage, size, batches: Math.ceil(written / size) };
    });
}

function byClass<T>(value: (name: string, throughput: number) => T): Record<string, T> {
  return Object.fromEntries(
    deploymentClasses.map(({ name, writeBytesPerSecond }) => [name, value(name, writeBytesPerSecond)]),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A table as far as batches depend on it. */
export interface TableSize {
  readonly documents: number;
  readonly bytes: number;
  readonly largestBytes: number;
}

export type AppStage = Parameters<typeof stageCost>[1];

/** The first batch of a stage, as the app's functions will take it. Later batches size themselves. */
export function batchSize(table: PlannedTable, stage: AppStage, sizes: ReadonlyMap<string, TableSize>): number {
  const known = [...sizes].map(([name, size]) => {
    return [name, { averageBytes: averageBytes(size), largestBytes: size.largestBytes }] as const;
  });
  return firstBatchSize(table.name, stageCost(table, stage), Object.fromEntries(known));
}

/** Bytes read beside one document: its targets, once each. */
export function bytesBeside(table: PlannedTable, stage: AppStage, sizes: ReadonlyMap<string, TableSize>): number {
  return stageCost(table, stage).reads.reduce((bytes, name) => {
    const size = sizes.get(name);
    return bytes + (size === undefined ? 0 : averageBytes(size));
  }, 0);
}

export function averageBytes({ documents, bytes }: TableSize): number {
  return documents === 0 ? 0 : bytes / documents;
}

/**
 * Write throughput per deployment class, and what database I/O and function calls cost beyond what a plan includes. As
 * published at docs.convex.dev/production/state/limits (the page's text in get-convex/convex-backend at commit 02b250b),
 * US regions; EU regions cost 1.3 times as much.
 */
export const ratesDate = "2026-11-21";
export const ratesSource = "docs.convex.dev/production/state/limits, US regions";

export interface DeploymentClass {
  readonly name: string;
  readonly writeBytesPerSecond: number;
}

export const deploymentClasses = [
  { name: "S16", writeBytesPerSecond: 4 * mebibyte },
  { name: "S256", writeBytesPerSecond: 8 * mebibyte },
] as const satisfies readonly DeploymentClass[];

export interface Rate {
  readonly plan: string;
  /** US dollars per GB of database I/O. */
  readonly databaseGb: number;
  /** US dollars per million function calls. */
  readonly millionCalls: number;
  /** Free of charge each month: not taken off the price, because the app uses them too. */
  readonly includedGb: number;
  readonly includedCalls: number;
}

export const rates = [
  { plan: "Starter", databaseGb: 0.22, millionCalls: 2.2, includedGb: 1, includedCalls: 1_000_000 },
  { plan: "Professional", databaseGb: 0.2, millionCalls: 2, includedGb: 50, includedCalls: 25_000_000 },
] as const satisfies readonly Rate[];

/** Database I/O of the Free plan in a month; beyond it writes may fail. The same page. */
export const freeGb = 1;

/** `1.2 GB`, `0.35 GB`, `4 MB`. */
export function formatGb(gb: number): string {
  if (gb < 0.1) return `${Math.max(1, Math.ceil(gb * 1_000))} MB`;
  return `${gb < 1 ? gb.toFixed(2) : gb.toFixed(1)} GB`;
}
