import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { ensureSwitches, off, patchSwitches, readSwitches, running } from "./switches.js";
import { type Step, vControl, vControlAction, vMaintenance, vStep, vStepState, vWindowState } from "./validators.js";

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
  args: { runId: v.string(), step: v.string(), state: vStepState, detail: v.string(), closes: v.boolean() },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { runId, step, state, detail, closes }) => {
    const open = await findWindow(ctx);
    if (open !== null && open.runId !== runId && open.state === "open") return open.runId;
    const window = open?.runId === runId ? open._id : await replaceWindow(ctx, open, runId, step);
    await appendStep(ctx, window, { step, state, at: Date.now(), detail });
    await ctx.db.patch("windows", window, {
      step,
      state: closes ? "closed" : "open",
      closedAt: closes ? Date.now() : null,
    });
    // A pause or abort of this window must not stop the next one.
    if (closes) await patchSwitches(ctx, { control: running });
    return null;
  },
});

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
