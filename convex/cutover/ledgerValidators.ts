import { type Infer, v } from "convex/values";

/**
 * What has become of one thing that a task does outside of Convex. `open`: recorded, nothing done yet. `started`: about to
 * be done, or done by somebody who was killed before saying so. `done`: the task did it. `gone`: there was nothing left to
 * do. `kept`: left alone on purpose. `failed`: final, for `reason`. `undone`: put back as it was.
 */
export const vLedgerState = v.union(
  v.literal("open"),
  v.literal("started"),
  v.literal("done"),
  v.literal("gone"),
  v.literal("kept"),
  v.literal("failed"),
  v.literal("undone"),
);
export type LedgerState = Infer<typeof vLedgerState>;

/** `key` is unique per task and owner; `contents` is what it takes to put the thing back, as text. */
export const vLedgerEntry = v.object({
  key: v.string(),
  state: vLedgerState,
  reason: v.union(v.string(), v.null()),
  contents: v.union(v.string(), v.null()),
  /** Epoch milliseconds of the latest change. */
  at: v.number(),
});
export type LedgerEntry = Infer<typeof vLedgerEntry>;

/** A change of an entry. Without `contents` they stay as they are. */
export const vSettlement = v.object({
  key: v.string(),
  state: vLedgerState,
  reason: v.optional(v.string()),
  contents: v.optional(v.string()),
});
export type Settlement = Infer<typeof vSettlement>;

/** How far a task is with one owner. `listing`: entries are being recorded. `working`: all are, and are being done. */
export const vOwnerState = v.union(
  v.literal("listing"),
  v.literal("working"),
  v.literal("done"),
  v.literal("failed"),
  v.literal("undoing"),
  v.literal("undone"),
);
export type OwnerState = Infer<typeof vOwnerState>;

export const vLedgerOwner = v.object({
  owner: v.string(),
  state: vOwnerState,
  reason: v.union(v.string(), v.null()),
  /** Where the listing stands, in the task's own words. */
  cursor: v.union(v.string(), v.null()),
  /** How often in a row the owner was put off without any progress, and until when: epoch milliseconds. */
  attempts: v.number(),
  dueAt: v.number(),
  /** Entries by state; sums to what was found. */
  counts: v.record(v.string(), v.number()),
  /** Entries that have a reason, by `<state>: <reason>`. */
  reasons: v.record(v.string(), v.number()),
});
export type LedgerOwner = Infer<typeof vLedgerOwner>;

/** What may be said about an owner; what is left out stays. */
export const vOwnerChange = v.object({
  state: v.optional(vOwnerState),
  reason: v.optional(v.union(v.string(), v.null())),
  cursor: v.optional(v.union(v.string(), v.null())),
  attempts: v.optional(v.number()),
  dueAt: v.optional(v.number()),
});
export type OwnerChange = Infer<typeof vOwnerChange>;
