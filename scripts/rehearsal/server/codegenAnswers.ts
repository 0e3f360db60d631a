import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Route } from "./http.js";

/** A file of the bundle the `convex` command sends. */
interface Bundle {
  path: string;
  source: string;
  environment?: string;
}

interface ComponentPush {
  definitionPath: string;
  dependencies: string[];
  definition: Bundle | null;
  functions: Bundle[];
}

interface Push {
  appDefinition: { definition: Bundle | null; changedModules: Bundle[] };
  componentDefinitions: ComponentPush[];
}

interface DescribedFunction {
  name: string;
  pos: null;
  udfType: "Query" | "Mutation" | "Action";
  visibility: { kind: "public" | "internal" } | null;
  args: string | null;
  returns: string | null;
}

type Described = Record<
  string,
  { functions: DescribedFunction[]; httpRoutes: null; cronSpecs: null; sourceMapped: null }
>;

const serverVersion = "1.48.0";
const udfConfig = { serverVersion, importPhaseRngSeed: null, importPhaseUnixTimestamp: null };

/** The two questions `convex codegen` asks. It sends its bundles; nothing of the app needs to be loadable before. */
export const codegenRoutes: readonly Route[] = [
  {
    method: "POST",
    path: /^\/api\/get_config_hashes$/,
    answer: async () => ({
      config: { functions: "convex/" },
      moduleHashes: [],
      nodeDependencies: [],
      udfServerVersion: serverVersion,
    }),
  },
  {
    method: "POST",
    path: /^\/api\/deploy2\/start_push$/,
    answer: async ({ readJson }) => ({ ...emptyPush, analysis: await analyze((await readJson()) as Push) }),
  },
];

const emptyPush = {
  environmentVariables: {},
  externalDepsId: null,
  componentDefinitionPackages: {},
  appAuth: [],
  app: {
    definitionPath: "",
    componentPath: "",
    args: {},
    childComponents: {},
    httpRoutes: { httpModuleRoutes: null, mounts: [] },
    exports: {},
  },
  schemaChange: { allocatedComponentIds: {}, schemaIds: {} },
};

/** What the app and its components export, children before the components that use them. */
async function analyze({ appDefinition, componentDefinitions }: Push): Promise<Record<string, unknown>> {
  const analysis: Record<string, unknown> = {};
  const names = new Map<string, string>();
  const visit = async (component: ComponentPush): Promise<void> => {
    if (component.definitionPath in analysis) return;
    for (const child of componentDefinitions.filter((other) => component.dependencies.includes(other.definitionPath))) {
      await visit(child);
    }
    const definition = await evaluateDefinition(component.definition, names);
    names.set(component.definitionPath, definition.name ?? "unknown");
    const functions = await describeModules(component.functions);
    const definitionType = { type: "childComponent", name: definition.name, args: [] };
    analysis[component.definitionPath] = describeComponent(
      component.definitionPath,
      definitionType,
      definition,
      functions,
    );
  };
  for (const component of componentDefinitions) await visit(component);
  const app = await evaluateDefinition(appDefinition.definition, names);
  const functions = await describeModules(appDefinition.changedModules.filter(isIsolate));
  const definition = describeComponent("", { type: "app" }, app, functions);
  definition.definition.exports = { type: "branch", branch: [] };
  return { ...analysis, "": definition };
}

/** Modules marked "use node" are analyzed elsewhere on a real server; their functions stay out of `ComponentApi`. */
function isIsolate({ environment }: Bundle): boolean {
  return environment === "isolate";
}

function describeComponent(
  definitionPath: string,
  definitionType: object,
  definition: Definition,
  functions: Described,
) {
  return {
    definition: {
      path: definitionPath,
      definitionType,
      childComponents: definition.childComponents,
      httpMounts: definition.httpMounts ?? {},
      exports: getExportsTree(functions),
      envVars: definition.envVars ?? null,
    },
    schema: null,
    functions,
    udfConfig,
  };
}

interface Definition {
  name?: string;
  childComponents: unknown[];
  httpMounts?: object;
  envVars?: unknown;
}

