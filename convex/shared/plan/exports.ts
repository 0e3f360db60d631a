import { tablesWithFiles } from "./files.js";
import { capitalize } from "./names.js";
import type { Plan, PlannedTable } from "./plan.js";

/** What the function of each stage is called, before the table's name: `removeLegacyFieldsCases`. */
export const stagePrefixes = {
  match: "match",
  resolve: "resolve",
  verify: "verify",
  cleanup: "removeLegacyFields",
} as const;

export type TableStage = keyof typeof stagePrefixes;

/** The stages that have work to do on a table: match needs a rule, resolve needs references. */
export function stagesOf({ match, refs }: Pick<PlannedTable, "match" | "refs">): TableStage[] {
  return [
    ...(match === undefined ? [] : ["match" as const]),
    ...(refs.length === 0 ? [] : ["resolve" as const]),
    "verify",
    "cleanup",
  ];
}

/** `resolveCases` */
export function stageFunctionName(stage: TableStage, table: string): string {
  return `${stagePrefixes[stage]}${capitalize(table)}`;
}

/** What every app exports from `cutover.functions()`: the command, the scheduler and the stages call these by name. */
const requiredFunctions: readonly string[] = (
  "begin apply run control status issues inspect matches recordVerification waive settle " +
  "removed conflicts clearRemoved moveReferences moveReferencesBatch " +
  "window recordStep maintenance setMaintenance scheduledWork " +
  "tasks scheduleTasks runTask dryRunTask cancelTask undoTask closeTask confirmTask " +
  "readSourceBaseline wakeTask performTask reportTask deployment lease takeLease renewLease releaseLease"
).split(" ");

/** What an app exports, too, that migrates sign-ins: `legacyPassword`, `cutover try-sign-in`, its gate and `cutover status` call these. */
const signInFunctions: readonly string[] =
  "signIns trySignIns openSignInTrial closeSignInTrial upgradeHash finishReset".split(" ");

/** What an app exports, too, whose plan names files: `cutover files` and `cutover rollback` call these. */
const fileFunctions: readonly string[] = ["knownFiles", "beginUploads", "recordFiles", "recoverUploads", "deleteFiles"];

/** What `migrations.ts` exports from `cutover.functions()` where these tables are migrated. */
export function neededFunctions(tables: Iterable<string>, { hasFiles = false } = {}): readonly string[] {
  const signIn = [...tables].includes("authAccounts") ? signInFunctions : [];
  return [...requiredFunctions, ...signIn, ...(hasFiles ? fileFunctions : [])];
}

function functionsOf(plan: Plan): readonly string[] {
  return neededFunctions(plan.tables.keys(), { hasFiles: tablesWithFiles(plan).length > 0 });
}

/** An export of `migrations.ts` that is missing, or that the plan has no use for. */
export interface ExportFault {
  readonly kind: "missing" | "surplus";
  readonly name: string;
  /** What to add or delete, as a sentence with the line. */
  readonly fix: string;
}

/** The functions of one table that `migrations.ts` exports. */
export interface TableExports {
  readonly table: string;
  readonly names: readonly string[];
}

/** What `migrations.ts` exports for this plan: a table's functions, and those that belong to none. */
export function neededExports(plan: Plan): {
  readonly tables: readonly TableExports[];
  readonly functions: readonly string[];
} {
  const tables = [...plan.tables.values()].map((table) => ({ table: table.name, names: namesOf(table) }));
  return { tables, functions: functionsOf(plan) };
}

/** Every name a table of the plan might ask for, whatever the plan says of it. */
export function possibleExports(plan: Plan): string[] {
  return [...plan.tables.keys()].flatMap((name) => allStages.map((stage) => stageFunctionName(stage, name)));
}

function namesOf(table: PlannedTable): string[] {
  return stagesOf(table).map((stage) => stageFunctionName(stage, table.name));
}

/** Compares the exports of `migrations.ts` with what the plan needs. */
export function findExportFaults(plan: Plan, exportNames: Iterable<string>): ExportFault[] {
  const exported = new Set(exportNames);
  const tables = [...plan.tables.values()];
  const needed = tables.flatMap(namesOf);
  const possible = possibleExports(plan);
  const lacking = functionsOf(plan).filter((name) => !exported.has(name));
  return [
    ...tables.flatMap((table) => missingOf(table, exported)),
    ...lacking.map((name) => missing(name, `export const { ${lacking.join(", ")} } = cutover.functions();`)),
    ...possible.filter((name) => exported.has(name) && !needed.includes(name)).map(surplus),
  ];
}

const allStages = Object.keys(stagePrefixes) as TableStage[];

function missingOf(table: PlannedTable, exported: ReadonlySet<string>): ExportFault[] {
  const names = namesOf(table);
  const line = `export const { ${names.join(", ")} } = cutover.table(${JSON.stringify(table.name)});`;
  return names.filter((name) => !exported.has(name)).map((name) => missing(name, line));
}

function missing(name: string, line: string): ExportFault {
  return { kind: "missing", name, fix: `${name} is not exported from migrations.ts. Add: ${line}` };
}

function surplus(name: string): ExportFault {
  return { kind: "surplus", name, fix: `${name} has nothing to do in this plan. Delete it from migrations.ts.` };
}
