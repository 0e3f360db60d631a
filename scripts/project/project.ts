import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { Plan, PlannedTable } from "../../convex/shared/plan/plan.js";
import { finalTableOf, findSchemaFaults, type SchemaShape } from "../../convex/shared/plan/schemaFaults.js";
import { CutoverError, type Fault } from "../errors.js";
import { projectFailures } from "./failures.js";
import { importModule } from "./typescript.js";

/** The app that is migrated: its folder, its plan and its schema (the one deployed during the migration). */
export interface Project {
  /** The folder that holds package.json and `convex/`. */
  readonly dir: string;
  /** The folder of the Convex functions: where plan.ts lies. */
  readonly appDir: string;
  readonly plan: Plan;
  readonly schema: SchemaDefinition<GenericSchema, boolean>;
  /** Changes when plan.ts, schema.ts or a file of the app that they import changes. */
  readonly planHash: string;
}

/** The plan and the schema as they are, whether they fit each other or not. */
export interface ProjectFiles {
  readonly planFile: string;
  readonly appDir: string;
  readonly plan: Plan;
  /** null where there is none. */
  readonly schemaFile: string | null;
  readonly schema: Project["schema"] | null;
}

/** Loads both. Throws for a plan that is not there, cannot be loaded or has faults of its own. */
export async function loadProjectFiles(planFile: string, { needsSchema = false } = {}): Promise<ProjectFiles> {
  const file = path.resolve(planFile);
  const appDir = path.dirname(file);
  const schemaFile = ["schema.ts", "schema.js"].map((name) => path.join(appDir, name)).find((name) => existsSync(name));
  const faults: Fault[] = [];
  if (!existsSync(file)) faults.push({ what: "There is no plan", where: file, next: noPlanAdvice(appDir) });
  if (schemaFile === undefined && needsSchema)
    faults.push({
      what: "There is no schema.ts beside the plan",
      where: appDir,
      next: "npx cutover generate writes it.",
    });
  if (faults.length > 0) throw new CutoverError(projectFailures.planOrSchemaMissing, faults);
  const plan = await loadPlan(planFile);
  const schema = schemaFile === undefined ? null : await loadSchema(schemaFile);
  return { planFile: file, appDir, plan, schemaFile: schemaFile ?? null, schema };
}

/** Throws for one that cannot be loaded or has faults of its own. */
export async function loadPlan(planFile: string): Promise<Plan> {
  const plan = await importDefault<Plan>(path.resolve(planFile), isPlan, "definePlan(…)");
  const faults = plan.faults.map((what) => ({ what, where: planFile }));
  if (faults.length > 0) throw new CutoverError(projectFailures.planFaults, faults);
  return plan;
}

/** From inside of `convex/` the plan is looked for one folder too deep, and whatever is written would land there. */
function noPlanAdvice(appDir: string): string {
  const above = path.dirname(appDir);
  const holdsFunctions = ["plan.ts", "schema.ts"].some((name) => existsSync(path.join(above, name)));
  const isInside = path.basename(above) === path.basename(appDir) && holdsFunctions;
  if (isInside) return "This is the folder of the functions: cd .. and type the same again.";
  return "npx cutover init <source> writes it; --plan names one that is elsewhere.";
}

/** While it loads, `duringCutover` leaves the mismatches to us: there is more to say of each than that it is there. */
export async function loadSchema(schemaFile: string): Promise<Project["schema"]> {
  const listedByCommand = Symbol.for("convex-cutover.listedByCommand");
  const shared = globalThis as { [listedByCommand]?: true };
  shared[listedByCommand] = true;
  try {
    return await importDefault<Project["schema"]>(schemaFile, isSchema, "duringCutover(schema, plan)");
  } finally {
    delete shared[listedByCommand];
  }
}

