import { existsSync } from "node:fs";
import path from "node:path";
import { build, type BuildFailure, type Message, type Plugin } from "esbuild";
import { readAppFolder } from "../project/legacyReads/appFiles.js";
import type { Project } from "../project/project.js";
import { isForNode, readNodeImport, replacedImports, runtimeBundle } from "../project/runtimeBundle.js";
import type { Finding } from "./finding.js";

/** Modules of the app that Convex's own runtime would run, and that import what only Node has: a deploy refuses them. */
export async function checkNodeImports({ appDir }: Pick<Project, "appDir">): Promise<Finding[]> {
  if (!existsSync(appDir)) return [];
  const files = await readAppFolder(appDir);
  const entryPoints = files
    .filter(({ file, lines }) => isDeployed(file) && !isForNode(lines.join("\n")))
    .map(({ file }) => file);
  const errors = entryPoints.length === 0 ? [] : await bundle(appDir, entryPoints);
  return errors.flatMap(describeImport);
}

/** Convex deploys every file with one dot in its name; the schema is no module. */
function isDeployed(file: string): boolean {
  const name = path.basename(file);
  return name.split(".").length === 2 && !name.startsWith("schema.");
}

async function bundle(appDir: string, entryPoints: readonly string[]): Promise<readonly Message[]> {
  try {
    await build({
      ...runtimeBundle,
      entryPoints: [...entryPoints],
      absWorkingDir: path.dirname(appDir),
      format: "esm",
      loader: { ".wasm": "empty" },
      plugins: [stubs],
      outdir: appDir,
      logLimit: 0,
    });
    return [];
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    return errors;
  }
}

/** What the command puts something else in the place of. */
const stubs: Plugin = {
  name: "cutover-stubs",
  setup(bundler) {
    const namespace = "cutover-stub";
    bundler.onResolve({ filter: replacedImports }, () => ({ path: "stub", namespace }));
    bundler.onLoad({ filter: /.*/, namespace }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Other errors, such as a package that is not installed, are the deploy's to report. */
function describeImport(error: Message): Finding[] {
  const name = readNodeImport(error);
  if (name === null) return [];
  const { location } = error;
  const where = location === null ? "A module" : `${location.file}:${location.line}`;
  return [
    {
      code: "node_import",
      level: "warning",
      count: 1,
      examples: [],
      message: `${where} imports "${name}", which only Node has, and Convex's own runtime is to run it.`,
      remedy:
        'Put what needs it into an action in a file that begins with "use node", or leave it out: npx convex deploy refuses it.',
    },
  ];
}
