import { type Infer, v } from "convex/values";

/** `scheduled` waits for its time alone, `waiting` for something else besides. */
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

/** What a task says of its work, such as `{ deleted: 120, users: 14 }`. */
export const vTaskResult = v.record(v.string(), v.union(v.number(), v.string()));
export type TaskResult = Infer<typeof vTaskResult>;

/** What a call of an app's function has led to. */
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

/** Who can say whether an item of a checklist is so: the functions in Convex, `cutover tasks run`, or a person alone. */
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
 * Whether the tasks still follow a cut-over: `none` recorded here, a window that is `open`, one that `stands`, or one that went
 * back.
 */
export const vStanding = v.union(v.literal("none"), v.literal("open"), v.literal("stands"), v.literal("wentBack"));

/** What moves a task from one state to another; its name and its books stay. */
export const vMove = v.object({
  state: vTaskState,
  verb: vTaskVerb,
  /** null: nothing. */
  waitsFor: v.union(v.string(), v.null()),
  guard: v.union(v.object({ ok: v.boolean(), reason: v.string(), at: v.number() }), v.null()),
  result: v.union(vTaskResult, v.null()),
  error: v.union(v.string(), v.null()),
  /** Calls in a row that failed or were lost. */
  attempts: v.number(),
  /** When it is looked at next, epoch milliseconds. */
  nextAt: v.union(v.number(), v.null()),
  /** The app's scheduled function that looks at it then. */
  job: v.union(v.string(), v.null()),
  /** Of the latest scheduled function: one with an older ticket has nothing to say any more. */
  ticket: v.number(),
  lease: v.union(vLease, v.null()),
  closedAt: v.union(v.number(), v.null()),
});
export type Move = Infer<typeof vMove>;

export const vTask = vMove.extend({
  name: v.string(),
  /** The moment people were let in: what the due time counts from. */
  cutoverAt: v.number(),
  dueAt: v.number(),
  items: v.array(vItem),
  /** The latest, oldest first. */
  history: v.array(vEvent),
});
export type Task = Infer<typeof vTask>;

/** The source as the cut-over left it: what a later look is compared with. Holds no secret. */
export const vSourceNote = v.object({
  description: v.string(),
  at: v.number(),
  /** Numbers and stamps by name, such as `writes public.cases` or `changes of the file`. */
  facts: v.array(v.object({ name: v.string(), value: v.union(v.number(), v.string()) })),
  /** How often `cutover tasks` has looked since: its own connections are not the old app's. */
  looks: v.number(),
});
