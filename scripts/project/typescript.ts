import { pathToFileURL } from "node:url";

/**
 * Lets this process import TypeScript: plan.ts, schema.ts and the app's functions, whether the app's package.json says
 * `"type": "module"` or not. Needed by the built command only; from the sources everything runs under tsx already.
 */
export async function loadTypeScript(): Promise<void> {
  if (!import.meta.url.endsWith(".js")) return;
  const [commonJs, modules] = await Promise.all([import("tsx/cjs/api"), import("tsx/esm/api")]);
  commonJs.register();
  modules.register();
}

export type Module = Record<string, unknown>;

/** A module of the user's own. One that was loaded as CommonJS comes whole under `default`, and is given as if it were not. */
export async function importModule(file: string): Promise<Module> {
  const module = (await import(pathToFileURL(file).href)) as Module;
  const whole = module["default"];
  const isCommonJs = typeof whole === "object" && whole !== null && "__esModule" in whole;
  return isCommonJs ? { ...whole } : module;
}
