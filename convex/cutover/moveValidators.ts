import { type Infer, v } from "convex/values";

export const vMoveState = v.union(v.literal("moving"), v.literal("done"), v.literal("failed"));

/** A document whose reference could not be written, and why. */
export const vUnmoved = v.object({ table: v.string(), id: v.string(), message: v.string() });
export type Unmoved = Infer<typeof vUnmoved>;

/** Every reference to document `from` of `table` comes to lead to document `to`. */
export const vMove = v.object({
  move: v.string(),
  table: v.string(),
  from: v.string(),
  to: v.string(),
  /** The function that asked for it, such as `migrations:settle`. */
  by: v.string(),
  state: vMoveState,
  /** The references in hand, such as `cases.userId`; null before the first batch and after the last. */
  place: v.union(v.string(), v.null()),
  /** Where in them the next batch begins. */
  cursor: v.union(v.string(), v.null()),
  /** References repointed so far, and documents looked at for it. */
  moved: v.number(),
  read: v.number(),
  batchSize: v.number(),
  unmoved: v.array(vUnmoved),
  /** Of the attempt in hand: batches of an older one end without doing anything. */
  ticket: v.number(),
  /** The scheduled function that goes on. */
  job: v.union(v.string(), v.null()),
});
export type Move = Infer<typeof vMove>;
