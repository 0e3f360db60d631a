import { CutoverError } from "../../errors.js";
import { windowFailures } from "../failures.js";
import { withAdminSession } from "../../sources/postgres/adminSession.js";
import type { WindowContext } from "../hooks.js";
import { isPostgres } from "../hooks.js";
import { type Freeze, readState } from "./freeze.js";
import { openFreeze, openFreezeOf } from "./openFreeze.js";
import { readMark, type SourceMark } from "./sourceMark.js";

/** What the source itself says about its freeze; null where it says nothing, or is no database that can be asked. */
export async function readSourceMark({ env, source }: WindowContext): Promise<SourceMark | null> {
  const url = env["CUTOVER_FREEZE_URL"] ?? (isPostgres(source) ? source : null);
  return url === null ? null : await withAdminSession(url, readMark);
}

/** The freeze that is in force, by the run directory or, where that is gone, by the database itself. */
export async function openFreezeInForce(context: WindowContext): Promise<Freeze> {
  if ((await readState(context.run)) !== null) return await openFreeze(context);
  const mark = await readSourceMark(context);
  if (mark !== null) return openFreezeOf(mark.state, context);
  if (context.window.hooks?.unfreeze !== undefined && context.window.hooks.freeze !== undefined) {
    throw new CutoverError(windowFailures.notFrozen, {
      what: "Nothing says that the source is frozen: its freeze is a command of the plan, and no run directory recorded it",
      next: "Run the plan's command `unfreeze` yourself",
    });
  }
  return await openFreeze(context);
}
