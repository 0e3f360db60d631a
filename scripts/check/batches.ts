import { mebibyte, transactionLimits } from "../../convex/shared/limits.js";
import type { PlannedTable } from "../../convex/shared/plan.js";

/** A table as far as batches depend on it. */
export interface Sized {
  readonly documents: number;
  readonly bytes: number;
  readonly largestBytes: number;
}

export type AppStage = "match" | "resolve" | "verify" | "cleanup";

/** Index ranges a document takes at most in a stage, and the tables of which one document each is read beside it. */
interface Cost {
  readonly ranges: number;
  readonly reads: readonly string[];
}

/**
 * The first batch of a stage, by the rule the app's functions go by (convex/client/batchSize.ts, which scripts must not
 * import; a test holds the two together). Later batches size themselves.
 */
export function batchSize(table: PlannedTable, stage: AppStage, sizes: ReadonlyMap<string, Sized>): number {
  const cost = costOf(table, stage);
  const own = sizes.get(table.name)!;
  const ranges = Math.floor((transactionLimits.databaseQueries * 0.9 - 256) / Math.max(1, cost.ranges));
  const most = Math.max(1, Math.min(4_000, ranges));
  const budget = 0.65 * 8 * mebibyte - 4 * own.largestBytes;
  const byBytes = Math.floor(
    Math.max(budget, own.largestBytes) / Math.max(1, averageBytes(own) + besides(cost, sizes)),
  );
  return Math.max(1, Math.min(most, byBytes));
}

/** Bytes read beside one document: its targets, once each. */
export function bytesBeside(table: PlannedTable, stage: AppStage, sizes: ReadonlyMap<string, Sized>): number {
  return besides(costOf(table, stage), sizes);
}

export function averageBytes({ documents, bytes }: Sized): number {
  return documents === 0 ? 0 : bytes / documents;
}

function besides({ reads }: Cost, sizes: ReadonlyMap<string, Sized>): number {
  return reads.reduce(
    (sum, name) => sum + averageBytes(sizes.get(name) ?? { documents: 0, bytes: 0, largestBytes: 0 }),
    0,
  );
}

function costOf({ name, refs, match }: PlannedTable, stage: AppStage): Cost {
  const targets = refs.map(({ target }) => target);
  switch (stage) {
    case "match":
      return { ranges: 12, reads: [name] };
    case "resolve":
      return { ranges: refs.length + 1, reads: targets };
    case "verify":
      return { ranges: refs.length + (match === undefined ? 0 : 2), reads: targets };
    case "cleanup":
      return { ranges: 1, reads: [] };
    default:
      return stage satisfies never;
  }
}
