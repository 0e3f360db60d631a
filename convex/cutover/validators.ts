import { type Infer, v } from "convex/values";

export const vStage = v.union(v.literal("match"), v.literal("resolve"), v.literal("verify"), v.literal("cleanup"));
export type Stage = Infer<typeof vStage>;

/** The order of the stages. */
export const stages: readonly Stage[] = ["match", "resolve", "verify", "cleanup"];

/** What the export says about a table: what was read, written and left out. */
export const vExpected = v.object({
  table: v.string(),
  read: v.number(),
  written: v.number(),
  rejected: v.number(),
  filtered: v.number(),
  merged: v.number(),
  /** 256 × `count:sum`, as `Checksums.render()` gives them. */
  sums: v.array(v.string()),
  averageBytes: v.number(),
  largestBytes: v.number(),
  /** Open issues the plan allows. */
  allowedIssues: v.number(),
  /** Whether the app had no document in the table when it was loaded: a rollback then empties it. */
  wasEmpty: v.optional(v.boolean()),
  /** How its rows came in: with an import that replaced the table, or by changes beside the app's own documents. */
  loadedBy: v.optional(v.union(v.literal("import"), v.literal("changes"))),
});
export type Expected = Infer<typeof vExpected>;

export const vIssueState = v.union(v.literal("open"), v.literal("cleared"), v.literal("waived"));
export type IssueState = Infer<typeof vIssueState>;

export const vIssueCounts = v.object({ open: v.number(), cleared: v.number(), waived: v.number() });
export type IssueCounts = Infer<typeof vIssueCounts>;

/** A document that a stage could not finish, and why. `field` names the reference when it is about one. */
export const vNewIssue = v.object({
  legacyKey: v.string(),
  field: v.optional(v.string()),
  /** Of a list of references: the old key that it is about. */
  key: v.optional(v.string()),
  code: v.string(),
  message: v.string(),
  state: vIssueState,
});
export type NewIssue = Infer<typeof vNewIssue>;

export const vIssue = vNewIssue.extend({ stage: vStage, table: v.string(), reason: v.optional(v.string()) });
export type Issue = Infer<typeof vIssue>;

/** `export`: every document of an export was compared, by `cutover verify`. The others are found inside Convex. */
export const vLevel = v.union(
  v.literal("counts"),
  v.literal("fingerprints"),
  v.literal("references"),
  v.literal("export"),
);

/** One result of verify for one table. `buckets`: those whose fingerprints differ, for `inspect`. */
export const vCheck = v.object({
  table: v.string(),
  level: vLevel,
  ok: v.boolean(),
  expected: v.string(),
  found: v.string(),
  detail: v.string(),
  buckets: v.array(v.number()),
});
export type Check = Infer<typeof vCheck>;

/** What `cutover verify` found in a table by an export of the deployment. */
export const vExportVerdict = v.object({
  table: v.string(),
  /** Documents that stand for a row. */
  documents: v.number(),
  /** Rows that are not in Convex as they were exported. */
  differences: v.number(),
  /** Rows that somebody has changed in Convex since they were verified. */
  changedByUsers: v.number(),
});
export type ExportVerdict = Infer<typeof vExportVerdict>;

/** A legacy value that lost to the account's own. Without `value`: the old row had none. */
export const vKept = v.object({ field: v.string(), value: v.optional(v.any()) });
export type Kept = Infer<typeof vKept>;

/** Why a row became part of an account: by rule, because a person said so, or because its owner claimed it at sign-in. */
export const vMatchClass = v.union(v.literal("one_to_one"), v.literal("settled"), v.literal("claimed"));

export const vMatch = v.object({
  legacyKey: v.string(),
  id: v.string(),
  class: vMatchClass,
  /** What the row is matched by; null where it had nothing. */
  value: v.union(v.string(), v.null()),
  filled: v.array(v.string()),
  /** What the account got from the row, by field: as long as a field still has that value, it can be taken back. */
  wrote: v.optional(v.array(vKept)),
  kept: v.array(vKept),
  /** The account's own values that lost to the row's, where the plan says that the row wins. */
  replaced: v.array(vKept),
  /** Keys of the row that the account cannot carry, because it carries another row's: by field. */
  aliases: v.array(v.object({ field: v.string(), key: v.string() })),
});
export type Match = Infer<typeof vMatch>;
/** `imported`: the row's own document, which has gone: what users had changed in it counts for the account from now on. */
export const vNewMatch = vMatch.extend({ imported: v.optional(v.string()) });
export type NewMatch = Infer<typeof vNewMatch>;

/** What an operator decided about an imported row: the document it is part of, or "self" for a user of its own. */
export const vSettlement = v.object({
  table: v.string(),
  legacyKey: v.string(),
  keep: v.string(),
  /** The legacy key of that document where it was imported, too: its id changes with each load. */
  keepKey: v.union(v.string(), v.null()),
  reason: v.string(),
});
export type Settlement = Infer<typeof vSettlement>;

/** Counters a stage keeps by name: `matched`, `resolved`, `unresolved`, `dangling` … */
export const vCounts = v.record(v.string(), v.number());

