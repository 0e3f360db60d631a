import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";

/** The one table that `issues` or `diff` is asked for; null: all. Throws for one that the plan does not have. */
export async function requirePlannedTable({ words, command, plan }: Options): Promise<string | null> {
  const [table, ...more] = words;
  if (more.length > 0) {
    const what = `${command} takes one table, not ${words.length}`;
    throw new CutoverError(cliFailures.badCommandLine, { what, next: `npx cutover ${command} ${table}` });
  }
  if (table === undefined) return null;
  const { tables } = (await loadProject(plan, { mayBeFinal: true })).plan;
  if (tables.has(table)) return table;
  const next = `One of: ${[...tables.keys()].join(", ")}.`;
  throw new CutoverError(cliFailures.badCommandLine, { what: `The plan has no table "${table}"`, next });
}
