import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type ExportFault, findExportFaults } from "../../convex/shared/plan/exports.js";
import { readTokens } from "./legacyReads/tokens.js";
import type { Project } from "./project.js";

/** What `migrations.ts` beside the plan, or the module of this name, exports too little or too much. Nothing where the app has no such file. */
export async function readExportFaults(
  { appDir, plan }: Pick<Project, "appDir" | "plan">,
  module = "migrations",
): Promise<ExportFault[]> {
  const files = [`${module}.ts`, `${module}.js`].map((name) => path.join(appDir, name));
  const file = files.find((each) => existsSync(each));
  if (file === undefined) return [];
  return findExportFaults(plan, readExportNames(await readFile(file, "utf8")));
}

/** The names of `export const name` and `export const { name, other: name }`. */
export function readExportNames(source: string): string[] {
  const tokens = readTokens(source)
    .filter(({ kind }) => kind !== "comment")
    .map(({ text }) => text);
  return tokens.flatMap((text, at) => {
    if (text !== "const" || tokens[at - 1] !== "export") return [];
    const name = tokens[at + 1]!;
    return name === "{" ? readPattern(tokens.slice(at + 2, tokens.indexOf("}", at))) : [name];
  });
}

/** Of `other: name` only the name is exported. */
function readPattern(words: readonly string[]): string[] {
  return words.filter((word, at) => word !== "," && word !== ":" && words[at + 1] !== ":");
}
