import type { Environment } from "../../convex/shared/plan/columns.js";
import type { StoredFiles } from "../files/storedFiles.js";
import type { Project } from "../project/project.js";
import type { DeploymentRecord } from "../run/deploymentRecord.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Source } from "../sources/source.js";
import type { Corrections } from "../rows/convert/corrections.js";
import type { App } from "../deployment/app.js";
import type { Format } from "../run/manifest.js";

/** What the command's flags choose for the stages and everything built of them. */
export interface Settings {
  /** What was typed: `load`. */
  readonly command: string;
  /** The file of the plan. */
  readonly plan: string;
  /** The folder of all runs. */
  readonly dir: string;
  readonly source: string | null;
  /** The module of the app that instantiates `Cutover`. */
  readonly module: string;
  /** null: the format each table's values need. */
  readonly format: Format | null;
  /** Flags that choose a deployment, passed to the `convex` command as they were typed. */
  readonly deploymentFlags: readonly string[];
  /** load: imports empty tables one by one instead of all in one ZIP. */
  readonly perTable: boolean;
  /** The length of the cutover window in minutes. */
  readonly windowMinutes: number | null;
  /** go: gates to pass although they are closed, as `name=reason`. */
  readonly waive: readonly string[];
  /** go: roll back without asking when a step fails or the remaining steps no longer fit. */
  readonly autoRollback: boolean;
  /** verify: functions in Convex read the documents, not an export of the deployment. */
  readonly inConvex: boolean;
  /** cleanup: why the legacy fields go before the rollback window ends; null: they wait for it. */
  readonly reason: string | null;
  /** check --final: folders of the app's other code, which may read legacy fields, too. */
  readonly code: readonly string[];
}

/** What users see while a command runs: on stderr, so that stdout stays machine-readable. Never holds a secret. */
export interface Progress {
  /** A stage begins. */
  stage(name: string, detail?: string): void;
  /** A stage has ended, after so many seconds. */
  stageDone(name: string, seconds: number): void;
  /** So many rows of this table will come; about, where the source only estimates. After `stage`, before their `rows`. */
  total(table: string, count: number): void;
  /** So many rows of this table so far. */
  rows(table: string, count: number): void;
  /** What the deployment says it is doing, such as a phase of an import; null: nothing any more. */
  says(words: string | null): void;
  /** So many milliseconds until the cutover window has to be over; null: there is none. */
  deadline(leftMs: number | null): void;
  /** A line that stays. */
  note(text: string): void;
  /** Clears what does not stay. */
  end(): void;
}

/** What every stage is given. A command that has more flags than `Settings` finds them in its own context. */
export interface Context<S extends Settings = Settings> {
  readonly options: S;
  readonly project: Project;
  readonly run: RunDirectory;
  readonly app: App;
  readonly progress: Progress;
  /** Aborted by Ctrl-C: a stage stops after the batch it is in. */
  readonly signal: AbortSignal;
  /** What rows find for the files that they name: the plan looks them up here. */
  readonly files: StoredFiles;
  /** Documents a rehearsal loads at most before it takes a sample; null loads all. */
  readonly sampleRows: number | null;
  /** Configuration the plan may make rows of. */
  readonly env: Environment;
  /** Rejected rows that somebody has corrected: every reading of the source takes them so. */
  readCorrections(): Promise<Corrections>;
  openSource(): Promise<Source>;
  /** Refuses a deployment that is not the one this run belongs to; a run that has written nowhere belongs to it from now on. */
  ensureDeployment(): Promise<DeploymentRecord>;
  /**
   * Does what writes to the deployment: in the deployment of this run, and while no other command does. With Ctrl-C, or when
   * another machine has taken over, `signal` is aborted.
   */
  asOnlyWriter<T>(work: () => Promise<T>): Promise<T>;
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
