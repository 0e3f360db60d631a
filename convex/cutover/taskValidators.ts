import { type Infer, v } from "convex/values";

/** `scheduled` waits for its time only, `waiting` for something else as well. */
export const vTaskState = v.union(
  v.literal("waiting"),
  v.literal("scheduled"),
  v.literal("running"),
  v.literal("done"),
  v.literal("failed"),
  v.literal("cancelled"),
);
export type TaskState = Infer<typeof vTaskState>;

/** What is being done with the task: its work, or what takes it back, or what makes that final. */
export const vTaskVerb = v.union(v.literal("run"), v.literal("undo"), v.literal("close"));
export type TaskVerb = Infer<typeof vTaskVerb>;

/** What a task reports about its work, such as `{ deleted: 120, users: 14 }`. */
export const vTaskResult = v.record(v.string(), v.union(v.number(), v.string()));
export type TaskResult = Infer<typeof vTaskResult>;

/** The outcome of one call of an app's function. */
export const vOutcome = v.union(
  v.object({
    kind: v.literal("returned"),
    isDone: v.boolean(),
    result: vTaskResult,
    againAt: v.optional(v.number()),
    waitsFor: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("threw"), error: v.string() }),
);
export type Outcome = Infer<typeof vOutcome>;

/** A call that is out: an action runs at most once, so after `until` (epoch milliseconds) it counts as lost. */
export const vLease = v.object({ ticket: v.number(), until: v.number(), claimed: v.boolean() });

/** Who can tell whether an item of a checklist holds: the functions in Convex, `cutover tasks run`, or only a person. */
export const vAsked = v.union(v.literal("convex"), v.literal("command"), v.literal("person"));

/** `ok` null: it could not be measured, and `value` says why. */
const vMeasurement = v.object({ item: v.string(), ok: v.union(v.boolean(), v.null()), value: v.string() });
export type Measurement = Infer<typeof vMeasurement>;
export const vMeasurements = v.array(vMeasurement);

export const vItem = v.object({
  item: v.string(),
  title: v.string(),
  asks: vAsked,
  measured: v.union(vMeasurement.omit("item").extend({ at: v.number() }), v.null()),
  confirmed: v.union(v.object({ by: v.string(), at: v.number(), reason: v.string() }), v.null()),
});
export type Item = Infer<typeof vItem>;

const vEvent = v.object({ at: v.number(), state: vTaskState, detail: v.string() });

/**
 * Whether the tasks still follow a cutover: `none` recorded here, a window that is `open`, one that `stands`, or one that was
 * rolled back.
 */
export const vStanding = v.union(v.literal("none"), v.literal("open"), v.literal("stands"), v.literal("rolledBack"));

/** What a change of a task may set; its name, its due time and its checklist stay. */
export const vTaskChange = v.object({
  state: vTaskState,
  verb: vTaskVerb,
  /** null: nothing. */
  waitsFor: v.union(v.string(), v.null()),
  guard: v.union(v.object({ ok: v.boolean(), reason: v.string(), at: v.number() }), v.null()),
  result: v.union(vTaskResult, v.null()),
  error: v.union(v.string(), v.null()),
  /** Calls in a row that failed or were lost. */
  attempts: v.number(),
  /** When it is woken next, epoch milliseconds. */
  nextAt: v.union(v.number(), v.null()),
  /** The app's scheduled function that wakes it. */
  job: v.union(v.string(), v.null()),
  /** Of the latest scheduled function: one with an older ticket is ignored. */
  ticket: v.number(),
  lease: v.union(vLease, v.null()),
  closedAt: v.union(v.number(), v.null()),
  /** When the app's function was first called for this cutover, epoch milliseconds. */
  begunAt: v.optional(v.number()),
});
export type TaskChange = Infer<typeof vTaskChange>;

export const vTask = vTaskChange.extend({
  name: v.string(),
  /** When the new app opened to users: what the due time counts from. */
  cutoverAt: v.number(),
  dueAt: v.number(),
  items: v.array(vItem),
  /** The latest, oldest first. */
  history: v.array(vEvent),
});
export type Task = Infer<typeof vTask>;

/** The source as the cutover left it: what a later check compares with. Holds no secret. */
export const vSourceBaseline = v.object({
  description: v.string(),
  at: v.number(),
  /** Numbers and stamps by name, such as `writes public.cases` or `changes of the file`. */
  facts: v.array(v.object({ name: v.string(), value: v.union(v.number(), v.string()) })),
  /** How often `cutover tasks` has checked since: its own connections are not the old app's. */
  checks: v.number(),
});

/**
 * The state of one thing that a task does outside of Convex. `open`: recorded, nothing done yet. `started`: about to be
 * done, or done by an action that was killed before it could record so. `done`: the task did it. `gone`: there was nothing
 * left to do. `kept`: left alone on purpose. `failed`: final, for `reason`. `undone`: restored.
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

/** The new state of an entry. Without `contents` those stay as they are. */
export const vEntryOutcome = v.object({
  key: v.string(),
  state: vLedgerState,
  reason: v.optional(v.string()),
  contents: v.optional(v.string()),
});
export type EntryOutcome = Infer<typeof vEntryOutcome>;

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
  /** Where the listing stands, in the task's own format. */
  cursor: v.union(v.string(), v.null()),
  /** How often in a row the owner was postponed without progress, and until when: epoch milliseconds. */
  attempts: v.number(),
  dueAt: v.number(),
  /** Entries by state; they add up to the entries recorded. */
  counts: v.record(v.string(), v.number()),
  /** Entries that have a reason, by `<state>: <reason>`. */
  reasons: v.record(v.string(), v.number()),
});
export type LedgerOwner = Infer<typeof vLedgerOwner>;

/** A change of an owner; what is left out stays. */
export const vOwnerChange = v.object({
  state: v.optional(vOwnerState),
  reason: v.optional(v.union(v.string(), v.null())),
  cursor: v.optional(v.union(v.string(), v.null())),
  attempts: v.optional(v.number()),
  dueAt: v.optional(v.number()),
});
export type OwnerChange = Infer<typeof vOwnerChange>;
