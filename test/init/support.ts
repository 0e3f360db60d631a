import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { initProject, type InitResult } from "../../scripts/init/initProject.js";
import { openSource } from "../../scripts/sources/open.js";
import { projectDir } from "../support/folders.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("databases", import.meta.url));

/** The databases of this folder, each in the style of another tool or sample. */
export const databaseNames = readdirSync(folder).map((file) => path.basename(file, ".sql"));

/** A server with one database per file of `databases/`. */
export async function startDatabases(names: readonly string[] = databaseNames): Promise<TestPostgres> {
  const postgres = await startPostgres();
  for (const name of names) {
    await postgres.run(`CREATE DATABASE ${name}`);
    await postgres.run(await readFile(path.join(folder, `${name}.sql`), "utf8"), name);
  }
  return postgres;
}

export interface TestProject {
  readonly dir: string;
  readonly appDir: string;
  remove(): Promise<void>;
}

/** An empty project that finds this repository's packages. */
export async function createProject(): Promise<TestProject> {
  const dir = await mkdtemp(path.join(os.tmpdir(), "cutover-init-"));
  await symlink(path.join(projectDir, "node_modules"), path.join(dir, "node_modules"));
  await writeFile(
    path.join(dir, "package.json"),
    '{ "name": "moved", "type": "module", "dependencies": { "convex": "*" } }\n',
  );
  const appDir = path.join(dir, "convex");
  await mkdir(appDir);
  return { dir, appDir, remove: async () => await rm(dir, { recursive: true, force: true }) };
}

/** Makes `_generated`, as a person would before a rehearsal. */
export async function generateCode({ dir }: TestProject): Promise<void> {
  await run(process.execPath, ["--import", "tsx", path.join(projectDir, "scripts/rehearsal/server/codegen.ts"), dir], {
    cwd: projectDir,
  });
}

/** What the compiler says about these projects, all at once; empty when they compile. Each error names its project's folder. */
export async function compile(...projects: readonly TestProject[]): Promise<string> {
  const { dir } = projects[0]!;
  const tsconfig = path.join(dir, "tsconfig.json");
  const compilerOptions = { lib: ["ES2023", "ES2024.String", "DOM"], noEmit: true };
  const parent = path.join(projectDir, "tsconfig.json");
  const include = projects.map(({ appDir }) => appDir);
  await writeFile(tsconfig, JSON.stringify({ extends: parent, compilerOptions, include, exclude: [] }));
  const tsc = path.join(projectDir, "node_modules/typescript/bin/tsc");
  const cwd = path.dirname(dir);
  const finished = await run(process.execPath, [tsc, "-p", tsconfig], { cwd }).catch((error: unknown) => error);
  const { stdout, stderr } = finished as { stdout: string; stderr: string };
  return stdout + stderr;
}

/** What generated code imports from: this repository instead of the published package. */
export function repositoryModules({ appDir }: TestProject) {
  const from = (file: string) => path.relative(appDir, path.join(projectDir, file));
  return { client: from("convex/client/index.js"), config: from("convex/cutover/convex.config.js") };
}

/** `cutover init` of a source into the project. */
export async function runInit(
  locator: string,
  project: TestProject,
  { force = false, dryRun = false, jq = {} }: { force?: boolean; dryRun?: boolean; jq?: Record<string, string> } = {},
): Promise<InitResult> {
  const source = await openSource(locator, { jq });
  try {
    return await initProject(source, {
      appDir: project.appDir,
      force,
      dryRun,
      jq,
      modules: repositoryModules(project),
    });
  } finally {
    await source.close();
  }
}
