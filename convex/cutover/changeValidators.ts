import { type Infer, v } from "convex/values";

/**
 * What a row's change asks of Convex. `insert`: an import has appended the document; a document that it replaces goes.
 * `match`, `resolve`: the row is as it was, but what it is matched with, or leads to, may not be.
 */
export const vChangeKind = v.union(
  v.literal("insert"),
  v.literal("update"),
  v.literal("delete"),
  v.literal("match"),
  v.literal("resolve"),
);

export const vChange = v.object({
  /** Its place in the order of changes, from 0. */
  number: v.number(),
  table: v.string(),
  legacyKey: v.string(),
  kind: vChangeKind,
  /** update: the document, as `convexToJson` has it, in text. */
  document: v.optional(v.string()),
  /** insert, where the plan sets it: tells the appended document from the one it replaces. */
  creationTime: v.optional(v.number()),
});
export type Change = Infer<typeof vChange>;

const after = v.number();

/**
 * The order in which changes are applied: all documents first, then people, then references, since all of them may lead
 * to one another. `retry`: documents whose reference led to nothing before, by table and key.
 */
export const vPhase = v.union(
  v.object({ kind: v.literal("write"), after }),
  v.object({ kind: v.literal("match"), after }),
  v.object({ kind: v.literal("resolve"), after }),
  v.object({ kind: v.literal("retry"), table: v.string(), after: v.string() }),
  v.object({ kind: v.literal("sweep") }),
  v.object({ kind: v.literal("done") }),
);
export type Phase = Infer<typeof vPhase>;

export const vCatchUp = v.object({
  /** Names the difference that is applied. */
  catchUp: v.string(),
  phase: vPhase,
  /** Changes in the next batch. */
  batchSize: v.number(),
  /** Tables with references whose targets changed. */
  retry: v.array(v.string()),
  /** Only batches that carry it go on: a batch of an attempt that was given up does nothing. */
  ticket: v.number(),
  /** The scheduled function of the next batch. */
  job: v.union(v.string(), v.null()),
  /** Changes looked at, in all phases. */
  processed: v.number(),
});
export type CatchUp = Infer<typeof vCatchUp>;