/** Runs a bundled convex.config; imports of children become stubs that carry their path and name. */
async function evaluateDefinition(bundle: Bundle | null, names: Map<string, string>): Promise<Definition> {
  if (bundle === null) return { childComponents: [] };
  const source = bundle.source.replace(/from\s*"(?:\.\/)?_componentDeps\/([^"]*)"/g, (_, encoded: string) => {
    const child = Buffer.from(encoded, "base64url").toString("utf8");
    const stub = { componentDefinitionPath: child, defaultName: names.get(child) ?? "unknown" };
    return `from "data:text/javascript,${encodeURIComponent(`export default ${JSON.stringify(stub)}`)}"`;
  });
  const modules = await importBundles([{ path: "definition.js", source }]);
  const exported = modules.get("definition.js")?.["default"] as { export(): Definition };
  return exported.export();
}

async function describeModules(bundles: readonly Bundle[]): Promise<Described> {
  const described: Described = {};
  for (const [file, module] of await importBundles(bundles)) {
    const functions = Object.entries(module).flatMap(([name, exported]) => describeFunction(name, exported) ?? []);
    described[file] = { functions, httpRoutes: null, cronSpecs: null, sourceMapped: null };
  }
  return described;
}

interface Registered {
  isQuery?: boolean;
  isMutation?: boolean;
  isAction?: boolean;
  isHttp?: boolean;
  isPublic?: boolean;
  isInternal?: boolean;
  exportArgs?(): string;
  exportReturns?(): string;
}

function describeFunction(name: string, exported: unknown): DescribedFunction | undefined {
  if (exported === null || (typeof exported !== "function" && typeof exported !== "object")) return undefined;
  const found = exported as Registered;
  if (found.isHttp || !(found.isQuery || found.isMutation || found.isAction)) return undefined;
  return {
    name,
    pos: null,
    udfType: found.isQuery ? "Query" : found.isMutation ? "Mutation" : "Action",
    visibility: found.isPublic ? { kind: "public" } : found.isInternal ? { kind: "internal" } : null,
    args: found.exportArgs?.() ?? null,
    returns: found.exportReturns?.() ?? null,
  };
}

type Tree = { [name: string]: Tree | string };

/** A component's public functions, in the shape the command prints `ComponentApi` from. */
function getExportsTree(described: Described): object {
  const root: Tree = {};
  for (const [file, { functions }] of Object.entries(described)) {
    for (const { name } of functions.filter(({ visibility }) => visibility?.kind === "public")) {
      let node = root;
      for (const part of file.replace(/\.js$/, "").split("/")) node = (node[part] ??= {}) as Tree;
      node[name] = `_reference/function/${file}:${name}`;
    }
  }
  return toBranch(root);
}

function toBranch(tree: Tree): object {
  const branch = Object.entries(tree).map(([name, node]) => [
    name,
    typeof node === "string" ? { type: "leaf", leaf: node } : toBranch(node),
  ]);
  return { type: "branch", branch };
}

/** Writes bundles to a folder of their own and imports them; `_deps/` are chunks that the others import. */
async function importBundles(bundles: readonly Bundle[]): Promise<Map<string, Record<string, unknown>>> {
  ensureSyscalls();
  const folder = await mkdtemp(path.join(tmpdir(), "cutover-codegen-"));
  try {
    await writeFile(path.join(folder, "package.json"), '{"type":"module"}');
    for (const bundle of bundles) await writeBundle(folder, bundle);
    const modules = new Map<string, Record<string, unknown>>();
    for (const { path: name } of bundles.filter((bundle) => !bundle.path.startsWith("_deps/"))) {
      modules.set(name, (await import(pathToFileURL(path.join(folder, name)).href)) as Record<string, unknown>);
    }
    return modules;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeBundle(folder: string, { path: name, source }: Bundle): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, source);
}

/** Bundles call these inside functions only, but they must exist when a module is imported. */
function ensureSyscalls(): void {
  (globalThis as { Convex?: object }).Convex ??= { syscall: doNothing, asyncSyscall: doNothing, jsSyscall: doNothing };
}

function doNothing(): void {}
