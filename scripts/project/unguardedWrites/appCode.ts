import { existsSync } from "node:fs";
import path from "node:path";
import { type AppFile, isOwnCode, readAppFile, readAppFolder } from "../legacyReads/appFiles.js";
import { type Declaration, parseModule, type ParsedModule } from "./parseModule.js";

/** A module of the app, or one outside of its folder that the app imports. */
export interface Module extends ParsedModule {
  readonly file: AppFile;
  /** `model/users`, as functions are called; null outside of the app's folder. */
  readonly name: string | null;
}

/** A declaration and the module that its names belong to. */
export interface Place {
  readonly module: Module;
  readonly declaration: Declaration;
}

/** What a name leads to: a declaration, a whole module, or something of a package. */
export type Target =
  | ({ readonly kind: "declaration" } & Place)
  | { readonly kind: "module"; readonly module: Module }
  | { readonly kind: "package"; readonly from: string; readonly name: string };

const program = /\.[cm]?[jt]sx?$/;
const generated = /(?:^|\/)_generated\//;

/** All code of the app, parsed, with the names that lead from one module to another. */
export class AppCode {
  private constructor(private readonly files: ReadonlyMap<string, Module>) {}

  /** Reads every module in the folder, and what they import by relative paths. */
  static async read(appDir: string): Promise<AppCode> {
    const root = path.resolve(appDir);
    const files = new Map<string, Module>();
    const open = existsSync(root) ? await readAppFolder(root) : [];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (files.has(file.file)) continue;
      const module = { file, name: moduleName(root, file.file), ...parseModule(file.tokens) };
      files.set(file.file, module);
      for (const from of importsOf(module)) {
        const imported = findFile(file.file, from);
        if (imported !== null && !files.has(imported)) open.push(await readAppFile(imported));
      }
    }
    return new AppCode(files);
  }

  get modules(): Module[] {
    return [...this.files.values()].toSorted((a, b) => (a.file.file < b.file.file ? -1 : 1));
  }

  /** What a name means in a module; null where it is none of the module's own. */
  find(module: Module, name: string): Target | null {
    const declaration = module.declarations.get(name);
    if (declaration !== undefined) return { kind: "declaration", module, declaration };
    const origin = module.imports.get(name);
    return origin === undefined ? null : this.follow(module, origin.from, origin.name);
  }

  /** What a module exports under a name. */
  findExport(module: Module, name: string, seen: ReadonlySet<Module> = new Set()): Target | null {
    if (seen.has(module)) return null;
    const exported = module.exports.get(name);
    if (typeof exported === "string") return this.find(module, exported);
    if (exported !== undefined) return this.follow(module, exported.from, exported.name);
    for (const from of module.passedOn) {
      const other = this.resolve(module, from);
      const target = other === null ? null : this.findExport(other, name, new Set([...seen, module]));
      if (target !== null) return target;
    }
    return null;
  }

  private follow(module: Module, from: string, name: string): Target | null {
    if (generated.test(from) || !from.startsWith(".")) return { kind: "package", from, name };
    const other = this.resolve(module, from);
    if (other === null) return null;
    return name === "*" ? { kind: "module", module: other } : this.findExport(other, name);
  }

  private resolve(module: Module, from: string): Module | null {
    const file = findFile(module.file.file, from);
    return file === null ? null : (this.files.get(file) ?? null);
  }
}

function importsOf({ imports, exports, passedOn }: Module): string[] {
  const origins = [...imports.values(), ...[...exports.values()].filter((each) => typeof each !== "string")];
  return [...origins.map(({ from }) => from), ...passedOn];
}

/** Imports name `./rows.js` or `./rows` where the file is `rows.ts`, and folders by their index. */
function findFile(importer: string, from: string): string | null {
  if (!from.startsWith(".") || generated.test(from)) return null;
  const target = path.resolve(path.dirname(importer), from);
  const names = [target.replace(program, ""), path.join(target, "index")];
  const files = names.flatMap((name) => ["ts", "tsx", "mts", "js", "jsx", "mjs"].map((ending) => `${name}.${ending}`));
  return files.find((file) => existsSync(file) && !isOwnCode(file)) ?? null;
}

function moduleName(root: string, file: string): string | null {
  const name = path.relative(root, file).replaceAll(path.sep, "/").replace(program, "");
  return name.startsWith("..") ? null : name;
}