/** Loads plan and schema; lists every fault of both at once. `mayBeFinal`: the schema need not be relaxed by `duringCutover` any more. */
export async function loadProject(planFile: string, { mayBeFinal = false } = {}): Promise<Project> {
  const { appDir, plan, schema, ...files } = await loadProjectFiles(planFile, { needsSchema: true });
  const [file, schemaFile] = [files.planFile, files.schemaFile!];
  const unwrapped = findUnwrapped(plan, schema!, schemaFile);
  const faults = mayBeFinal && unwrapped.length > 0 ? [] : [...findMismatches(plan, schema!, schemaFile), ...unwrapped];
  if (faults.length > 0) throw new CutoverError(projectFailures.schemaFaults, faults);
  return {
    dir: path.dirname(appDir),
    appDir,
    plan,
    schema: schema!,
    planHash: await hashFiles(await findImported(appDir, [file, schemaFile])),
  };
}

/**
 * Why `duringCutover`, or with `isInstantiated` a `new Cutover(…)`, throws while the app's modules are loaded. None where schema.ts and
 * the app do without the plan.
 */
export async function findMisfits(planFile: string, isInstantiated: boolean): Promise<Fault[]> {
  const { plan, schema, schemaFile } = await loadProjectFiles(planFile);
  const isRelaxed = [...plan.tables.values()].some((table) => schema !== null && hasLegacyIndex(table, schema));
  if (schema === null || !(isRelaxed || isInstantiated)) return [];
  return [...findMismatches(plan, schema, schemaFile!), ...findUnwrapped(plan, schema, schemaFile!)];
}

/** The schema without what `duringCutover` adds to it. */
export function finalSchemaOf({ tables }: Project["schema"]): SchemaShape {
  const final = Object.entries(tables).map(([name, table]) => [name, finalTableOf(table)] as const);
  return { tables: Object.fromEntries(final) };
}

function findMismatches(plan: Plan, schema: Project["schema"], schemaFile: string): Fault[] {
  const faults = findSchemaFaults(finalSchemaOf(schema), plan);
  if (faults.length === 0) return [];
  const what = `The plan does not fit schema.ts:\n${faults.map((each) => `- ${each}`).join("\n")}`;
  return [
    {
      what,
      where: schemaFile,
      next: "Change plan.ts or schema.ts so that they agree; npx cutover generate adds what schema.ts lacks.",
    },
  ];
}

/** These files and what they import of the app's own code, in the order of their names. */
async function findImported(appDir: string, files: readonly string[]): Promise<string[]> {
  const { build } = await import("esbuild");
  const { metafile } = await build({
    entryPoints: [...files],
    absWorkingDir: appDir,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    write: false,
    outdir: appDir,
    metafile: true,
    logLevel: "silent",
  });
  const own = Object.keys(metafile.inputs).filter(
    (input) => !input.startsWith("..") && !input.startsWith("_generated"),
  );
  return own.toSorted().map((input) => path.join(appDir, input));
}

async function importDefault<T>(file: string, is: (value: unknown) => boolean, wanted: string): Promise<T> {
  let module: { default?: unknown };
  try {
    module = await importModule(file);
  } catch (error) {
    const what = `It cannot be loaded: ${(error as Error).message}`;
    throw new CutoverError(projectFailures.moduleFails, { what, where: file }, { cause: error });
  }
  if (is(module.default)) return module.default as T;
  throw new CutoverError(projectFailures.exportMissing, {
    what: "Its default export is missing",
    where: file,
    next: `export default ${wanted}`,
  });
}

function isPlan(value: unknown): boolean {
  return typeof value === "object" && value !== null && "faults" in value && "tables" in value;
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "tables" in value && "schemaValidation" in value;
}

function hasLegacyIndex({ name, id }: PlannedTable, schema: Project["schema"]): boolean {
  return schema.tables[name]?.[" indexes"]().some(({ indexDescriptor }) => indexDescriptor === id.index) ?? false;
}

/** `duringCutover` adds the indexes; a schema that lacks them was not wrapped. */
function findUnwrapped(plan: Plan, schema: Project["schema"], schemaFile: string): Fault[] {
  const known = [...plan.tables.values()].filter(({ name }) => name in schema.tables);
  const closed = known.filter((table) => !hasLegacyIndex(table, schema)).map(({ name }) => name);
  if (closed.length === 0) return [];
  const next = "npx cutover generate writes it: export default duringCutover(schema, plan)";
  return [{ what: `The schema is not relaxed for the migration: ${closed.join(", ")}`, where: schemaFile, next }];
}

/** A short name for these contents. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}
