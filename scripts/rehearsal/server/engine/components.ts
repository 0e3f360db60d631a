// oxlint-disable no-underscore-dangle -- these are names of convex/server
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { findFile } from "./modules.js";

export interface InstalledComponent {
  /** "" for the app, "a" for its child, "a/b" for the child's child. */
  path: string;
  folder: string;
}

interface Definition {
  /** The name `defineComponent` gave; the app has none. */
  name: string | undefined;
  children: { name: string; folder: string }[];
}

/** The app and every component it installs, its components' components included. */
export async function findComponents(appDir: string): Promise<InstalledComponent[]> {
  const installed: InstalledComponent[] = [];
  const visit = async (folder: string, componentPath: string): Promise<void> => {
    installed.push({ path: componentPath, folder });
    const config = await findFile(folder, "convex.config");
    if (config === undefined) return;
    for (const child of (await readDefinition(config)).children) {
      await visit(child.folder, componentPath === "" ? child.name : `${componentPath}/${child.name}`);
    }
  };
  await visit(appDir, "");
  return installed;
}

/**
 * Evaluates a convex.config. `app.use(component)` only accepts definitions that carry the path the Convex bundler gives
 * them, so the imports of other convex.configs are replaced by stubs with path and name, as that bundler does it.
 */
async function readDefinition(config: string): Promise<Definition> {
  const bundle = await build({
    entryPoints: [config],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["convex", "module"],
    logLevel: "silent",
    plugins: [childStubs],
  });
  const source = bundle.outputFiles[0]?.text ?? "";
  const url = `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;
  const { default: definition } = (await import(/* @vite-ignore */ url)) as { default: EvaluatedDefinition };
  return {
    name: definition._name,
    children: definition._childComponents.map(([name, child]) => ({ name, folder: child.componentDefinitionPath })),
  };
}

interface EvaluatedDefinition {
  _name?: string;
  _childComponents: [name: string, child: { componentDefinitionPath: string }, ...rest: unknown[]][];
}

const childStubs: Plugin = {
  name: "cutover-child-components",
  setup(bundler) {
    bundler.onResolve({ filter: /convex\.config(\.[jt]s)?$/ }, async (args) => {
      if (args.kind === "entry-point" || args.pluginData === "resolving") return undefined;
      const options = { kind: args.kind, resolveDir: args.resolveDir, pluginData: "resolving" } as const;
      const resolved = await bundler.resolve(args.path, options);
      if (resolved.errors.length > 0) return { errors: resolved.errors };
      return { path: resolved.path, namespace: "cutover-child" };
    });
    bundler.onLoad({ filter: /.*/, namespace: "cutover-child" }, async (args) => {
      const { name } = await readDefinition(args.path);
      const stub = { componentDefinitionPath: path.dirname(args.path), defaultName: name };
      return { contents: `export default ${JSON.stringify(stub)}`, loader: "js" };
    });
  },
};
