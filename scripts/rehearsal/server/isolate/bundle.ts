import { readFile } from "node:fs/promises";
import path from "node:path";
import { build, type BuildFailure, type Message, type Plugin } from "esbuild";
import { CutoverError, type Fault } from "../../../errors.js";
import { rehearsalFailures } from "../../failures.js";
import { readNodeImport, replacedImports, runtimeBundle } from "../../../project/runtimeBundle.js";

/**
 * All modules of one component, bundled for Convex's own runtime. One script in place of the command's many with common
 * chunks, whose value gives each module when it is asked for. Names stay as they are, since people read them in errors.
 */
export async function bundleModules(folder: string, files: readonly string[]): Promise<string> {
  const loaders = files.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(`./${file}`)})`);
  const contents = `${knownErrors}\nexport default { ${loaders.join(", ")} };`;
  try {
    const { outputFiles } = await build({
      ...runtimeBundle,
      stdin: { contents, resolveDir: folder, sourcefile: "modules.js" },
      absWorkingDir: path.dirname(folder),
      format: "iife",
      globalName: "modules",
      plugins: [stubs],
      treeShaking: true,
      minifySyntax: true,
      keepNames: true,
      define: { "process.env.NODE_ENV": '"production"' },
    });
    return outputFiles[0]!.text;
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    throw new CutoverError(rehearsalFailures.functionsFail, errors.map(describe), { cause: error });
  }
}

/** A ConvexError that comes out of a call is made by this process's copy of the class. */
const knownErrors = `
  import { ConvexError } from "convex/values";
  const own = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(ConvexError, Symbol.hasInstance, {
    value(error) {
      return own.call(this, error) || (this === ConvexError && Object(error)[Symbol.for("ConvexError")] === true);
    },
  });`;

function describe(error: Message): Fault {
  const { text, location } = error;
  const name = readNodeImport(error);
  const where = location === null ? {} : { where: `${location.file}:${String(location.line)}` };
  if (name === null) return { what: `The convex command cannot bundle this: ${text}`, ...where };
  return {
    what: `A function that runs in Convex's own runtime imports "${name}", which only Node has`,
    ...where,
    next: 'Put what needs it into an action in a file that begins with "use node"; or leave it out.',
  };
}

/** What the command puts in the place of some imports. */
const stubs: Plugin = {
  name: "cutover-stubs",
  setup(bundler) {
    const namespace = "cutover-stub";
    bundler.onResolve({ filter: replacedImports }, ({ path: name }) => ({
      path: name,
      namespace,
    }));
    bundler.onLoad({ filter: /.*/, namespace }, ({ path: name }) => ({
      contents: name === "server-only" ? "" : asyncHooks,
    }));
    bundler.onLoad({ filter: /\.wasm$/ }, async ({ path: file }) => {
      const bytes = JSON.stringify((await readFile(file)).toString("base64"));
      const contents = `export default new WebAssembly.Module(Uint8Array.from(atob(${bytes}), (c) => c.charCodeAt(0)));`;
      return { contents };
    });
  },
};

const asyncHooks = `
  export const AsyncLocalStorage = globalThis.AsyncLocalStorage;
  export const AsyncResource = globalThis.AsyncResource;
  export default { AsyncLocalStorage, AsyncResource };`;
