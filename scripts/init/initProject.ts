import path from "node:path";
import { neededFunctions, type TableExports } from "../../convex/shared/plan/exports.js";
import { CutoverError } from "../errors.js";
import { initFailures } from "./failures.js";
import { renderConfig } from "../project/code/appFiles.js";
import { type Proposal, readIfThere } from "../project/code/proposal.js";
import { type Modules, packageModules } from "../project/generate.js";
import type { Source, SourceTable } from "../sources/source.js";
import { type AuthAccounts, draftAuthAccounts } from "./authAccounts.js";
import { assembleTable } from "./assembleTable.js";
import { findDataKeys } from "./dataKeys.js";
import type { TableDraft } from "./draft.js";
import { type LeftOutGroup, selectTables } from "./selectTables.js";
import { referredColumns } from "./references.js";
import { renderMigrations } from "../project/code/migrationsFile.js";
import {
  type ExistingApp,
  findConflictsWith,
  hasField,
  listUnfilled,
  proposeEdits,
  readExistingApp,
} from "./existingApp.js";
import { compareFiles, type InitFile, planEnvironment, type PlannedFile, writeFiles } from "./files.js";
import { exportsOf } from "./renderModules.js";
import { findResemblances, type Resemblance, type Resemblances } from "./resemblance.js";
import { renderPlan } from "./renderPlan.js";
import { listAdditions, renderSchema } from "./renderSchema.js";
import { findSchemaName, renderSourceTypes } from "./sourceTypes.js";
import { nameTables, surveyTables } from "./surveyTables.js";
import { findUsers, pickSupabaseUsers } from "./users.js";

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
  readonly modules?: Modules;
  /** The module that instantiates Cutover; default `migrations`. */
  readonly module?: string;
}

export interface InitResult {
  readonly files: readonly InitFile[];
  /** What should change in files that are there; nothing of it is written. */
  readonly edits: readonly Proposal[];
  /**
   * What the app names or types otherwise than the plan, a sentence each. With any of them schema.ts gets no edits: they would put the
   * source's names beside the app's.
   */
  readonly conflicts: readonly string[];
  /** Tables of the app's schema that the plan has under no such name. */
  readonly unfilled: readonly string[];
  /** Tables whose name the plan takes from schema.ts, since their fields are the same. */
  readonly renamed: readonly Resemblance[];
  /** Tables that may be one of the unfilled, the likeliest first. */
  readonly possible: readonly Resemblance[];
  /** Migrated tables, by their names in Convex. */
  readonly tables: readonly { readonly name: string; readonly source: string; readonly fields: number }[];
  /** Tables whose rows have no key but their content. */
  readonly byContent: readonly string[];
  /** Tables, and columns as `table.column`, each with the reason. */
  readonly leftOut: readonly LeftOutGroup[];
}

/** What the plan will say. */
interface Drafts {
  readonly tables: readonly TableDraft[];
  readonly leftOut: readonly LeftOutGroup[];
  /** How users sign in, where the app has Convex Auth and the source knows it. */
  readonly accounts: AuthAccounts | null;
  /** Tables that schema.ts may have by other names. */
  readonly resemblances: Resemblances;
}

/** Reads the source's tables and a sample of their rows, and writes the plan, the schema and the functions of the cutover. */
export async function initProject(source: Source, options: InitOptions): Promise<InitResult> {
  const all = await source.tables();
  refuseUnusedFilters(options.jq ?? {}, all, source.description);
  const app = await readExistingApp(options.appDir);
  const drafts = await draftAll(source, all, app);
  const { tables, leftOut } = drafts;
  const advice = adviseOnKeys(all, tables);
  if (advice !== null) {
    throw new CutoverError(initFailures.nothingToMigrate, {
      what: "The source has no table that can be migrated",
      where: source.description,
      next: advice,
    });
  }
  const edits = await editFiles(drafts, app, options);
  const types = await planSourceTypes(all, drafts, edits, options);
  const files = await compareFiles([...(await planFiles(drafts, app, options)), types], options.force);
  if (!options.dryRun) await writeFiles(files);
  const conflicts = options.dryRun ? [] : await findConflictsWith(app, path.join(options.appDir, "plan.ts"));
  return {
    files,
    edits: conflicts.length === 0 ? edits : edits.filter((edit) => path.basename(edit.path) !== app.schemaName),
    conflicts,
    unfilled: listUnfilled(app, tables),
    renamed: drafts.resemblances.certain,
    possible: drafts.resemblances.possible,
    tables: tables.map(({ name, source: { name: from }, fields }) => ({ name, source: from, fields: fields.length })),
    byContent: tables.filter(isByContent).map(({ source: { name } }) => name),
    leftOut: [...leftOut, ...listOmittedColumns(drafts), ...(drafts.accounts?.omitted ?? [])],
  };
}

