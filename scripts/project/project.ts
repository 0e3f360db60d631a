import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { Plan } from "../../convex/shared/plan/plan.js";
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

/** Loads plan and schema; lists every fault of both at once. `mayBeFinal`: the schema need not be relaxed by `duringCutover` any more. */
export async function loadProject(planFile: string, { mayBeFinal = false } = {}): Promise<Project> {
  const file = path.resolve(planFile);
  const appDir = path.dirname(file);
  const schemaFile = ["schema.ts", "schema.js"].map((name) => path.join(appDir, name)).find((name) => existsSync(name));
  const faults: Fault[] = [];
  if (!existsSync(file))
    faults.push({ what: "There is no plan", where: file, next: "Write convex/plan.ts, or name it with --plan." });
  if (schemaFile === undefined)
    faults.push({ what: "There is no schema.ts beside the plan", where: appDir, next: "Write convex/schema.ts." });
  if (faults.length > 0 || schemaFile === undefined)
    throw new CutoverError(projectFailures.planOrSchemaMissing, faults);
  const plan = await importDefault<Plan>(file, isPlan, "definePlan(…)");
  const planFaults = plan.faults.map((what) => ({ what, where: planFile }));
  if (planFaults.length > 0) throw new CutoverError(projectFailures.planFaults, planFaults);
  const schema = await importDefault<Project["schema"]>(schemaFile, isSchema, "duringCutover(schema, plan)");
  const unwrapped = mayBeFinal ? [] : findUnwrapped(plan, schema, schemaFile);
  if (unwrapped.length > 0) throw new CutoverError(projectFailures.schemaFaults, unwrapped);
  return {
    dir: path.dirname(appDir),
    appDir,
    plan,
    schema,
    planHash: await hashFiles(await findImported(appDir, [file, schemaFile])),
  };
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

/** `duringCutover` checks plan against schema and adds the indexes; a schema that lacks them was not wrapped. */
function findUnwrapped(plan: Plan, schema: Project["schema"], schemaFile: string): Fault[] {
  const isOpen = (table: string, index: string) =>
    schema.tables[table]?.[" indexes"]().some(({ indexDescriptor }) => indexDescriptor === index) ?? false;
  const closed = [...plan.tables.values()].filter(({ name, id }) => !isOpen(name, id.index)).map(({ name }) => name);
  if (closed.length === 0) return [];
  const next = "export default duringCutover(schema, plan)";
  return [{ what: `The schema is not relaxed for the migration: ${closed.join(", ")}`, where: schemaFile, next }];
}

/** A short name for these contents. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}
