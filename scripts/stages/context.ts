import path from "node:path";
import { withFiles } from "../../convex/shared/plan/files.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { Corrections } from "../rows/convert/corrections.js";
import { App } from "../deployment/app.js";
import { ConvexCommand, nameConcurrent } from "../deployment/convexCommand.js";
import type { Deployment } from "../deployment/deployment.js";
import { CutoverError } from "../errors.js";
import { stageFailures } from "./failures.js";
import { readEnvironment } from "../project/environment.js";
import type { Project } from "../project/project.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { StoredFiles } from "../files/storedFiles.js";
import { withConfiguredTables } from "../sources/memory/memory.js";
import { openSource } from "../sources/open.js";
import type { Source } from "../sources/source.js";
import { claimDeployment } from "./claimDeployment.js";
import { ensureDeployment } from "./ensureDeployment.js";
import type { Context, Progress, Settings } from "./stage.js";

export interface ContextParts<S extends Settings> {
  readonly options: S;
  readonly project: Project;
  readonly run: RunDirectory;
  readonly deployment: Deployment;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly sampleRows?: number | null;
  /** For commands that watch or control one that is running: they do not wait for its `convex` command. */
  readonly isConcurrent?: boolean;
  /** For commands that read rows before any file is stored: each is taken to be there. */
  readonly isBeforeFiles?: boolean;
}

export function createContext<S extends Settings>({ deployment, ...parts }: ContextParts<S>): Context<S> {
  const { options, run } = parts;
  const files = new StoredFiles(run);
  const { plan } = parts.project;
  const project = { ...parts.project, plan: parts.isBeforeFiles === true ? plan : withFiles(plan, files.find) };
  const env = readEnvironment();
  const lost = new AbortController();
  const signal = AbortSignal.any([parts.signal, lost.signal]);
  const convex = new ConvexCommand(project.dir, deployment, signal, commandFile(parts));
  convex.listen((words) => parts.progress.says(words));
  const app = new App(convex, options.module, signal);
  let corrections: Promise<Corrections> | undefined;
  const ensureThisDeployment = async () => await ensureDeployment(app.beside(), run, deployment, env);
  return {
    ...parts,
    project,
    files,
    signal,
    sampleRows: parts.sampleRows ?? null,
    env,
    app,
    readCorrections: async () => await (corrections ??= Corrections.read(options.dir, project.plan.tables.keys())),
    openSource: async () => {
      const source = await openChosenSource(options, { jq: jqFilters(project.plan) });
      return withConfiguredTables(source, project.plan, env);
    },
    ensureDeployment: ensureThisDeployment,
    asOnlyWriter: async (work) => {
      const { progress } = parts;
      const note = progress.note.bind(progress);
      const lease = { runId: run.run, command: `cutover ${options.command}`, note };
      return await claimDeployment(app, { ensure: ensureThisDeployment, lost, lease }, work);
    },
  };
}

function commandFile({ run, isConcurrent }: Pick<ContextParts<Settings>, "run" | "isConcurrent">): string {
  return isConcurrent === true ? nameConcurrent(run.file()) : run.file("command.pid");
}

/** `jq`: the filters of the plan, or of the command line where there is no plan yet. */
export async function openChosenSource(
  { source }: Pick<Settings, "source">,
  { jq }: { readonly jq: Readonly<Record<string, string>> },
): Promise<Source> {
  requireSource({ source });
  return await openSource(source!, { jq });
}

/** Before anything is begun that would need it. */
export function requireSource({ source }: Pick<Settings, "source">): void {
  if (source !== null) return;
  throw new CutoverError(stageFailures.noSource, {
    what: "No source is set",
    next: "--source postgres://… or --source <folder with schema.sql and data.sql>, or set CUTOVER_SOURCE.",
  });
}

/** By table of the source: the filters that make its rows. */
export function jqFilters(plan: Plan): Record<string, string> {
  const tables = [...plan.tables.values()];
  return Object.fromEntries(
    tables
      .flatMap(({ parts }) => parts)
      .flatMap(({ sources, jq }) => (jq === undefined ? [] : sources.map((name) => [name, jq] as const))),
  );
}

/** A path as it is typed from the current folder. */
export function relative(file: string): string {
  return path.relative(process.cwd(), file) || ".";
}
