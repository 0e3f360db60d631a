import type { Project } from "../../project/project.js";

/** What starting a rehearsal's deployment takes, wherever it runs. */
export interface RehearsalStart {
  readonly dir: string;
  readonly project: Project;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Users write beside it. */
  readonly lively: boolean;
  /** Every rule of a real deployment holds that the built-in one knows. */
  readonly strict: boolean;
  /** Documents of the sample; null for all. */
  readonly rows: number | null;
  /** A folder of documents that are there before. */
  readonly existing: string | null;
}
