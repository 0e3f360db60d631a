import type { FreezePlan } from "../../../convex/shared/plan/window.js";
import { CutoverError } from "../../errors.js";
import type { WindowContext } from "../windowContext.js";
import type { Freeze } from "./freeze.js";
import { type FreezeState, readState } from "./freezeState.js";
import { ReadOnlyDatabase } from "./readOnlyDatabase.js";
import { RevokeWrites } from "./revokeWrites.js";
import { HookedFreeze, NoFreeze } from "./withoutDatabase.js";

/**
 * The freeze the plan asks for, or the one that fits the source. A freeze that is in force keeps its kind until it is
 * undone, whatever has become of the plan.
 */
export async function openFreeze(context: WindowContext): Promise<Freeze> {
  const state = await readState(context.run);
  const plan = state === null ? choosePlan(context) : planOf(state);
  switch (plan.kind) {
    case "readOnlyDatabase":
      return new ReadOnlyDatabase(adminUrl(context), appUrl(context), context.run);
    case "revokeWrites":
      return new RevokeWrites(adminUrl(context), appUrl(context), plan.role, context.run);
    case "hooks":
      return openHooks(context);
    case "none":
      return new NoFreeze(plan.because);
  }
}

function choosePlan({ window, source }: WindowContext): FreezePlan {
  if (window.freeze !== undefined) return window.freeze;
  if (isPostgres(source)) return { kind: "readOnlyDatabase" };
  if (window.hooks?.freeze !== undefined) return { kind: "hooks" };
  throw new CutoverError("usage", {
    what: "The plan does not say how writes to the source are held off, and this source has no way of its own",
    where: "window in convex/plan.ts",
    next:
      'window: { hooks: { freeze: "./stop-old-app.sh", unfreeze: "./start-old-app.sh" } }, ' +
      'or window: { freeze: { kind: "none", because: "the old app has been off since Friday" } }',
  });
}

function planOf(state: FreezeState): FreezePlan {
  return state.kind === "revokeWrites" ? { kind: state.kind, role: state.role } : { kind: state.kind };
}

function openHooks(context: WindowContext): Freeze {
  const { freeze, unfreeze } = context.window.hooks ?? {};
  if (freeze !== undefined && unfreeze !== undefined) return new HookedFreeze(freeze, unfreeze, context);
  throw new CutoverError("usage", {
    what: `The plan has no hook \`${freeze === undefined ? "freeze" : "unfreeze"}\`: without both the source cannot be frozen and released`,
    where: "window in convex/plan.ts",
    next: 'window: { hooks: { freeze: "./stop-old-app.sh", unfreeze: "./start-old-app.sh" } }',
  });
}

/** Who may change the database is often somebody else than who reads it. */
function adminUrl({ env, source }: WindowContext): string {
  const url = env["CUTOVER_FREEZE_URL"] ?? (isPostgres(source) ? source : null);
  if (url !== null) return url;
  throw new CutoverError("usage", {
    what: "The plan freezes a PostgreSQL database, and the source is not one that can be reached",
    next: "Set CUTOVER_FREEZE_URL to the connection string of an administrator of the live database, or choose another freeze in the plan",
  });
}

/** Who writes for the proof: where the source is a file, the administrator. */
function appUrl(context: WindowContext): string {
  return isPostgres(context.source) ? context.source : adminUrl(context);
}

function isPostgres(source: string | null): source is string {
  return source !== null && /^postgres(?:ql)?:/i.test(source);
}
