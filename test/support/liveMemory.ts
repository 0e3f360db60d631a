import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes that live on in objects and buffers, after a collection: garbage says nothing about what a reader holds. */
export function getLiveMemory(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

interface Reading {
  readonly rows: number;
  readonly largestPage: number;
  /** Bytes above what was held before the first page. */
  readonly peak: number;
}

const rowsPerLook = 5_000;

/** Reads all pages and looks at the memory each 5,000 rows. */
export async function readMeasured(pages: AsyncIterable<ArrayLike<unknown>>): Promise<Reading> {
  const before = getLiveMemory();
  let rows = 0;
  let largestPage = 0;
  let peak = 0;
  for await (const { length } of pages) {
    if (rows % rowsPerLook < length) peak = Math.max(peak, getLiveMemory() - before);
    rows += length;
    largestPage = Math.max(largestPage, length);
  }
  return { rows, largestPage, peak };
}
