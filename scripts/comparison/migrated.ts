import type { Plan } from "../../convex/shared/plan/plan.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";

/** What was migrated, and a `convex export` of where it went. */
export interface Migrated {
  readonly plan: Plan;
  /** Where the exported documents lie. */
  readonly run: RunDirectory;
  readonly tables: readonly TableCounts[];
  readonly now: Snapshot;
  /** How many documents of a table are read, every few hundred. */
  readonly noteRows?: (table: string, rows: number) => void;
  /** `CUTOVER_PLAIN=1`: every line takes the plain path. */
  readonly isPlain?: boolean;
}

/** What reading a table came to. */
export interface ComparedTable {
  readonly table: string;
  /** Documents of the export that stand for a row. */
  documents: number;
  /** Values and documents that are users' own: known from a catch-up, and no difference. */
  kept: number;
}