function refuseUnusedFilters(jq: Readonly<Record<string, string>>, all: readonly SourceTable[], where: string): void {
  const unused = Object.keys(jq).filter((name) => all.every((table) => table.name !== name));
  if (unused.length === 0) return;
  throw new CutoverError(initFailures.unknownJqTable, {
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
    return `Its keys are objects. Take their text with a filter, which goes into the plan: npx cutover init <file> --jq '.id |= .value'`;
  return tables.length === 0 ? "All of its tables belong to tools: name the database of the app." : null;
}

function isByContent({ fields }: TableDraft): boolean {
  return fields.some(({ role, code }) => role === "id" && code === "rowKey()");
}

async function draftAll(source: Source, all: readonly SourceTable[], app: ExistingApp): Promise<Drafts> {
  const { kept, leftOut } = selectTables(all);
  const { drafted, resemblances } = await draftTables(source, kept, all, app);
  const accounts = "authAccounts" in app.schema.tables ? draftAuthAccounts(all, drafted) : null;
  const tables = drafted.filter((table) => !(accounts?.sources ?? []).includes(table.source.name));
  return {
    tables,
    accounts,
    resemblances,
    leftOut: withoutTables(leftOut, [...tables.map((table) => table.source.name), ...(accounts?.sources ?? [])]),
  };
}

/** A tool's table may be migrated after all. */
function withoutTables(groups: readonly LeftOutGroup[], tables: readonly string[]): LeftOutGroup[] {
  const migrated = new Set(tables);
  return groups
    .map((group) => ({ ...group, names: group.names.filter((name) => !migrated.has(name)) }))
    .filter(({ names }) => names.length > 0);
}

/** Columns that the plan omits and does not read elsewhere, grouped by their reason. */
function listOmittedColumns({ tables, accounts }: Drafts): LeftOutGroup[] {
  const groups = new Map<string, string[]>();
  const migrated = new Set(accounts?.hashes);
  for (const { source, fields } of tables) {
    for (const { key, columns, omitted } of fields) {
      const name = `${source.name}.${columns[0] ?? key}`;
      // Left out of the users, and in their accounts.
      if (omitted === undefined || migrated.has(name)) continue;
      groups.set(omitted, [...(groups.get(omitted) ?? []), name]);
    }
  }
  return [...groups].map(([reason, names]) => ({ reason, names, isNamed: true }));
}

async function draftTables(
  source: Source,
  kept: Awaited<ReturnType<Source["tables"]>>,
  all: Awaited<ReturnType<Source["tables"]>>,
  app: ExistingApp,
): Promise<{ readonly drafted: TableDraft[]; readonly resemblances: Resemblances }> {
  const accounts = pickSupabaseUsers(all);
  const resemblances = findResemblances(kept, app.schema);
  const likeUsers = resemblances.certain.find(({ name }) => name === "users");
  const users = await findUsers(source, kept, accounts, hasField(app, "users", "email"), likeUsers?.source);
  // Supabase's accounts are migrated only where the app has no table that knows its users' addresses.
  const tables = nameTables(
    accounts !== null && users?.table === accounts.name ? [...kept, accounts] : kept,
    all,
    users,
    { schema: app.schema, renamed: resemblances.certain },
  );
  await findDataKeys(source, tables);
  await surveyTables(source, tables, users === null ? null : tables.get(users.table)!, all);
  const referred = referredColumns(tables);
  const drafted = [...tables.values()].map((table) => assembleTable(table, { tables, users, referred }));
  return { drafted, resemblances };
}

/** The files that are not there yet. Those that are get edits. */
async function planFiles(drafts: Drafts, app: ExistingApp, options: InitOptions): Promise<PlannedFile[]> {
  const { appDir, modules = packageModules, module = "migrations" } = options;
  const inApp = (name: string) => path.join(appDir, name);
  const content: readonly [name: string, content: string][] = [
    ["schema.ts", renderSchema(drafts.tables, modules.client)],
    [`${module}.ts`, renderMigrations(listExports(drafts), modules.client)],
    ["convex.config.ts", renderConfig(modules.config)],
  ];
  const files: PlannedFile[] = [{ path: inApp("plan.ts"), content: renderWholePlan(drafts, options) }];
  for (const [name, text] of content) {
    if ((await readIfThere(inApp(name))) === null && !(name === "schema.ts" && app.hasSchema))
      files.push({ path: inApp(name), content: text });
  }
  return [...files, await planEnvironment(path.join(path.dirname(path.resolve(appDir)), ".env.example"))];
}

/** The schema's name is the one it will have when the edits are made. */
async function planSourceTypes(
  all: readonly SourceTable[],
  { tables, accounts }: Drafts,
  edits: readonly Proposal[],
  { appDir, modules = packageModules }: InitOptions,
): Promise<PlannedFile> {
  const file = path.join(appDir, "schema.ts");
  const text = edits.find((edit) => edit.path === file)?.after ?? (await readIfThere(file));
  const schemaName = text === null ? "schema" : findSchemaName(text);
  const planned = [...tables.map(({ source }) => source.name), ...(accounts?.reads ?? [])];
  const content = renderSourceTypes(all, { module: modules.client, schemaName, planned });
  return { path: path.join(appDir, "plan.source.ts"), content, isGenerated: true };
}

function renderWholePlan(
  { tables, leftOut, accounts }: Drafts,
  { modules = packageModules, jq = {} }: InitOptions,
): string {
  return renderPlan(tables, leftOut, { module: modules.client, jq, more: accounts?.lines ?? [] });
}

function listExports({ tables, accounts }: Drafts): TableExports[] {
  return [...tables.map(exportsOf), ...(accounts === null ? [] : [accounts.exports])];
}

async function editFiles(drafts: Drafts, app: ExistingApp, options: InitOptions): Promise<Proposal[]> {
  const { module = "migrations", modules = packageModules } = options;
  const usesAuth = !app.hasSchema || "authAccounts" in app.schema.tables;
  const tables = listAdditions(drafts.tables, usesAuth);
  const exported = listExports(drafts);
  return await proposeEdits(app, {
    tables,
    exports: exported,
    functions: neededFunctions(exported.map(({ table }) => table)),
    module,
    modules,
    migratesHashes: (drafts.accounts?.hashes.length ?? 0) > 0,
  });
}
