import { internal } from "./_generated/api.js";
import type { MutationCtx, QueryCtx } from "./_generated/server.js";
import type { Control, Maintenance } from "./validators.js";

export const off: Maintenance = { on: false, message: null, since: null };
export const running: Control = { action: "run", by: null, since: null, stopped: [] };

/** What counts where the switches are gone although a migration has begun: nobody can say that writes are safe. */
const unknown: Maintenance = { on: true, message: null, since: null };

export interface Switches {
  readonly maintenance: Maintenance;
  readonly control: Control;
}

/** One small document, which every write of the app reads. */
export async function readSwitches(ctx: QueryCtx): Promise<Switches> {
  const known = await ctx.db.query("switches").unique();
  if (known !== null) return { maintenance: known.maintenance, control: known.control };
  return { maintenance: (await hasBegun(ctx)) ? unknown : off, control: running };
}

/** Once maintenance mode ends, whoever ends it, the calls that were put off run. */
export async function patchSwitches(ctx: MutationCtx, change: Partial<Switches>): Promise<void> {
  const known = await ctx.db.query("switches").unique();
  if (known === null) await ctx.db.insert("switches", { ...(await readSwitches(ctx)), ...change });
  else await ctx.db.patch("switches", known._id, change);
  if (change.maintenance?.on === false) await ctx.scheduler.runAfter(0, internal.postponed.release, {});
}

/** Before a run or a window begins: from then on, missing switches mean that they were lost. */
export async function ensureSwitches(ctx: MutationCtx): Promise<void> {
  const known = await ctx.db.query("switches").unique();
  if (known === null && !(await hasBegun(ctx))) await ctx.db.insert("switches", { maintenance: off, control: running });
}

async function hasBegun({ db }: QueryCtx): Promise<boolean> {
  const window = await db.query("windows").first();
  return window?.state === "open" || (await db.query("runs").first()) !== null;
}
