import { catchUp } from "../../catchUp/catchUp.js";
import { CutoverError } from "../../errors.js";
import { windowFailures } from "../failures.js";
import type { Gate } from "../../run/windowRecord.js";
import type { Context } from "../../stages/stage.js";
import {
  findChangedTables,
  readContents,
  readContentsAtFreeze,
  type SourceContents,
  writeContentsAtFreeze,
} from "../freeze/sourceContents.js";
import { getWindowContext, isPostgres } from "../hooks.js";

/** Once the source is frozen: what the second look compares with. Other sources than PostgreSQL are read again as catch-up reads them. */
export async function recordSource(context: Context): Promise<void> {
  const contents = await readSource(context);
  if (contents !== null) await writeContentsAtFreeze(context.run, contents);
}

/** The second look, before traffic goes to Convex: what was written in the source in spite of the freeze is not in Convex. */
export async function measureSourceStill(context: Context): Promise<Gate> {
  const changed = await findChanges(context);
  const shown = changed.slice(0, 5).join(", ");
  const more = changed.length > 5 ? ` and ${changed.length - 5} more` : "";
  return {
    name: "source-still",
    value: changed.length === 0 ? "nothing was written since the freeze" : `written since the freeze: ${shown}${more}`,
    limit: "no write in the source since it was frozen",
    isOpen: changed.length === 0,
    opens: "What was written there is not in Convex. Roll back (cutover rollback), stop what writes, and begin again",
  };
}

async function findChanges(context: Context): Promise<string[]> {
  const now = await readSource(context);
  if (now === null) return await findByCatchUp(context);
  const before = await readContentsAtFreeze(context.run);
  if (before !== null) return findChangedTables(before, now);
  throw new CutoverError(windowFailures.sourceStateUnknown, {
    what: "What the source held when it was frozen is not recorded in this run",
    next: "cutover rollback, then cutover go",
  });
}

/** null: no PostgreSQL database. */
async function readSource(context: Context): Promise<SourceContents | null> {
  const { source, tables } = getWindowContext(context);
  return isPostgres(source) ? await readContents(source, tables) : null;
}

/** Every row is read again, and compared with what was exported. */
async function findByCatchUp(context: Context): Promise<string[]> {
  const { tables } = await catchUp(context, { apply: false });
  return tables
    .filter(({ inserted, changed, deleted }) => inserted + changed + deleted > 0)
    .map(
      ({ table, inserted, changed, deleted }) => `${table} (${inserted} new, ${changed} changed, ${deleted} deleted)`,
    );
}
