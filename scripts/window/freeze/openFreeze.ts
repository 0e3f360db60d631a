import type { FreezePlan, Hook } from "../../../convex/shared/plan/window.js";
import { CutoverError } from "../../errors.js";
import { windowFailures } from "../failures.js";
import { type WindowContext, describeHook, isPostgres, runHook } from "../hooks.js";
import { type Freeze, type FreezeState, readState, type HookedState, removeState, writeState } from "./freeze.js";
import { ReadOnlyDatabase } from "./readOnlyDatabase.js";
import { RefuseWrites } from "./refuseWrites.js";
import { RevokeWrites } from "./revokeWrites.js";

/**
 * The freeze the plan asks for, or the one that fits the source. A freeze that is in force keeps its kind until it is
 * undone, whatever has become of the plan.
 */
export async function openFreeze(context: WindowContext): Promise<Freeze> {
  const state = await readState(context.run);
  return openPlanned(state === null ? choosePlan(context) : planOf(state), context);
}

/** The freeze that made this state, wherever it is recorded. */
export function openFreezeOf(state: FreezeState, context: WindowContext): Freeze {
  return openPlanned(planOf(state), context);
}

function openPlanned(plan: FreezePlan, context: WindowContext): Freeze {
  switch (plan.kind) {
    case "readOnlyDatabase":
      return new ReadOnlyDatabase(adminUrl(context), appUrl(context), context.run);
    case "refuseWrites":
      return new RefuseWrites(adminUrl(context), appUrl(context), context.tables, context.run);
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
  if (isPostgres(source)) return { kind: "refuseWrites" };
  if (window.hooks?.freeze !== undefined) return { kind: "hooks" };
  throw new CutoverError(windowFailures.noFreeze, {
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
  throw new CutoverError(windowFailures.noFreeze, {
    what: `The plan has no hook \`${freeze === undefined ? "freeze" : "unfreeze"}\`: without both the source cannot be frozen and released`,
    where: "window in convex/plan.ts",
    next: 'window: { hooks: { freeze: "./stop-old-app.sh", unfreeze: "./start-old-app.sh" } }',
  });
}

/** Who may change the database is often somebody else than who reads it. */
function adminUrl({ env, source }: WindowContext): string {
  const url = env["CUTOVER_FREEZE_URL"] ?? (isPostgres(source) ? source : null);
  if (url !== null) return url;
  throw new CutoverError(windowFailures.noFreeze, {
    what: "The plan freezes a PostgreSQL database, and the source is not one that can be reached",
    next: "Set CUTOVER_FREEZE_URL to the connection string of an administrator of the live database, or choose another freeze in the plan",
  });
}

/** Who tries to write: where the source is a file, the administrator. */
function appUrl(context: WindowContext): string {
  return isPostgres(context.source) ? context.source : adminUrl(context);
}

/** The plan's own commands hold off the writes. Nobody but they can tell whether it worked. */
export class HookedFreeze implements Freeze {
  readonly kind = "hooks";
  readonly describe;

  constructor(
    private readonly freezeHook: Hook,
    private readonly unfreezeHook: Hook,
    private readonly context: WindowContext,
  ) {
    this.describe = {
      freeze: describeHook("freeze", freezeHook),
      verify: "the exit code of the freeze hook; no write is tried",
      unfreeze: describeHook("unfreeze", unfreezeHook),
    };
  }

  async check(): Promise<void> {}

  async freeze(): Promise<string> {
    await writeState(this.context.run, { kind: this.kind, isDone: false });
    await runHook("freeze", this.freezeHook, this.context);
    await writeState(this.context.run, { kind: this.kind, isDone: true });
    return "The freeze hook ended well";
  }

  async verify(): Promise<string> {
    if (await this.isFrozen()) return "exit code 0 of the freeze hook; not verified by a write";
    throw new CutoverError(windowFailures.notFrozen, {
      what: "The freeze hook has not ended well in this run",
      next: "cutover go",
    });
  }

  async unfreeze(): Promise<string> {
    if ((await this.readOwnState()) === null) return "Nothing was frozen";
    await runHook("unfreeze", this.unfreezeHook, this.context);
    await removeState(this.context.run);
    return "The unfreeze hook ended well";
  }

  async isFrozen(): Promise<boolean> {
    return (await this.readOwnState())?.isDone === true;
  }

  private async readOwnState(): Promise<HookedState | null> {
    const state = await readState(this.context.run);
    return state?.kind === this.kind ? state : null;
  }
}

/** Nobody writes any more, says the plan. */
export class NoFreeze implements Freeze {
  readonly kind = "none";
  readonly describe;

  constructor(private readonly because: string) {
    const nothing = `nothing: ${because}`;
    this.describe = { freeze: nothing, verify: nothing, unfreeze: nothing };
  }

  async check(): Promise<void> {}

  async freeze(): Promise<string> {
    return `Nothing to do: ${this.because}`;
  }

  async verify(): Promise<string> {
    return `not verified: nobody writes any more, says the plan (${this.because})`;
  }

  async unfreeze(): Promise<string> {
    return "Nothing was frozen";
  }

  async isFrozen(): Promise<boolean> {
    return false;
  }
}
