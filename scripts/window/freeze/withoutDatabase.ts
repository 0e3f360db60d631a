import type { Hook } from "../../../convex/shared/plan/window.js";
import { CutoverError } from "../../errors.js";
import { describeHook, runHook } from "../hooks.js";
import type { WindowContext } from "../windowContext.js";
import type { Freeze } from "./freeze.js";
import { type HookedState, readState, removeState, writeState } from "./freezeState.js";

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
      prove: "the exit code of the freeze hook; no write is tried",
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

  async prove(): Promise<string> {
    if (await this.isFrozen()) return "exit code 0 of the freeze hook; not verified by a write";
    throw new CutoverError("gate", { what: "The freeze hook has not ended well in this run", next: "cutover go" });
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
    this.describe = { freeze: nothing, prove: nothing, unfreeze: nothing };
  }

  async check(): Promise<void> {}

  async freeze(): Promise<string> {
    return `Nothing to do: ${this.because}`;
  }

  async prove(): Promise<string> {
    return `not verified: nobody writes any more, says the plan (${this.because})`;
  }

  async unfreeze(): Promise<string> {
    return "Nothing was frozen";
  }

  async isFrozen(): Promise<boolean> {
    return false;
  }
}
