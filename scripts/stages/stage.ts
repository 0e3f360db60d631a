import type { Environment } from "../../convex/shared/plan/columns.js";
import type { Options } from "../cli/options.js";
import type { Progress } from "../cli/output/progress.js";
import type { Project } from "../project/project.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Source } from "../sources/source.js";
import type { App } from "../deployment/app.js";

/** What every stage is given. */
export interface Context {
  readonly options: Options;
  readonly project: Project;
  readonly run: RunDirectory;
  readonly app: App;
  readonly progress: Progress;
  /** Aborted by Ctrl-C: a stage stops after the batch it is in. */
  readonly signal: AbortSignal;
  /** Documents a rehearsal loads at most before it takes a sample; null loads all. */
  readonly sampleRows: number | null;
  /** Configuration the plan may make rows of. */
  readonly env: Environment;
  openSource(): Promise<Source>;
}

/** One step of a migration. Safe to run again; `--help` and the report print what it says of itself. */
export interface Stage {
  readonly name: string;
  readonly summary: string;
  readonly reads: string;
  readonly writes: string;
  readonly undo: string;
  run(context: Context): Promise<void>;
}
