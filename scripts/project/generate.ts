import { existsSync } from "node:fs";
import { chmod, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { neededExports, possibleExports } from "../../convex/shared/plan/exports.js";
import { projectFailures } from "./failures.js";
import { CutoverError, type Fault } from "../errors.js";
import { editConfig, renderConfig } from "./code/appFiles.js";
import { renderDiff } from "./code/diff.js";
import { editMigrations, renderMigrations, type WantedExports } from "./code/migrationsFile.js";
import { listTables } from "./code/planTables.js";
import { type Edited, isStale, type Proposal, readIfThere } from "./code/proposal.js";
import { editSchema } from "./code/schemaFile.js";
import { readExportFaults } from "./exportFaults.js";
import { finalSchemaOf, loadProject, loadProjectFiles, type Project, type ProjectFiles } from "./project.js";

/** What generated code imports from. */
export interface Modules {
  readonly client: string;
  readonly config: string;
}

/** The module of `legacyPassword`: beside the client, in the package and in its source. */
export function authModuleOf({ client }: Modules): string {
  return /index(?:\.[jt]s)?$/.test(client) ? client.replace(/index(\.[jt]s)?$/, "signIn/index$1") : `${client}/auth`;
}

export const packageModules: Modules = { client: "convex-cutover", config: "convex-cutover/convex.config.js" };

export interface GenerateOptions {
  /** `convex/plan.ts`. */
  readonly plan: string;
  /** The app's module that instantiates Cutover: `migrations`. */
  readonly module: string;
  readonly modules?: Modules;
}

/** What the app's files should say for the plan as it is: schema, exports, components. */
export async function proposeFiles(options: GenerateOptions): Promise<Proposal[]> {
  const files = await loadProjectFiles(options.plan);
  const modules = options.modules ?? packageModules;
  const inApp = (name: string) => path.join(path.dirname(options.plan), name);
  const config = async (text: string | null) =>
    text === null ? { text: renderConfig(modules.config), pastes: [] } : await editConfig(text, modules.config);
  return [
    await proposeSchema(files, inApp(path.basename(files.schemaFile ?? "schema.ts")), modules.client),
    await propose(inApp(`${options.module}.ts`), async (text) => await proposeExports(files, text, modules.client)),
    await propose(inApp("convex.config.ts"), config),
  ];
}

/** One file as it is, and as `edit` wants it. */
export async function propose(file: string, edit: (text: string | null) => Promise<Edited>): Promise<Proposal> {
  const before = await readIfThere(file);
  const { text, pastes } = await edit(before);
  return { path: file, before, after: text, pastes };
}

/** A schema to begin with. */
const emptySchema = (module: string) => `import { defineSchema } from "convex/server";
import { duringCutover } from "${module}";
import plan from "./plan.js";

export const schema = defineSchema({});

/** During the migration: the final schema plus the legacy fields. After cleanup: \`export default schema\`. */
export default duringCutover(schema, plan);
`;

async function proposeSchema({ plan, schema }: ProjectFiles, file: string, module: string): Promise<Proposal> {
  const existing = schema === null ? { tables: {} } : finalSchemaOf(schema);
  return await propose(
    file,
    async (text) => await editSchema(text ?? emptySchema(module), existing, listTables(plan, existing), module),
  );
}

async function proposeExports({ plan }: ProjectFiles, text: string | null, module: string): Promise<Edited> {
  const wanted: WantedExports = { ...neededExports(plan), possible: possibleExports(plan), module };
  return text === null
    ? { text: renderMigrations(wanted.tables, module), pastes: [] }
    : await editMigrations(text, wanted);
}

export async function writeProposals(proposals: readonly Proposal[]): Promise<void> {
  for (const { path: file, before, after } of proposals) if (before !== after) await replaceFile(file, after);
}

/** Killed in between, it leaves the old file. It keeps who may read and write it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, text);
  if (existsSync(file)) await chmod(partial, (await stat(file)).mode & 0o777);
  await rename(partial, file);
}

/** What changes in a file, and what has to be pasted by hand. */
export function describeProposal({ path: file, before, after, pastes }: Proposal): string {
  const shown = path.relative(process.cwd(), file);
  const diff = renderDiff(shown, before ?? "", after);
  const lines = pastes.map(
    ({ place, why, lines: code }) =>
      `Paste ${place} (${shown}: ${why}):\n${code.map((line) => `    ${line}`).join("\n")}`,
  );
  return [...(diff === "" ? [] : [diff]), ...lines].join("\n");
}

/** A fault for each file that no longer is what the plan needs, with the lines. */
export function listStale(proposals: readonly Proposal[], command: string): Fault[] {
  return proposals.filter(isStale).map((proposal) => ({
    what: proposal.before === null ? "This file is missing" : "This file is not up to date with the plan",
    where: path.relative(process.cwd(), proposal.path),
    next: `${command} makes these changes:\n${describeProposal(proposal)}`,
  }));
}

/** The command that brings the files up to date, as it has to be typed for this project. */
export function generateCommand({ plan, module }: GenerateOptions): string {
  const flags = [
    ...(plan === "convex/plan.ts" ? [] : ["--plan", plan]),
    ...(module === "migrations" ? [] : ["--module", module]),
  ];
  return ["npx cutover generate", ...flags].join(" ");
}

/**
 * Loads the project for a command that deploys it. What the files lack is told before anything is started, with the lines to add: a
 * missing export would stop a rehearsal in the middle.
 */
export async function loadGenerated(options: GenerateOptions): Promise<Project> {
  let project: Project | null = null;
  let failure: CutoverError | null = null;
  try {
    project = await loadProject(options.plan);
  } catch (error) {
    if (!(error instanceof CutoverError) || !existsSync(options.plan)) throw error;
    failure = error;
  }
  if (project !== null && (await isUpToDate(project, options))) return project;
  const stale = await proposeFiles(options).then(
    (proposals) => listStale(proposals, generateCommand(options)),
    () => [],
  );
  if (stale.length > 0) throw new CutoverError(projectFailures.filesOutOfDate, [...(failure?.faults ?? []), ...stale]);
  if (project === null) throw failure!;
  return project;
}

/** Whether a look at the files that the app has says so: then nothing is proposed. */
async function isUpToDate(project: Project, { module }: GenerateOptions): Promise<boolean> {
  const names = ["convex.config", module];
  const isThere = (name: string) =>
    [".ts", ".js"].some((end) => existsSync(path.join(project.appDir, `${name}${end}`)));
  return names.every(isThere) && (await readExportFaults(project, module)).length === 0;
}
