import { type Infer, v } from "convex/values";

/**
 * What a list of changes is for. `load`: rows enter tables in which the app has documents of its own. `catchUp`: what changed
 * in the source since. `repair`: what verification found to differ. `rollback`: what the migration brought is taken back.
 */
export const vPurpose = v.union(v.literal("load"), v.literal("catchUp"), v.literal("repair"), v.literal("rollback"));
export type Purpose = Infer<typeof vPurpose>;

/** Which value stays where the account was changed after the migration. */
export const vKeep = v.union(v.literal("theirs"), v.literal("backup"));

/** `number`: its place in the order of changes, from 0. */
const vOfRow = v.object({ number: v.number(), table: v.string(), legacyKey: v.string() });
const vOfDocument = v.object({ number: v.number(), table: v.string(), id: v.string() });

/** The row goes in, unless its key is there already. Without `document` an import has appended it already. */
const vInsert = vOfRow.extend({
  kind: v.literal("insert"),
  /** Its fields, as `convexToJson` has them, in text. */
  document: v.optional(v.string()),
  /** Where the plan sets it: tells the appended document from the one it replaces. */
  creationTime: v.optional(v.number()),
  /**
   * Whether it takes the place of the document that the row was until now, or leaves the account that it was part of. Default:
   * in a catch-up, where an import has appended it.
   */
  replaces: v.optional(v.boolean()),
});

/** The row changed in the source. */
const vUpdate = vOfRow.extend({
  kind: v.literal("update"),
  /**
   * Text of `{field: {before?, after?}}` with values as `convexToJson` has them, for each field that changed: before and
   * after in the source; one that is missing stands for an absent field. References under their legacy field.
   */
  fields: v.string(),
});

/** The row has gone from the source. */
const vDelete = vOfRow.extend({
  kind: v.literal("delete"),
  /** Of the document as it was last seen in Convex (`hashStored`): only if it still is so, it goes unlisted. */
  hash: v.optional(v.string()),
  /** Kept in `removed` all the same: the command could not tell whether somebody has changed a reference. */
  isListed: v.optional(v.boolean()),
});

/** The row's document is not as the migration had left it when the window began: it stays so, and verify does not count it as a fault. */
const vKeepRow = vOfRow.extend({
  kind: v.literal("keep"),
  /** As in an update, `after` only: what the source has in the fields that people have changed. A reference under its own name. */
  fields: v.optional(v.string()),
  /** People have deleted it: what the source has, as in an insert. */
  document: v.optional(v.string()),
});

/** The row is unchanged, but what it matches or refers to may have changed. */
const vMatchAgain = vOfRow.extend({ kind: v.literal("match") });
const vResolveAgain = vOfRow.extend({ kind: v.literal("resolve") });

/** Rollback: the document goes. */
const vRemove = vOfDocument.extend({
  kind: v.literal("remove"),
  /** Of the document as it was when the later writes were listed: one that is not so any more is kept in `removed`. */
  hash: v.optional(v.string()),
});

/** Rollback: an account that rows became part of has its own values again. */
const vRestore = vOfDocument.extend({
  kind: v.literal("restore"),
  /** Text as in an update: `before` is what the migration wrote, `after` the account's own value. */
  fields: v.string(),
  keep: vKeep,
});

export const vChange = v.union(vInsert, vUpdate, vDelete, vKeepRow, vMatchAgain, vResolveAgain, vRemove, vRestore);
export type Change = Infer<typeof vChange>;
export type ChangeOf<Kind extends Change["kind"]> = Extract<Change, { kind: Kind }>;

/** A change too large for one document: the texts of all parts, one after the other, are the change as JSON. */
export const vPart = v.object({
  kind: v.literal("part"),
  /** The number of the change. */
  number: v.number(),
  /** From 0. */
  part: v.number(),
  of: v.number(),
  text: v.string(),
});
export type Part = Infer<typeof vPart>;

const after = v.number();

/**
 * The order in which changes are applied: all documents first, then users, then references, since any of them may refer to
 * another. `retry`: documents whose reference had no target before, by table and key. Repair and rollback have only `write`.
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

export const vChangeList = v.object({
  /** Names the list that is applied. */
  changes: v.string(),
  purpose: vPurpose,
  phase: vPhase,
  /** Changes in the next batch. */
  batchSize: v.number(),
  /** Tables with references whose targets changed. */
  retry: v.array(v.string()),
  /** Only batches that carry it run: a batch of an abandoned attempt does nothing. */
  ticket: v.number(),
  /** The scheduled function of the next batch. */
  job: v.union(v.string(), v.null()),
  /** Changes looked at, in all phases. */
  processed: v.number(),
});
export type ChangeList = Infer<typeof vChangeList>;

/** A document that was deleted though it was not, or not certainly, as the migration had left it. */
export const vNewRemoved = v.object({
  table: v.string(),
  id: v.string(),
  /** As `convexToJson` has it, system fields included, as JSON. */
  document: v.string(),
  reason: v.string(),
});
export type NewRemoved = Infer<typeof vNewRemoved>;
/** `number`: in the order of removal, from 0. */
export const vRemoved = vNewRemoved.extend({ number: v.number(), at: v.number() });
export type Removed = Infer<typeof vRemoved>;

/** A record too long for one document stands in several; each holds a part of the texts. */
export const vRecordPart = v.object({ runId: v.string(), part: v.number(), of: v.number() });

/** Somebody changed in Convex what a change was about to write. */
export const vNewConflict = v.object({
  /** The kind of the change. */
  kind: v.union(
    v.literal("insert"),
    v.literal("update"),
    v.literal("delete"),
    v.literal("keep"),
    v.literal("remove"),
    v.literal("restore"),
  ),
  table: v.string(),
  /** Empty where there is no document. */
  id: v.string(),
  legacyKey: v.union(v.string(), v.null()),
  /** null: the whole document. */
  field: v.union(v.string(), v.null()),
  /** The value in Convex and the one that would have been written, as JSON texts of `convexToJson`; null: the field is absent. */
  theirs: v.union(v.string(), v.null()),
  ours: v.union(v.string(), v.null()),
  /** Which of the two the document has now. */
  kept: v.union(v.literal("theirs"), v.literal("ours")),
  reason: v.string(),
});
export type NewConflict = Infer<typeof vNewConflict>;
/** A value of somebody's own that a change found in its way and left, and what the source has there. */
export const vKeptValue = v.object({
  id: v.string(),
  legacyKey: v.string(),
  /** null: the row has gone from the source, and its document has stayed. */
  field: v.union(v.string(), v.null()),
  /** As in a conflict. */
  ours: v.union(v.string(), v.null()),
});
export type KeptValue = Infer<typeof vKeptValue>;

export const vConflict = vNewConflict.extend({ number: v.number(), at: v.number() });
export type Conflict = Infer<typeof vConflict>;
