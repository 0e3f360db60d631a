import type { FreezePlan } from "../../../convex/shared/plan/window.js";

/**
 * How writes to the source are held off. Every verb may be repeated, in any process, after a kill at any moment: what was
 * there before lies in `.cutover/<run>/freeze.json` from before the first change until it has been restored.
 */
export interface Freeze {
  readonly kind: FreezePlan["kind"];
  /** What each verb does: for `--dry-run` and the report. */
  readonly describe: Readonly<Record<"freeze" | "prove" | "unfreeze", string>>;
  /** Throws a CutoverError ("gate") with everything that stands in the way of a freeze. Changes nothing. */
  check(): Promise<void>;
  /** Gives what was done, in words. */
  freeze(): Promise<string>;
  /** Gives what was tried and how it failed, in words. Throws a CutoverError ("gate") that names what still can write. */
  prove(): Promise<string>;
  /** Restores exactly what was there before; nothing where nothing was frozen. Gives what was done, in words. */
  unfreeze(): Promise<string>;
  isFrozen(): Promise<boolean>;
}
