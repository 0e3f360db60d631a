import path from "node:path";
import { openChosenSource, relative } from "../../stages/context.js";
import { initProject } from "../../init/initProject.js";
import { type Command, done } from "./command.js";

/** `posts=.posts[]`, `store.posts=.posts[]` for a table of store.json, or a filter alone for the table that is named as its file is. */
function parseFilters(filters: readonly string[], source: string): Record<string, string> {
  return Object.fromEntries(
    filters.map((each): [string, string] => {
      const [, table = path.basename(source, path.extname(source)), filter = each] =
        /^([A-Za-z_][\w.-]*)=(?!=)(.*)$/s.exec(each) ?? [];
      return [table, filter];
    }),
  );
}

export const init: Command = async ({ options, output, progress }) => {
  const jq = parseFilters(options.jq, options.source ?? "");
  const source = await openChosenSource(options, { jq });
  try {
    const { plan, force, dryRun } = options;
    const result = await initProject(source, { appDir: path.dirname(plan), force, dryRun, jq });
    for (const { path: file, state } of result.files) output.show(`${state.padEnd(10)}${relative(file)}`);
    for (const { reason, names } of result.leftOut) output.show(`left out  ${names.join(", ")}: ${reason}`);
    for (const table of result.byContent) output.show(`no key    ${table}: its rows are known by their content`);
    output.show(`${result.tables.length} tables are planned.`);
    progress.note(`Next: ${result.next}`);
    return done({ ...result, files: result.files.map(({ path: file, state }) => ({ path: file, state })) });
  } finally {
    await source.close();
  }
};
