import { readFile } from "node:fs/promises";
import path from "node:path";
import type { OpenChangemaker } from "../../../examples/changemaker/open.js";
import { latestIn } from "../../support/folders.js";
import { type Finished, runCutover } from "../../support/cutover.js";

export const plan = "examples/changemaker/convex/plan.ts";

/** One command over the example; `source` where another address of the same server is meant. */
export async function runExample(
  command: string,
  dir: string,
  { source, env }: Pick<OpenChangemaker, "source" | "env">,
): Promise<Finished> {
  return await runCutover([command, "--plan", plan, "--source", source, "--dir", dir, "--json"], env);
}

export type Document = Readonly<Record<string, unknown>>;

/** Every line of a file of the run, such as `documents/users.jsonl`. */
export async function readLines<T = Document>(dir: string, file: string): Promise<readonly T[]> {
  const text = await readRunFile(dir, file);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

export async function readRunFile(dir: string, file: string): Promise<string> {
  return await readFile(path.join(latestIn(dir), file), "utf8");
}
