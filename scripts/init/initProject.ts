import path from "node:path";
import { CutoverError } from "../errors.js";
import type { Source, SourceTable } from "../sources/source.js";
import { assembleTable } from "./assembleTable.js";
import { findDataKeys } from "./dataKeys.js";
import type { TableDraft } from "./draft.js";
import { type LeftOutGroup, selectTables } from "./selectTables.js";
import { referredColumns } from "./references.js";
import { renderMigrations } from "../project/code/migrationsFile.js";
import { environmentLines, exportsOf, renderConfig } from "./renderModules.js";
import { renderPlan } from "./renderPlan.js";
import { renderSchema, renderSchemaAdditions } from "./renderSchema.js";
import { nameTables, surveyTables } from "./surveyTables.js";
import { findUsers, pickSupabaseUsers } from "./users.js";
import { mkdir, readFile, writeFile } from "node:fs/promises";

export interface InitOptions {
  /** The folder of the Convex functions: `convex`. */
  readonly appDir: string;
  /** Replaces files that are there and differ. */
  readonly force: boolean;
  /** Says what would be written, and writes nothing. */
  readonly dryRun: boolean;
  /** By table: the jq filters that the source was opened with. */
  readonly jq?: Readonly<Record<string, string>>;
  /** What the generated code imports from; default the package itself. */
  readonly modules?: { readonly client: string; readonly config: string };
}

export interface InitResult {
  readonly files: readonly InitFile[];
  /** Migrated tables, by their names in Convex. */
  readonly tables: readonly { readonly name: string; readonly source: string; readonly fields: number }[];
  /** Tables whose rows have no key but their content. */
  readonly byContent: readonly string[];
  /** Tables, and columns as `table.column`, each with the reason. */
  readonly leftOut: readonly LeftOutGroup[];
  /** What to type next. */
  readonly next: string;
}

const packageModules = { client: "convex-cutover", config: "convex-cutover/convex.config.js" };

/** Reads the source's tables and a sample of their rows, and writes the plan, the schema and the functions of the cutover. */
export async function initProject(source: Source, options: InitOptions): Promise<InitResult> {
  const all = await source.tables();
  refuseUnusedFilters(options.jq ?? {}, all, source.description);
  const { kept, leftOut: withUsers } = selectTables(all);
  const tables = await draftTables(source, kept, all);
  const leftOut = withoutTables(withUsers, tables);
  const advice = adviseOnKeys(all, tables);
  if (advice !== null) {
    throw new CutoverError("source", {
      what: "The source has no table that can be migrated",
      where: source.description,
      next: advice,
    });
  }
  const planned = await planFiles(tables, leftOut, options);
  const files = await compareFiles(planned, options.force);
  if (!options.dryRun) await writeFiles(files);
  return {
    files,
    tables: tables.map(({ name, source: { name: from }, fields }) => ({ name, source: from, fields: fields.length })),
    byContent: tables.filter(isByContent).map(({ source: { name } }) => name),
    leftOut: [...leftOut, ...listOmittedColumns(tables)],
    next: "Read convex/plan.ts, then: npx cutover codegen && npx cutover rehearse",
  };
}

function refuseUnusedFilters(jq: Readonly<Record<string, string>>, all: readonly SourceTable[], where: string): void {
  const unused = Object.keys(jq).filter((name) => all.every((table) => table.name !== name));
  if (unused.length === 0) return;
  throw new CutoverError("usage", {
    what: `--jq names ${unused.join(", ")}, which is no table of JSON in the source`,
    where,
    next: `It has: ${all.map(({ name }) => name).join(", ")}. Write --jq '<table>=<filter>'`,
  });
}

/** Why no plan can be written, and what to do; null where one can. */
function adviseOnKeys(all: readonly SourceTable[], tables: readonly TableDraft[]): string | null {
  if (all.length === 0) return "Check that it is the right database.";
  const isUndescribed = all.every(({ columns }) => columns.every(({ type }) => type === "unknown"));
  if (isUndescribed)
    return "It does not describe its tables. A dump without CREATE TABLE: dump both, pg_dump <url> -f dump.sql, or put schema.sql beside data.sql and name their folder.";
  const hasObjects = tables
    .filter(isByContent)
    .some(({ source: { columns } }) => columns.some(({ name, type }) => /id$/i.test(name) && type === "json"));
  if (hasObjects)
    return `Its keys are objects. Take their text with a filter, which goes into the plan: npx cutover init <file> --jq '._id |= .["$oid"]'`;
  return tables.length === 0 ? "All of its tables belong to tools: name the database of the app." : null;
}

function isByContent({ fields }: TableDraft): boolean {
  return fields.some(({ role, code }) => role === "id" && code === "rowKey()");
}

/** A tool's table may be migrated after all. */
function withoutTables(groups: readonly LeftOutGroup[], tables: readonly TableDraft[]): LeftOutGroup[] {
  const migrated = new Set(tables.map(({ source }) => source.name));
  return groups
    .map((group) => ({ ...group, names: group.names.filter((name) => !migrated.has(name)) }))
    .filter(({ names }) => names.length > 0);
}

