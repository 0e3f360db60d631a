import { readFileSync } from "node:fs";
import path from "node:path";
import type { OpenExample } from "../../../examples/support/example.js";
import { openExample } from "../../../examples/thywill/open.js";
import { type Finished, runCutover } from "../../support/cutover.js";
import { startDeployment } from "../../support/deployment.js";
import { latestIn, projectDir, temporaryDir } from "../../support/folders.js";
import type { SourceRow } from "./source.js";

export const plan = "examples/thywill/convex/plan.ts";

/** A document as the export wrote it. */
export type Exported = Readonly<Record<string, string | number | boolean | undefined>> & { readonly legacyId: string };

export const keysOf = (documents: readonly Exported[]) => new Set(documents.map(({ legacyId }) => legacyId));

/** A line of `rejected/` or `merged/`. */
export interface SetAside {
  readonly key: string | null;
  /** The row as it was; text where the source could not read it. */
  readonly row: SourceRow | string;
  readonly reasons?: readonly { readonly code: string }[];
  readonly into?: string;
}

/** One run of a command over the example, and what it left behind. */
export interface ExampleRun {
  readonly example: OpenExample;
  readonly finished: Finished;
  /** The folder of runs, and this run's. */
  readonly runs: string;
  readonly dir: string;
  documents(table: string): readonly Exported[];
  rejected(table: string): readonly SetAside[];
  merged(table: string): readonly SetAside[];
  remove(): Promise<void>;
}

/** Without an `env` that chooses a deployment it is run on one of its own: its archives become files there. */
export async function runExample(command: string, words: readonly string[] = [], env?: object): Promise<ExampleRun> {
  if (env === undefined && command !== "rehearse") {
    const deployment = await startDeployment(path.join(projectDir, "examples/thywill"));
    try {
      return await runExample(command, words, deployment.env);
    } finally {
      await deployment.stop();
    }
  }
  const example = await openExample();
  const home = await temporaryDir();
  const all = [command, "--plan", plan, "--source", example.source, "--dir", home.dir, "--json", ...words];
  const finished = await runCutover(all, { ...example.env, ...env });
  const dir = latestIn(home.dir);
  const read = (kind: string, table: string) => readLines(path.join(dir, kind, `${table}.jsonl`));
  return {
    example,
    finished,
    runs: home.dir,
    dir,
    documents: (table) => read("documents", table) as Exported[],
    rejected: (table) => read("rejected", table) as SetAside[],
    merged: (table) => read("merged", table) as SetAside[],
    async remove() {
      await home.remove();
      await example.close();
    },
  };
}

function readLines(file: string): unknown[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as unknown);
}
