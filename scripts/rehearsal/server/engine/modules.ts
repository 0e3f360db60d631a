import { readdir } from "node:fs/promises";
import path from "node:path";
import { importModule, type Module } from "../../../project/typescript.js";

export type ModuleMap = Record<string, () => Promise<Module>>;

const codeExtension = /\.[cm]?[jt]sx?$/;

/** Convex deploys every file with one dot in its name; schema, _generated and other components' folders are not modules. */
async function findModules(root: string): Promise<string[]> {
  const found: string[] = [];
  await collectModules(root, "", found);
  return found.toSorted();
}

async function collectModules(root: string, folder: string, found: string[]): Promise<void> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const isOtherComponent = folder !== "" && entries.some(({ name }) => name.startsWith("convex.config."));
  if (isOtherComponent) return;
  for (const entry of entries) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "_generated" && entry.name !== "node_modules") await collectModules(root, file, found);
    } else if (isModuleName(entry.name) && !(folder === "" && entry.name.startsWith("schema."))) {
      found.push(file);
    }
  }
}

function isModuleName(name: string): boolean {
  return codeExtension.test(name) && name.split(".").length === 2 && !name.startsWith(".") && !name.startsWith("#");
}

/** The map convex-test wants: path → loader. It looks for `_generated` to find the root, so that entry always stands. */
export async function getModuleMap(root: string): Promise<ModuleMap> {
  const map: ModuleMap = { "./_generated/api.js": async () => ({}) };
  for (const file of await findModules(root)) map[`./${file}`] = () => importModule(path.join(root, file));
  return map;
}

/** The file `<root>/<name>.ts` or its compiled form, if there is one. */
export async function findFile(root: string, name: string): Promise<string | undefined> {
  const entries = await readdir(root);
  const wanted = ["ts", "js", "mts", "mjs"].map((extension) => `${name}.${extension}`);
  const entry = wanted.find((candidate) => entries.includes(candidate));
  return entry === undefined ? undefined : path.join(root, entry);
}
