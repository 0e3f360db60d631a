import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { CutoverError, describeSchemaErrors } from "../errors.js";
import { projectFailures } from "./failures.js";
import { registerWords } from "../secrets.js";
import { importModule, loadTypeScript } from "./typescript.js";

const vConfig = z.strictObject({
  /** As `--source` takes it. An address with a password belongs into the environment: `source: process.env.DATABASE_URL`. */
  source: z.string().optional(),
  plan: z.string().optional(),
  dir: z.string().optional(),
  module: z.string().optional(),
});
/** What every command of a project would be told by flags. */
export type Config = Readonly<z.infer<typeof vConfig>>;

/** Types a `cutover.config.ts`: `export default defineConfig({ source: process.env.DATABASE_URL })`. */
export function defineConfig(config: Config): Config {
  return config;
}

const names = ["cutover.config.ts", "cutover.config.mts", "cutover.config.js", "cutover.config.mjs"];

/** The config in this folder, where package.json is; an empty one where there is none. Throws a CutoverError (failure "usage") for one that says something else. */
export async function readConfig(folder = process.cwd()): Promise<Config> {
  const file = names.map((name) => path.join(folder, name)).find((each) => existsSync(each));
  if (file === undefined) return {};
  await loadTypeScript();
  const { data, error } = vConfig.safeParse(await importDefault(file));
  if (error !== undefined)
    throw new CutoverError(
      projectFailures.badConfig,
      describeSchemaErrors(error).map((what) => ({
        what,
        where: file,
        next: "It may set source, plan, dir and module.",
      })),
    );
  registerWords([data.source ?? ""]);
  return data;
}

async function importDefault(file: string): Promise<unknown> {
  try {
    return (await importModule(file))["default"];
  } catch (error) {
    const what = `The config cannot be loaded: ${error instanceof Error ? error.message : String(error)}`;
    throw new CutoverError(projectFailures.badConfig, {
      what,
      where: file,
      next: "Fix the file, or delete it and use flags.",
    });
  }
}
