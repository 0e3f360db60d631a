import type { IndexRange, IndexRangeBuilder } from "convex/server";

/** An index range over two fields: the generic builder only knows about the first. */
export function byTwo(q: unknown, first: string, a: string, second: string, b: string): IndexRange {
  const builder = q as IndexRangeBuilder<Record<string, string>, [string, string]>;
  return builder.eq(first, a).eq(second, b);
}