export const vProgress = v.object({
  stage: vStage,
  table: v.string(),
  processed: v.number(),
  changed: v.number(),
  counts: vCounts,
  issues: vIssueCounts,
  /** How many issues of each code the round recorded, whatever their state is now. */
  codes: vCounts,
  batchSize: v.union(v.number(), v.null()),
  done: v.boolean(),
  /** Why the last attempt to start or continue failed as a whole. */
  error: v.union(v.string(), v.null()),
  startedAt: v.number(),
  /** The app's scheduled function that takes the next batch. A batch that commits forgets it, so one that died leaves it. */
  job: v.optional(v.union(v.string(), v.null())),
  /** Documents that a batch takes at most, since a larger one died. */
  largestBatch: v.optional(v.number()),
  /** When a batch was last scheduled or recorded what it did. */
  movedAt: v.optional(v.number()),
  /** The series that has scheduled its newest batch: `seriesNumber` of the run. */
  series: v.optional(v.number()),
});
export type Progress = Infer<typeof vProgress>;

/** A step of the cutover window: how far `cutover go`, or an operator, has come with it. */
export const vStepState = v.union(
  v.literal("started"),
  v.literal("finished"),
  v.literal("failed"),
  v.literal("interrupted"),
  v.literal("skipped"),
);
export type StepState = Infer<typeof vStepState>;

export const vStep = v.object({ step: v.string(), state: vStepState, at: v.number(), detail: v.string() });
export type Step = Infer<typeof vStep>;

export const vWindowState = v.union(v.literal("open"), v.literal("closed"));

/** When a cutover window has to be over, in epoch milliseconds. `passedAt`: when it was, and the window still open. */
export const vDeadline = v.object({
  at: v.number(),
  autoRollback: v.boolean(),
  passedAt: v.union(v.number(), v.null()),
});

/** While `on`, the app takes no writes and shows `message`. `overdueSince`: since when the cutover window should be over. */
export const vMaintenance = v.object({
  on: v.boolean(),
  message: v.union(v.string(), v.null()),
  since: v.union(v.number(), v.null()),
  overdueSince: v.optional(v.number()),
});
export type Maintenance = Infer<typeof vMaintenance>;

/** A call that came during maintenance mode and waits for its end. */
export const vPostponed = v.object({
  /** `notes:sweep` */
  function: v.string(),
  /** The same, for the component's scheduler. */
  handle: v.string(),
  /** JSON of Convex values. */
  args: v.string(),
  /** When it was put off, in epoch milliseconds. */
  at: v.number(),
});

export const vControlAction = v.union(v.literal("run"), v.literal("pause"), v.literal("abort"));

/** Whether the stages may run. `stopped`: the functions that a pause stopped and that resume starts again. */
export const vControl = v.object({
  action: vControlAction,
  by: v.union(v.string(), v.null()),
  since: v.union(v.number(), v.null()),
  stopped: v.array(v.string()),
});
export type Control = Infer<typeof vControl>;

export const vMoveState = v.union(v.literal("moving"), v.literal("done"), v.literal("failed"));

/** A document whose reference could not be written, and why. */
export const vUnmoved = v.object({ table: v.string(), id: v.string(), message: v.string() });
export type Unmoved = Infer<typeof vUnmoved>;

/** Repoints every reference to document `from` of `table` to document `to`. */
export const vMove = v.object({
  move: v.string(),
  table: v.string(),
  from: v.string(),
  to: v.string(),
  /** The function that asked for it, such as `migrations:settle`. */
  by: v.string(),
  state: vMoveState,
  /** The references being repointed, such as `cases.userId`; null before the first batch and after the last. */
  place: v.union(v.string(), v.null()),
  /** Where in them the next batch begins. */
  cursor: v.union(v.string(), v.null()),
  /** References repointed so far, and documents looked at for it. */
  moved: v.number(),
  read: v.number(),
  batchSize: v.number(),
  unmoved: v.array(vUnmoved),
  /** Of the current attempt: batches of an older one do nothing. */
  ticket: v.number(),
  /** The scheduled function of the next batch. */
  job: v.union(v.string(), v.null()),
});
export type Move = Infer<typeof vMove>;

/** The command that works on the deployment. One at a time; readers need none. */
export const vLease = v.object({
  /** Names this lease: only who holds the token renews or releases it. */
  token: v.string(),
  runId: v.string(),
  /** `cutover load` */
  command: v.string(),
  host: v.string(),
  pid: v.number(),
  /** The person, as their machine calls them. */
  by: v.string(),
  since: v.number(),
  renewedAt: v.number(),
});
export type Lease = Infer<typeof vLease>;

/**
 * `current`: what the deployment holds is this run's. `rollingBack`: its rows are being taken back. `rolledBack`: they are
 * gone, and no other run has begun. `replaced`: another run has begun since.
 */
export const vRunState = v.union(
  v.literal("current"),
  v.literal("rollingBack"),
  v.literal("rolledBack"),
  v.literal("replaced"),
);
export type RunState = Infer<typeof vRunState>;