/** Columns that the plan omits, grouped by their reason. */
function listOmittedColumns(tables: readonly TableDraft[]): LeftOutGroup[] {
  const groups = new Map<string, string[]>();
  for (const { source, fields } of tables) {
    for (const { key, columns, omitted } of fields) {
      if (omitted === undefined) continue;
      groups.set(omitted, [...(groups.get(omitted) ?? []), `${source.name}.${columns[0] ?? key}`]);
    }
  }
  return [...groups].map(([reason, names]) => ({ reason, names, isNamed: true }));
}

async function draftTables(
  source: Source,
  kept: Awaited<ReturnType<Source["tables"]>>,
  all: Awaited<ReturnType<Source["tables"]>>,
): Promise<TableDraft[]> {
  const accounts = pickSupabaseUsers(all);
  const users = await findUsers(source, kept, accounts);
  // Supabase's accounts are migrated only where the app has no table that knows its users' addresses.
  const tables = nameTables(
    accounts !== null && users?.table === accounts.name ? [...kept, accounts] : kept,
    all,
    users,
  );
  await findDataKeys(source, tables);
  await surveyTables(source, tables, users === null ? null : tables.get(users.table)!, all);
  const referred = referredColumns(tables);
  return [...tables.values()].map((table) => assembleTable(table, { tables, users, referred }));
}

async function planFiles(
  tables: readonly TableDraft[],
  leftOut: readonly LeftOutGroup[],
  { appDir, modules = packageModules, jq = {} }: InitOptions,
): Promise<PlannedFile[]> {
  const inApp = (name: string) => path.join(appDir, name);
  return [
    { path: inApp("plan.ts"), content: renderPlan(tables, leftOut, { module: modules.client, jq }) },
    await planSchema(inApp, tables, modules.client),
    { path: inApp("migrations.ts"), content: renderMigrations(tables.map(exportsOf), modules.client) },
    ...(await planConfig(inApp, modules.config)),
    await planEnvironment(path.join(path.dirname(path.resolve(appDir)), ".env.example")),
  ];
}

/** An existing schema stays as it is: what it lacks goes into a file beside it. */
async function planSchema(
  inApp: (name: string) => string,
  tables: readonly TableDraft[],
  module: string,
): Promise<PlannedFile> {
  const content = renderSchema(tables, module);
  const existing = await readIfThere(inApp("schema.ts"));
  const isOurs = existing === null || existing.includes("Written by `cutover init`");
  if (isOurs) return { path: inApp("schema.ts"), content };
  return { path: inApp("schema.additions.ts"), content: renderSchemaAdditions(tables, module) };
}

/** An app that installs components already gets two lines to add instead. */
async function planConfig(inApp: (name: string) => string, module: string): Promise<PlannedFile[]> {
  const content = renderConfig(module);
  const existing = await readIfThere(inApp("convex.config.ts"));
  if (existing === null || existing === content) return [{ path: inApp("convex.config.ts"), content }];
  if (existing.includes(module)) return [];
  const head =
    "// Written by `cutover init`, since there is a convex.config.ts already: install these two components there.\n";
  return [{ path: inApp("convex.config.additions.ts"), content: `${head}${content}` }];
}

/** Its lines are added to those that are there. */
async function planEnvironment(file: string): Promise<PlannedFile> {
  const existing = (await readIfThere(file)) ?? "";
  if (/^CUTOVER_SOURCE=/m.test(existing)) return { path: file, content: existing };
  const gap = existing === "" || existing.endsWith("\n") ? "" : "\n";
  return { path: file, content: `${existing}${gap}${environmentLines}`, isAddition: true };
}

export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  /** The content is the existing lines plus new ones, so nothing is lost. */
  readonly isAddition?: boolean;
}

export interface InitFile extends PlannedFile {
  /** `unchanged`: the file exists with exactly this content. */
  readonly state: "new" | "replaced" | "unchanged" | "added to";
}

/** What writing would do to each file. Throws, all files in the way at once, unless `force` says to replace them. */
export async function compareFiles(files: readonly PlannedFile[], force: boolean): Promise<InitFile[]> {
  const compared = await Promise.all(
    files.map(async (file): Promise<InitFile> => {
      const before = await readIfThere(file.path);
      if (before === null) return { ...file, state: "new" };
      if (before === file.content) return { ...file, state: "unchanged" };
      return { ...file, state: file.isAddition === true ? "added to" : "replaced" };
    }),
  );
  const inTheWay = compared.filter(({ state }) => state === "replaced");
  if (force || inTheWay.length === 0) return compared;
  throw new CutoverError(
    "usage",
    inTheWay.map((file, at) => ({
      what: "This file already exists with other content",
      where: file.path,
      ...(at === inTheWay.length - 1 ? { next: "Move them away, or replace them all with --force." } : {}),
    })),
  );
}

export async function writeFiles(files: readonly InitFile[]): Promise<void> {
  for (const { path: file, content, state } of files) {
    if (state === "unchanged") continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
