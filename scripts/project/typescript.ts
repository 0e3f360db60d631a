import { register } from "node:module";
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
  register(`data:text/javascript,${encodeURIComponent(asModules)}`);
}

/**
 * Without `"type": "module"` the app's TypeScript would be loaded as CommonJS, which cannot import packages that are modules alone,
 * such as @convex-dev/auth. Convex bundles it as modules, so it is loaded as such here, too. A program of its own: hooks run in
 * another thread.
 */
const asModules = `export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  // What tsx adds to a module that it would load as CommonJS.
  const url = found.url.replace(/(?:%3F|[?])tsx-commonjs.*$/, "");
  const isOwn = /(?:[.]m?tsx?|[/]_generated[/][^/]+[.]js)(?:[?#]|$)/.test(url) && !url.includes("/node_modules/");
  return isOwn ? { ...found, url, format: "module" } : found;
}`;

export type Module = Record<string, unknown>;

/** A module of the user's own. One that was loaded as CommonJS comes whole under `default`, and is given as if it were not. */
export async function importModule(file: string): Promise<Module> {
  const module = (await import(pathToFileURL(file).href)) as Module;
  const whole = module["default"];
  const isCommonJs = typeof whole === "object" && whole !== null && "__esModule" in whole;
  return isCommonJs ? { ...whole } : module;
}
