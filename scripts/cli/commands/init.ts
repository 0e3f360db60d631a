import path from "node:path";
import { openChosenSource, relative } from "../../stages/context.js";
import { initProject } from "../../init/initProject.js";
import { type Command, done } from "./command.js";

export const init: Command = async ({ options, progress }) => {
  const source = await openChosenSource(options);
  try {
    const { plan, force, dryRun } = options;
    const result = await initProject(source, { appDir: path.dirname(plan), force, dryRun });
    for (const { path: file, state } of result.files) progress.note(`${state.padEnd(10)}${relative(file)}`);
    for (const { reason, names } of result.leftOut) progress.note(`left out  ${names.join(", ")}: ${reason}`);
    for (const table of result.byContent) progress.note(`no key    ${table}: its rows are known by their content`);
    progress.note(`${result.tables.length} tables are planned. Next: ${result.next}`);
    return done({ ...result, files: result.files.map(({ path: file, state }) => ({ path: file, state })) });
  } finally {
    await source.close();
  }
};
