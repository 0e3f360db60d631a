import { firstBatchSize, stageCost } from "../../convex/shared/plan/batchSize.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";

/** A table as far as batches depend on it. */
export interface Sized {
  readonly documents: number;
  readonly bytes: number;
  readonly largestBytes: number;
}

export type AppStage = Parameters<typeof stageCost>[1];

/** The first batch of a stage, as the app's functions will take it. Later batches size themselves. */
export function batchSize(table: PlannedTable, stage: AppStage, sizes: ReadonlyMap<string, Sized>): number {
  const known = [...sizes].map(([name, size]) => {
    return [name, { averageBytes: averageBytes(size), largestBytes: size.largestBytes }] as const;
  });
  return firstBatchSize(table.name, stageCost(table, stage), Object.fromEntries(known));
}

/** Bytes read beside one document: its targets, once each. */
export function bytesBeside(table: PlannedTable, stage: AppStage, sizes: ReadonlyMap<string, Sized>): number {
  return stageCost(table, stage).reads.reduce((sum, name) => {
    const size = sizes.get(name);
    return sum + (size === undefined ? 0 : averageBytes(size));
  }, 0);
}

export function averageBytes({ documents, bytes }: Sized): number {
  return documents === 0 ? 0 : bytes / documents;
}
