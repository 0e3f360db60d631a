import { existsSync } from "node:fs";
import { convexTest } from "convex-test";
import {
  type AnyDataModel,
  defineSchema,
  type GenericMutationCtx,
  type GenericSchema,
  type SchemaDefinition,
} from "convex/server";
import type { Value, ValidatorJSON } from "convex/values";
import { CutoverError } from "../../../errors.js";
import { rehearsalFailures } from "../../failures.js";
import { separateActions, separateTransactions } from "./borders.js";
import { findComponents, type InstalledComponent } from "./components.js";
import { DocumentLog } from "./documentLog.js";
import { captureInternals, type EngineDatabase, type EngineState, type TestEngine } from "./internals.js";
import { enforceLimits } from "./limits.js";
import { findFile, getModuleMap, type ModuleMap } from "./modules.js";
import { isolateModules } from "../isolate/isolateModules.js";
import { importModule } from "../../../project/typescript.js";
import { DocumentStore } from "./store.js";
import { StoredFiles } from "./storedFiles.js";
import { TableIndex } from "./tableIndex.js";

type Schema = SchemaDefinition<GenericSchema, boolean>;

/** A component as the rest of the rehearsal sees it; the app is the one with path "". */
export interface Component {
  path: string;
  folder: string;
  store: DocumentStore;
  index: TableIndex;
  /** What the schema says of its tables' documents. */
  documentTypes: ReadonlyMap<string, ValidatorJSON>;
  /** The same, as far as it is enforced; null where schema validation is off. */
  validators: ReadonlyMap<string, ValidatorJSON> | null;
  schemaTables: readonly string[];
  modulePaths: readonly string[];
}

/** What the exports of a module look like once Convex's wrappers have been applied. */
export interface RegisteredFunction {
  isQuery?: boolean;
  isMutation?: boolean;
  isAction?: boolean;
  isPublic?: boolean;
  isInternal?: boolean;
  exportArgs(): string;
  exportReturns(): string;
}

/** The app's functions and data in memory, and the components it installs. */
export class Engine {
  readonly components: ReadonlyMap<string, Component>;
  readonly log = new DocumentLog();
  readonly files: StoredFiles;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly test: TestEngine,
    private readonly state: EngineState,
    components: readonly Component[],
  ) {
    this.components = new Map(components.map((component) => [component.path, component]));
    for (const { path, index } of components) {
      index.onReplace((table, id, document) => this.log.record(path, table, id, document));
    }
    this.files = new StoredFiles(state);
    this.watchCommits();
  }

  /** Runs a function of any kind, public or internal. */
  async run(
    componentPath: string,
    udfPath: string,
    args: Record<string, Value>,
    identity?: Record<string, unknown>,
  ): Promise<Value> {
    const caller = identity === undefined ? this.test : this.test.withIdentity(identity);
    return (await caller.fun({ componentPath, udfPath }, args)) ?? null;
  }

  /** The function a path such as "cases:list" names, or undefined. */
  async findFunction(componentPath: string, udfPath: string): Promise<RegisteredFunction | undefined> {
    const [modulePath = "", name = "default"] = udfPath.split(":");
    const component = this.components.get(componentPath);
    if (!component?.modulePaths.includes(modulePath)) return undefined;
    const exported = (await this.loadModule(componentPath, modulePath))[name];
    return isRegisteredFunction(exported) ? exported : undefined;
  }

  async loadModule(componentPath: string, modulePath: string): Promise<Record<string, unknown>> {
    return (await this.state.components[componentPath]?.modules(modulePath)) ?? {};
  }

  /** All writes of `work` to any component become visible at once, or not at all when it throws. */
  async transaction<T>(work: () => T): Promise<T> {
    return await this.mutate(async () => work());
  }

  /** Runs `work` as a mutation of the app, with its limits. */
  async mutate<T>(work: (ctx: GenericMutationCtx<AnyDataModel>) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    try {
      await this.test.run(async (ctx) => {
        result = { value: await work(ctx) };
        return null;
      });
    } catch (error) {
      this.log.endCommit();
      throw error;
    }
    return (result as { value: T }).value;
  }

  onCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private watchCommits(): void {
    const manager = this.state.transactionManager;
    const commit = manager.commit.bind(manager);
    manager.commit = (isNested) => {
      if (!isNested) this.log.beginCommit();
      const timestamp = commit(isNested);
      if (isNested) return timestamp;
      this.log.endCommit();
      for (const listener of this.listeners) listener();
      return timestamp;
    };
  }
}

export function isRegisteredFunction(exported: unknown): exported is RegisteredFunction {
  if (typeof exported !== "function") return false;
  const candidate = exported as Partial<RegisteredFunction>;
  return Boolean(candidate.isQuery ?? candidate.isMutation ?? candidate.isAction) && "exportArgs" in candidate;
}

/** `bundles`: functions run as the `convex` command bundles them, without Node. */
export async function loadEngine(appDir: string, { bundles = false } = {}): Promise<Engine> {
  if (!existsSync(appDir)) {
    const next = "Name the folder that holds the Convex functions, usually convex";
    throw new CutoverError(rehearsalFailures.functionsFail, {
      what: "There is no such folder of Convex functions",
      where: appDir,
      next,
    });
  }
  const installed = await findComponents(appDir);
  const loaded = await Promise.all(installed.map(async (component) => await loadComponent(component, bundles)));
  const app = loaded[0] as LoadedComponent;
  const options = { schema: app.schema, modules: app.modules, transactionLimits: true };
  const test = convexTest(options) as unknown as TestEngine;
  for (const { path, schema, modules } of loaded.slice(1)) test.registerComponent(path, schema, modules);
  const state = captureInternals(test);
  enforceLimits(state);
  separateTransactions(state);
  return new Engine(
    test,
    state,
    loaded.map((component) => describeComponent(component, state)),
  );
}

interface LoadedComponent extends InstalledComponent {
  schema: Schema;
  modules: ModuleMap;
}

async function loadComponent(component: InstalledComponent, bundles: boolean): Promise<LoadedComponent> {
  const file = await findFile(component.folder, "schema");
  const schema = file === undefined ? defineSchema({}) : (await importModule(file))["default"];
  if (!isSchema(schema)) {
    throw new CutoverError(rehearsalFailures.functionsFail, {
      what: "The schema file does not export a schema by default",
      where: file,
      next: "Write `export default defineSchema({ … })`",
    });
  }
  const modules = await getModuleMap(component.folder);
  const run = bundles ? await isolateModules(component.folder, modules) : modules;
  return { ...component, schema, modules: separateActions(run) };
}

function isSchema(schema: unknown): schema is Schema {
  return typeof schema === "object" && schema !== null && "tables" in schema && "schemaValidation" in schema;
}

function describeComponent({ path, folder, schema, modules }: LoadedComponent, state: EngineState): Component {
  const database = state.components[path]?.db as EngineDatabase;
  const documentTypes = new Map(Object.entries(schema.tables).map(([name, table]) => [name, documentTypeOf(table)]));
  return {
    path,
    folder,
    store: new DocumentStore(database),
    index: new TableIndex(database),
    documentTypes,
    validators: schema.schemaValidation ? documentTypes : null,
    schemaTables: [...documentTypes.keys()],
    modulePaths: Object.keys(modules)
      .filter((file) => !file.startsWith("./_generated/"))
      .map((file) => file.slice("./".length).replace(/\.[^.]+$/, "")),
  };
}

/** `export()` is what Convex's own bundler calls; the types leave it out. */
function documentTypeOf(table: unknown): ValidatorJSON {
  return (table as { export(): { documentType: ValidatorJSON } }).export().documentType;
}
