import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { projectDir } from "../support/folders.js";

/** Modules as `convex codegen` lists them: those of a component are the component's. */
async function listModules(folder: string, without: RegExp): Promise<string[]> {
  const files = await readdir(path.join(projectDir, folder), { recursive: true });
  const modules = files.filter((file) => file.endsWith(".ts") && !without.test(file));
  return modules.map((file) => file.replace(/\.ts$/, ".js")).toSorted();
}

test.each([
  ["convex", "_generated/api.d.ts", /_generated|^cutover\/|\.config\.ts$|^schema\.ts$|\.d\.ts$/],
  ["convex/cutover", "_generated/api.ts", /_generated|\.config\.ts$|^schema\.ts$|\.d\.ts$/],
])("a module was added to %s and not to what is generated: npm run codegen", async (folder, generated, without) => {
  const text = await readFile(path.join(projectDir, folder, generated), "utf8");
  const listed = [...text.matchAll(/^import type \* as \w+ from "\.\.\/(.*)";$/gm)].map(([, file]) => file!);
  expect(listed.toSorted()).toStrictEqual(await listModules(folder, without));
});
