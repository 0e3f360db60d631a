import { type Infer, v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import {
  type Item,
  type TaskChange,
  type Task,
  vItem,
  vMeasurements,
  vTaskChange,
  vSourceBaseline,
  vStanding,
  vTask,
  type TaskState,
} from "./taskValidators.js";

/** A plan has a handful of tasks. */
const mostTasks = 200;
/** State changes that a task keeps. */
const longestHistory = 50;
/** Steps of the window that are searched: `window.current` shows as many. */
const mostSteps = 500;

const fresh: TaskChange = {
  state: "scheduled",
  verb: "run",
  waitsFor: null,
  guard: null,
  result: null,
  error: null,
  attempts: 0,
  nextAt: null,
  job: null,
  ticket: 0,
  lease: null,
  closedAt: null,
};

export const vCutover = v.object({ standing: vStanding, at: v.union(v.number(), v.null()) });

/** When the new app opened to users, and whether that cutover still stands. */
export const cutover = query({
  args: {},
  returns: vCutover,
  handler: async (ctx) => await readCutover(ctx),
});

/** The tasks, the earliest first. */
export const list = query({
  args: {},
  returns: v.array(vTask),
  handler: async (ctx) => {
    const tasks = await ctx.db.query("tasks").take(mostTasks);
    return tasks.map(renderTask).toSorted((one, other) => one.dueAt - other.dueAt);
  },
});

export const find = query({
  args: { name: v.string() },
  returns: v.union(vTask, v.null()),
  handler: async (ctx, { name }) => {
    const task = await findTask(ctx, name);
    return task === null ? null : renderTask(task);
  },
});

/** Creates the task, or recreates it for another cutover. Its tickets continue, so whatever is still scheduled has no effect. */
export const create = mutation({
  args: { name: v.string(), cutoverAt: v.number(), dueAt: v.number(), items: v.array(vItem) },
  returns: vTask,
  handler: async (ctx, args) => {
    const old = await findTask(ctx, args.name);
    const history = withEvent(old?.history ?? [], "scheduled", "for its time after the cutover");
    const task: Task = { ...fresh, ...args, ticket: old?.ticket ?? 0, lease: old?.lease ?? null, history };
    if (old === null) await ctx.db.insert("tasks", task);
    else await ctx.db.replace("tasks", old._id, task);
    return task;
  },
});

/** Moves the task on; `detail` says why, in its history. */
export const move = mutation({
  args: {
    name: v.string(),
    detail: v.union(v.string(), v.null()),
    to: vTaskChange.partial(),
    dueAt: v.optional(v.number()),
  },
  returns: vTask,
  handler: async (ctx, { name, detail, to, dueAt }) => {
    const task = await getTask(ctx, name);
    const history = detail === null ? task.history : withEvent(task.history, to.state ?? task.state, detail);
    await ctx.db.patch("tasks", task._id, { ...to, history, ...(dueAt === undefined ? {} : { dueAt }) });
    return renderTask((await ctx.db.get("tasks", task._id))!);
  },
});

/** Takes the lease for the call that starts now: false when another call has it, or it is taken already. */
export const claim = mutation({
  args: { name: v.string(), ticket: v.number(), until: v.number() },
  returns: v.boolean(),
  handler: async (ctx, { name, ticket, until }) => {
    const task = await findTask(ctx, name);
    if (task?.state !== "running" || task.lease?.ticket !== ticket || task.lease.claimed) return false;
    await ctx.db.patch("tasks", task._id, { lease: { ticket, until, claimed: true } });
    return true;
  },
});

/** Writes measurements into the checklist. Items that it does not have are ignored. */
export const measure = mutation({
  args: { name: v.string(), measurements: vMeasurements },
  returns: vTask,
  handler: async (ctx, { name, measurements }) => {
    const at = Date.now();
    return await changeItems(ctx, name, (item) => {
      const measurement = measurements.find((each) => each.item === item.item);
      if (measurement === undefined) return item;
      return { ...item, measured: { ok: measurement.ok, value: measurement.value, at } };
    });
  },
});

/** Records who confirmed an item. The latest confirmation counts. */
export const confirm = mutation({
  args: { name: v.string(), item: v.string(), by: v.string(), reason: v.string() },
  returns: vTask,
  handler: async (ctx, { name, item: confirmed, by, reason }) => {
    const at = Date.now();
    return await changeItems(ctx, name, (item) =>
      item.item === confirmed ? { ...item, confirmed: { by, at, reason } } : item,
    );
  },
});

/** Saves the source's state at the cutover. The first one of a cutover stays; each later call counts as a check. */
export const saveSourceBaseline = mutation({
  args: { cutoverAt: v.number(), baseline: vSourceBaseline.omit("checks") },
  returns: v.null(),
  handler: async (ctx, { cutoverAt, baseline }) => {
    const old = await ctx.db.query("sourceBaselines").unique();
    if (old?.cutoverAt === cutoverAt) {
      await ctx.db.patch("sourceBaselines", old._id, { checks: old.checks + 1 });
      return null;
    }
    if (old !== null) await ctx.db.delete("sourceBaselines", old._id);
    await ctx.db.insert("sourceBaselines", { ...baseline, checks: 0, cutoverAt });
    return null;
  },
});

/** The source's state at the cutover, for a check that is about to connect: that check is counted. */
export const readSourceBaseline = mutation({
  args: {},
  returns: v.union(vSourceBaseline, v.null()),
  handler: async (ctx) => {
    const baseline = await ctx.db.query("sourceBaselines").unique();
    if (baseline === null) return null;
    const { description, at, facts } = baseline;
    const checks = baseline.checks + 1;
    await ctx.db.patch("sourceBaselines", baseline._id, { checks });
    return { description, at, facts, checks };
  },
});

export async function readCutover(ctx: QueryCtx): Promise<Infer<typeof vCutover>> {
  const window = await ctx.db.query("windows").unique();
  if (window === null) return { standing: "none", at: null };
  const steps = await ctx.db
    .query("steps")
    .withIndex("by_window", (q) => q.eq("window", window._id))
    .order("desc")
    .take(mostSteps);
  const lastEnd = steps.find(({ step }) => ["close", "rollback", "abandoned"].includes(step));
  switch (lastEnd?.step) {
    case "close":
      return { standing: "stands", at: lastEnd.at };
    case "rollback":
      return { standing: "rolledBack", at: null };
    case "abandoned":
      return { standing: "none", at: null };
    default:
      return { standing: window.state === "open" ? "open" : "none", at: null };
  }
}

async function changeItems(ctx: MutationCtx, name: string, change: (item: Item) => Item): Promise<Task> {
  const task = await getTask(ctx, name);
  const items = task.items.map(change);
  await ctx.db.patch("tasks", task._id, { items });
  return renderTask({ ...task, items });
}

async function findTask({ db }: QueryCtx, name: string): Promise<Doc<"tasks"> | null> {
  return await db
    .query("tasks")
    .withIndex("by_name", (q) => q.eq("name", name))
    .unique();
}

async function getTask(ctx: QueryCtx, name: string): Promise<Doc<"tasks">> {
  const task = await findTask(ctx, name);
  if (task === null) throw new Error(`There is no task "${name}".`);
  return task;
}

function withEvent(history: Task["history"], state: TaskState, detail: string): Task["history"] {
  return [...history, { at: Date.now(), state, detail }].slice(-longestHistory);
}

function renderTask({ _id, _creationTime, ...task }: Doc<"tasks">): Task {
  return task;
}
