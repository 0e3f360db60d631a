import { readFile } from "node:fs/promises";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { CutoverError, type Fault } from "../../../errors.js";
import { rehearsalFailures } from "../../failures.js";
import { isForNode } from "../../../project/runtimeBundle.js";
import type { Module } from "../../../project/typescript.js";
import type { ModuleMap } from "../engine/modules.js";
import { bundleModules } from "./bundle.js";
import { evaluate } from "./runtime.js";

/**
 * The modules of a component as Convex runs them: bundled, and in a context without Node. Those that begin with "use node"
 * stay as they are. Each is evaluated once at the start, as a deploy does: what fails is named.
 */
export async function isolateModules(folder: string, modules: ModuleMap): Promise<ModuleMap> {
  const files = Object.keys(modules)
    .filter((key) => !key.startsWith("./_generated/"))
    .map((key) => key.slice("./".length));
  const isolated: string[] = [];
  for (const file of files) if (!isForNode(await readFile(path.join(folder, file), "utf8"))) isolated.push(file);
  const script = await bundleModules(folder, isolated);
  const { default: loaders } = evaluate(script, "modules", path.join(folder, "(bundle).js")) as { default: Loaders };
  const loaded = await evaluateAll(folder, loaders);
  return { ...modules, ...loaded };
}

type Loaders = Readonly<Record<string, () => Promise<Module>>>;

async function evaluateAll(folder: string, loaders: Loaders): Promise<ModuleMap> {
  const faults: Fault[] = [];
  const map: ModuleMap = {};
  for (const [file, load] of Object.entries(loaders)) {
    try {
      const module = withOwnErrors(await load());
      map[`./${file}`] = async () => module;
    } catch (error) {
      faults.push(describeFault(path.join(path.basename(folder), file), error));
    }
  }
  if (faults.length > 0) throw new CutoverError(rehearsalFailures.functionsFail, faults);
  return map;
}

function describeFault(where: string, error: unknown): Fault {
  const { name, message } = toOwnError(error) as Error;
  const what = `A module cannot be evaluated in Convex's own runtime, which has nothing of Node: ${name}: ${message}`;
  return { what, where, next: 'Leave out what only Node has, or begin the file with "use node" (actions only).' };
}

type Handler = (...args: unknown[]) => unknown;

function withOwnErrors(module: Module): Module {
  return Object.fromEntries(Object.entries(module).map(([name, value]) => [name, wrap(value)]));
}

function wrap(exported: unknown): unknown {
  if (typeof exported !== "function" || !("_handler" in exported)) return exported;
  const { _handler: handler } = exported as { _handler: Handler };
  const call = exported as unknown as Handler;
  return Object.assign((...args: unknown[]) => call(...args), exported, {
    _handler: async (...args: unknown[]) => {
      try {
        return await handler(...args);
      } catch (error) {
        throw toOwnError(error);
      }
    },
  });
}

/** What the context itself throws, such as a ReferenceError, is no Error of this process. */
function toOwnError(error: unknown): unknown {
  if (error instanceof Error || !isNativeError(error)) return error;
  const { name, message, stack } = error;
  return Object.assign(new Error(message), { name, stack });
}
