import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { type CheckOptions, type CheckReport, checkMigration } from "../../scripts/check/checkMigration.js";
import { type Options, parseOptions } from "../../scripts/cli/options.js";
import type { Progress } from "../../scripts/stages/stage.js";
import { StoredFiles } from "../../scripts/files/storedFiles.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import { Corrections } from "../../scripts/rows/convert/corrections.js";
import { memorySource } from "../../scripts/sources/memory/memory.js";
import type { Source } from "../../scripts/sources/source.js";
import type { Context } from "../../scripts/stages/stage.js";
import { App } from "../../scripts/deployment/app.js";
import type { ConvexCommand } from "../../scripts/deployment/convexCommand.js";

export const silent: Progress = {
  stage() {},
  stageDone() {},
  total() {},
  rows() {},
  says() {},
  deadline() {},
  note() {},
  end() {},
};

/** A deployment in memory: what the `convex` command and the deployment would answer. */
export type Answers = Partial<Pick<ConvexCommand, "call" | "querySystem" | "run">>;

export interface Setup {
  readonly plan: Plan;
  readonly schema: SchemaDefinition<GenericSchema, boolean>;
  readonly source: Source;
  readonly options?: Partial<Options>;
  readonly answers?: Answers;
}

export function makeContext({ plan, schema, source, options, answers }: Setup): Context {
  const { signal } = new AbortController();
  const convex = { deploymentName: "test", ...answers } as unknown as ConvexCommand;
  return {
    options: { ...parseOptions(["check"], {}), ...options },
    project: { dir: "/nowhere", appDir: "/nowhere/convex", plan, schema, planHash: "hash" },
    run: new RunDirectory("/nowhere", "run"),
    files: new StoredFiles(new RunDirectory("/nowhere", "run")),
    app: new App(convex, "migrations", signal),
    progress: silent,
    signal,
    sampleRows: null,
    env: {},
    readCorrections: async () => new Corrections(),
    openSource: async () => source,
    ensureDeployment: neverCalled,
    asOnlyWriter: neverCalled,
  };
}

async function neverCalled(): Promise<never> {
  throw new Error("a check writes nothing");
}

/** The same every time: no clock, no deployment of the machine's. */
export async function check(setup: Setup, options: CheckOptions = {}): Promise<CheckReport> {
  return await checkMigration(makeContext(setup), { clock: () => 0, env: {}, ...options });
}

export { memorySource };
