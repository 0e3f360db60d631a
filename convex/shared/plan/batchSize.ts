import type { TransactionMetrics } from "convex/server";
import { maxListedReferences, mebibyte, transactionLimits } from "../limits.js";
import type { PlannedTable } from "./plan.js";

/** What one document costs a stage at most. */
export interface Cost {
  /** Index ranges: look-ups, gets, and one for each patch. */
  readonly ranges: number;
  /** Tables of which one document each is also read. */
  readonly reads: readonly string[];
  /** Lists of references: how many ranges those take is not known beforehand. */
  readonly lists?: number;
  /** Documents at once, where fewer than elsewhere. */
  readonly mostDocuments?: number;
}

/** What a stage does for each document of a table. */
export function stageCost(
  { name, refs, match, keepIdMap }: PlannedTable,
  stage: "match" | "resolve" | "verify" | "cleanup",
): Cost {
  const targets = refs.map(({ target }) => target);
  const lists = refs.filter(({ list }) => list !== null).length;
  switch (stage) {
    case "match":
      // Per imported row: 7 to look for accounts and decisions, 2 for its siblings, 4 for reading and writing both, 6 for the record.
      return { ranges: 19, reads: [name] };
    case "resolve":
      return { ranges: refs.length + 1, reads: targets, lists };
    case "verify":
      return { ranges: refs.length + (match === undefined ? 0 : 2), reads: targets, lists };
    case "cleanup":
      // The id map: what it has under the key, and the keys that became part of the document. Users are in the app by then, and
      // a longer transaction conflicts with what they write.
      return { ranges: keepIdMap === true ? 3 : 1, reads: [], mostDocuments: 150 };
    default:
      return stage satisfies never;
  }
}

export type Sizes = Readonly<Record<string, { readonly averageBytes: number; readonly largestBytes: number }>>;

/** The share of a limit that a batch aims to use: the rest is for documents larger than the average. */
const target = 0.65;

/** The share of the index ranges that a batch may use in the worst case, which is known beforehand. */
const rangeTarget = 0.9;

/** Ranges a batch needs beside its documents: its own bookkeeping in the component. */
const rangeOverhead = 256;

/** How many of the largest documents one batch may hold besides average ones. */
const largestAtOnce = 4;

/** More documents bring no speed, but a mutation has one second. */
const maxDocuments = 1_000;

/** What a second takes on a slow machine, too; the batches after it learn from it. */
const firstDocuments = 250;

/** Of the second: the rest is for what a batch calls after it has measured itself, and for busier moments. */
const batchMs = 500;

/** Canonical text and hash of a megabyte take about 40 ms in Node; this much stays well below a second elsewhere too. */
const userCodeBytes = 8 * mebibyte;

/** Sizes are unknown before the first run: a large average makes a small first batch, which then grows. */
const unknownSize = { averageBytes: 32 * 1024, largestBytes: mebibyte };

/** Ranges that a batch's documents may take. */
export const maxRanges = transactionLimits.databaseQueries * rangeTarget - rangeOverhead;

/** Worst case: no cache helps and every document is written. */
export function maxBatchSize({ ranges, mostDocuments = maxDocuments }: Cost): number {
  return Math.max(1, Math.min(mostDocuments, Math.floor(maxRanges / Math.max(1, ranges))));
}

/** The size of the first batch, from the sizes of the exported documents. */
export function firstBatchSize(table: string, cost: Cost, sizes: Sizes): number {
  const sizeOf = (name: string) => sizes[name] ?? unknownSize;
  const { averageBytes, largestBytes } = sizeOf(table);
  const perDocument = cost.reads.reduce((sum, name) => sum + sizeOf(name).averageBytes, averageBytes);
  const budget = target * userCodeBytes - largestAtOnce * largestBytes;
  const byBytes = Math.floor(Math.max(budget, largestBytes) / Math.max(1, perDocument));
  return Math.max(1, Math.min(byLists(cost, largestBytes), byBytes, firstDocuments));
}

/** What a key in a list takes of a document at least: a digit between quotes, and a comma. */
const leastKeyBytes = 4;

/** As if every document were as large as the largest, and all of it keys: the batches after it learn what they take. */
function byLists(cost: Cost, largestBytes: number): number {
  const { ranges, lists = 0 } = cost;
  if (lists === 0) return maxBatchSize(cost);
  const keys = Math.min(maxListedReferences, Math.floor(largestBytes / leastKeyBytes));
  return maxBatchSize({ ...cost, ranges: ranges + 2 * keys });
}

/**
 * The size of the next batch, from what the last one used of the scarcest limit: it at most doubles, and
 * shrinks as far as needed. `elapsedMs` is 0 where the clock stands still.
 */
export function nextBatchSize(processed: number, metrics: TransactionMetrics, cost: Cost, elapsedMs: number): number {
  const used = Math.max(usedFraction(metrics), metrics.bytesRead.used / userCodeBytes, elapsedMs / batchMs);
  const ideal = used === 0 ? Infinity : Math.floor((processed * target) / used);
  return Math.max(1, Math.min(ideal, processed * 2, maxBatchSize(cost)));
}

function usedFraction(metrics: TransactionMetrics): number {
  const names = Object.keys(transactionLimits) as (keyof typeof transactionLimits)[];
  return Math.max(...names.map((name) => metrics[name].used / (metrics[name].used + metrics[name].remaining)));
}
