import { type Infer, v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { internal } from "./_generated/api.js";
import { internalMutation, mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { ensureSwitches, off, patchSwitches, readSwitches, running } from "./switches.js";
import {
  type Step,
  vControl,
  vControlAction,
  vDeadline,
  vMaintenance,
  vStep,
  vStepState,
  vWindowState,
} from "./validators.js";

/** The latest steps that `current` shows: a window has about fifteen, and some more each time it was resumed. */
const mostSteps = 500;

const vWindow = v.object({
  /** null: no window has been opened here. */
  runId: v.union(v.string(), v.null()),
  state: vWindowState,
  step: v.union(v.string(), v.null()),
  openedAt: v.union(v.number(), v.null()),
  closedAt: v.union(v.number(), v.null()),
  maintenance: vMaintenance,
  control: vControl,
  /** Oldest first. */
  steps: v.array(vStep),
});

/** The window and its switches in one reading. */
export const current = query({
  args: {},
  returns: vWindow,
  handler: async (ctx) => {
    const { maintenance: shown, control } = await readSwitches(ctx);
    const window = await findWindow(ctx);
    if (window === null) {
      const none = { runId: null, state: "closed" as const, step: null, openedAt: null, closedAt: null, steps: [] };
      return { ...none, maintenance: shown, control };
    }
    const { runId, state, step, openedAt, closedAt } = window;
    const steps = (await latestSteps(ctx, window._id)).toReversed().map(renderStep);
    return { runId, state, step, openedAt, closedAt, maintenance: shown, control, steps };
  },
});

/** Only maintenance mode: what a banner shows, and what every write of the app checks. */
export const maintenance = query({
  args: {},
  returns: vMaintenance,
  handler: async (ctx) => (await readSwitches(ctx)).maintenance,
});

/** Only the control of the stages. */
export const control = query({
  args: {},
  returns: vControl,
  handler: async (ctx) => (await readSwitches(ctx)).control,
});

/**
 * Records a step of a run's window; the first one opens it, one that `closes` ends it. The same step in the same state
 * again is recorded once. Returns the run of another window that is still open: then nothing is recorded.
 */
export const recordStep = mutation({
  args: {
    runId: v.string(),
    step: v.string(),
    state: vStepState,
    detail: v.string(),
    closes: v.boolean(),
    /** When the window has to be over, and whether it may then be rolled back; kept from the first step that names it. */
    deadline: v.optional(v.object({ at: v.number(), autoRollback: v.boolean() })),
  },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { runId, step, state, detail, closes, deadline }) => {
    const open = await findWindow(ctx);
    if (open !== null && open.runId !== runId && open.state === "open") return open.runId;
    const window = open?.runId === runId ? open._id : await replaceWindow(ctx, open, runId, step);
    await appendStep(ctx, window, { step, state, at: Date.now(), detail });
    await ctx.db.patch("windows", window, {
      step,
      state: closes ? "closed" : "open",
      closedAt: closes ? Date.now() : null,
    });
    if (deadline !== undefined) await setDeadline(ctx, window, deadline);
    // A pause or abort of this window must not stop the next one.
    if (closes) await patchSwitches(ctx, { control: running });
    return null;
  },
});

export const vWindowStanding = v.object({
  runId: v.string(),
  state: vWindowState,
  step: v.string(),
  openedAt: v.number(),
  deadline: v.union(vDeadline, v.null()),
  /** Whether a step of it has written migrated documents. */
  hasLoaded: v.boolean(),
});

/** Where the window stands, without its steps. */
export async function readStanding(ctx: QueryCtx): Promise<Infer<typeof vWindowStanding> | null> {
  const window = await findWindow(ctx);
  if (window === null) return null;
  const { runId, state, step, openedAt, deadline = null } = window;
  return { runId, state, step, openedAt, deadline, hasLoaded: await hasTaken(ctx, window._id, loading) };
}

/** Steps after which documents of the source are in Convex. */
const loading: readonly string[] = ["load", "match", "resolve", "catch-up", "verify", "switch"];
/** Steps from which on users may be in. */
const ending: readonly string[] = ["close", "rollback", "done"];

async function hasTaken(ctx: QueryCtx, window: Id<"windows">, names: readonly string[]): Promise<boolean> {
  return (await latestSteps(ctx, window)).some(({ step }) => names.includes(step));
}

/** The command may be gone by then: the deployment itself looks at the clock. */
async function setDeadline(ctx: MutationCtx, window: Id<"windows">, { at, autoRollback }: NewDeadline): Promise<void> {
  const known = (await ctx.db.get("windows", window))?.deadline;
  if (known?.at === at && known.autoRollback === autoRollback) return;
  await ctx.db.patch("windows", window, { deadline: { at, autoRollback, passedAt: null } });
  await ctx.scheduler.runAt(at, internal.window.passDeadline, { window, at });
}

type NewDeadline = { at: number; autoRollback: boolean };

/**
 * The window should be over and is not. Says so where everybody looks. Ends maintenance mode only where this was asked for and
 * nothing was loaded yet: then the app's own data is what it was, and the command rolls back when it is typed again.
 */
export const passDeadline = internalMutation({
  args: { window: v.id("windows"), at: v.number() },
  returns: v.null(),
  handler: async (ctx, { window: id, at }) => {
    const window = await ctx.db.get("windows", id);
    if (window?.state !== "open" || window.deadline?.at !== at || (await hasTaken(ctx, id, ending))) return null;
    const now = Date.now();
    const ends = window.deadline.autoRollback && !(await hasTaken(ctx, id, loading));
    await ctx.db.patch("windows", id, { deadline: { ...window.deadline, passedAt: now } });
    await appendStep(ctx, id, {
      step: "deadline",
      state: "finished",
      at: now,
      detail: ends ? endedAtDeadline : waitsSince,
    });
    const { maintenance: before } = await readSwitches(ctx);
    const stop = { action: "abort" as const, by: "the window's deadline", since: now, stopped: [] };
    if (ends) await patchSwitches(ctx, { maintenance: off, control: stop });
    else if (before.on) await patchSwitches(ctx, { maintenance: { ...before, overdueSince: now } });
    return null;
  },
});

const endedAtDeadline =
  "the window's time is over and nothing was loaded in it: maintenance mode has ended here; the source may still be frozen " +
  "(cutover go or cutover rollback in the run's folder, otherwise cutover unfreeze)";
const waitsSince =
  "the window's time is over: maintenance mode stays on and the source may be frozen until somebody types cutover go or cutover rollback";

/** Turns maintenance mode on or off. On while it is on changes only the message. */
export const setMaintenance = mutation({
  args: { on: v.boolean(), message: v.string() },
  returns: vMaintenance,
  handler: async (ctx, { on, message }) => {
    const { maintenance: before } = await readSwitches(ctx);
    const after = on ? { on, message, since: before.since ?? Date.now() } : off;
    await patchSwitches(ctx, { maintenance: after });
    return after;
  },
});

/** Lets the stages run, or stops them. `stopped` adds to what an earlier pause stopped. */
export const setControl = mutation({
  args: { action: vControlAction, by: v.string(), stopped: v.array(v.string()) },
  returns: vControl,
  handler: async (ctx, { action, by, stopped }) => {
    const { control: before } = await readSwitches(ctx);
    const all = [...new Set([...before.stopped, ...stopped])];
    const isNew = before.action !== action;
    const changed = isNew ? { action, by, since: Date.now(), stopped: all } : { ...before, stopped: all };
    const after = action === "run" ? running : changed;
    await patchSwitches(ctx, { control: after });
    const window = await findWindow(ctx);
    if (isNew && window?.state === "open") {
      await appendStep(ctx, window._id, {
        step: action === "run" ? "resume" : action,
        state: "finished",
        at: Date.now(),
        detail: `by ${by}`,
      });
    }
    return after;
  },
});

async function findWindow({ db }: QueryCtx): Promise<Doc<"windows"> | null> {
  return await db.query("windows").unique();
}

async function latestSteps({ db }: QueryCtx, window: Id<"windows">): Promise<Doc<"steps">[]> {
  return await db
    .query("steps")
    .withIndex("by_window", (q) => q.eq("window", window))
    .order("desc")
    .take(mostSteps);
}

async function appendStep(ctx: MutationCtx, window: Id<"windows">, step: Step): Promise<void> {
  const last = await ctx.db
    .query("steps")
    .withIndex("by_window", (q) => q.eq("window", window))
    .order("desc")
    .first();
  const isSame = last !== null && last.step === step.step && last.state === step.state && last.detail === step.detail;
  if (!isSame) await ctx.db.insert("steps", { ...step, window });
}

async function replaceWindow(
  ctx: MutationCtx,
  old: Doc<"windows"> | null,
  runId: string,
  step: string,
): Promise<Id<"windows">> {
  await ensureSwitches(ctx);
  if (old !== null) {
    const steps = ctx.db.query("steps").withIndex("by_window", (q) => q.eq("window", old._id));
    for await (const { _id } of steps) await ctx.db.delete("steps", _id);
    await ctx.db.delete("windows", old._id);
  }
  return await ctx.db.insert("windows", { runId, state: "open", step, openedAt: Date.now(), closedAt: null });
}

function renderStep({ step, state, at, detail }: Doc<"steps">): Step {
  return { step, state, at, detail };
}
