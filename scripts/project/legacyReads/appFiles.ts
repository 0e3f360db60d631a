import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readTokens, type Token } from "./tokens.js";

/** A file of the app, read. */
export interface AppFile {
  /** Absolute. */
  readonly file: string;
  readonly lines: readonly string[];
  readonly tokens: readonly Token[];
}

const program = /\.[cm]?[jt]sx?$/;

/** Folders that hold no code of the app's own, or none that is deployed. */
const otherFolders = new Set(["_generated", "node_modules", "dist", "build", "test", "tests", "__tests__"]);
const testFile = /\.(?:test|spec)\.[cm]?[jt]sx?$/;

/** This package's own code: in its repository it lies in the convex/ folder of the example app. */
const ownCode = ["client", "cutover", "shared"].map((name) =>
  fileURLToPath(new URL(`../../../convex/${name}`, import.meta.url)),
);

/** Whether the file is this package's: in its own repository only. */
export function isOwnCode(file: string): boolean {
  return ownCode.some((folder) => file.startsWith(`${folder}${path.sep}`));
}

/**
 * The files whose code has to live without legacy fields. Left out: generated files (made anew), tests (not deployed), components in
 * folders of their own (they never see the app's tables), the plan with what only it imports (it goes), and the module that
 * instantiates `Cutover` (it goes, too).
 */
export async function readAppFiles(planFile: string, folders: readonly string[]): Promise<AppFile[]> {
  const all = (await Promise.all(folders.map(readAppFolder))).flat();
  const leaving = findLeaving(planFile, all);
  return all.filter(({ file }) => !leaving.has(file));
}

/** Every file of a folder that may be deployed, without generated ones, tests and components. */
export async function readAppFolder(folder: string): Promise<AppFile[]> {
  const files: AppFile[] = [];
  for await (const file of programsIn(folder)) files.push(await readAppFile(file));
  return files;
}

export async function readAppFile(file: string): Promise<AppFile> {
  const source = await readFile(file, "utf8");
  return { file, lines: source.split("\n"), tokens: readTokens(source) };
}

async function* programsIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isOtherFolder(file, entry.name)) yield* programsIn(file);
    } else if (program.test(entry.name) && !testFile.test(entry.name)) {
      yield file;
    }
  }
}

function isOtherFolder(folder: string, name: string): boolean {
  const isComponent = ["convex.config.ts", "convex.config.js"].some((config) => existsSync(path.join(folder, config)));
  return name.startsWith(".") || otherFolders.has(name) || isComponent || ownCode.includes(folder);
}

/**
 * The plan, the module of the stages, and every file that only such files import, unless Convex itself reads it: the schema,
 * and modules with functions.
 */
function findLeaving(planFile: string, all: readonly AppFile[]): Set<string> {
  const leaving = new Set([planFile, ...all.filter(hasCutover).map(({ file }) => file)]);
  const entries = new Set(all.filter(isEntry).map(({ file }) => file));
  const importers = new Map<string, string[]>();
  for (const from of all) {
    for (const imported of importsOf(from, all))
      importers.set(imported, [...(importers.get(imported) ?? []), from.file]);
  }
  let grows = true;
  while (grows) {
    grows = false;
    for (const [file, by] of importers) {
      if (leaving.has(file) || entries.has(file) || !by.every((importer) => leaving.has(importer))) continue;
      leaving.add(file);
      grows = true;
    }
  }
  return leaving;
}

function isEntry({ file, tokens }: AppFile): boolean {
  const isSchema = bare(path.basename(file)) === "schema";
  return isSchema || tokens.some(({ kind, text }) => kind === "string" && /_generated\/server(?:\.js)?$/.test(text));
}

function hasCutover({ tokens }: AppFile): boolean {
  return tokens.some(({ text }, at) => text === "Cutover" && tokens[at - 1]?.text === "new");
}

/** Files of the app that a file imports by a relative path. */
function importsOf({ file, tokens }: AppFile, all: readonly AppFile[]): string[] {
  return tokens.flatMap(({ kind, text }, at) => {
    const before = tokens[at - 1]?.text;
    const isImport = kind === "string" && text.startsWith(".") && (before === "from" || before === "import");
    if (!isImport) return [];
    const target = bare(path.resolve(path.dirname(file), text));
    return all.filter((each) => bare(each.file) === target).map((each) => each.file);
  });
}

/** Imports name `./rows.js` where the file is `rows.ts`. */
function bare(name: string): string {
  return name.replace(program, "");
}
