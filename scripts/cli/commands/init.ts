import path from "node:path";
import { openChosenSource, relative } from "../../stages/context.js";
import { initProject, type InitResult } from "../../init/initProject.js";
import type { Options } from "../options.js";
import { commandsToType } from "../resumeLine.js";
import { type Command, done } from "./command.js";
import { describeEdit, offerEdits } from "./generate.js";

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
    const { plan, force, dryRun, module } = options;
    const result = await initProject(source, { appDir: path.dirname(plan), force, dryRun, jq, module });
    for (const { path: file, state } of result.files) output.show(`${state.padEnd(10)}${relative(file)}`);
    for (const { reason, names } of result.leftOut) output.show(`left out  ${names.join(", ")}: ${reason}`);
    for (const table of result.byContent) output.show(`no key    ${table}: its rows are known by their content`);
    for (const line of describeOwnNames(result)) output.show(line);
    const written = await offerEdits(result.edits, options, output);
    output.show(`${result.tables.length} tables are planned.`);
    const isWhole = dryRun || (written !== null && result.edits.every(({ pastes }) => pastes.length === 0));
    const next = describeNext(options, result, isWhole);
    if (!dryRun) progress.note(`Next: ${next.charAt(0).toUpperCase()}${next.slice(1)}`);
    const files = result.files.map(({ path: file, state }) => ({ path: file, state }));
    return done({ ...result, files, edits: result.edits.map((each) => describeEdit(each, written !== null)), next });
  } finally {
    await source.close();
  }
};

/** Where the app may have its own names for what the source has. */
function describeOwnNames({ conflicts, unfilled, renamed, possible }: InitResult): string[] {
  const head = "The plan does not fit schema.ts, which stays as it is until it does:";
  return [
    ...renamed.map(({ source, name, shared, of }) => `renamed   ${source} → ${name}: ${describeShare(shared, of)}`),
    ...unfilled.map(
      (table) => `unfilled  ${table}: ${describeCandidates(possible.filter(({ name }) => name === table))}`,
    ),
    ...(conflicts.length === 0 ? [] : [head, ...conflicts.map((each) => `- ${each}`)]),
  ];
}

const mostCandidates = 3;

/** What it may be, the likeliest first. */
function describeCandidates(candidates: InitResult["possible"]): string {
  const listed = candidates
    .slice(0, mostCandidates)
    .map(({ source, shared, of }) => `${source} (${describeShare(shared, of)})`);
  if (listed.length === 0) return "no table of the source resembles it, so nothing is planned for it";
  return `is it ${listed.join(", or ")}? Then give the table this name in the plan`;
}

function describeShare(shared: number, of: number): string {
  return `${shared} of ${of} fields in schema.ts ${shared === 1 ? "matches" : "match"} its columns`;
}

/** The commands that follow, as they have to be typed. */
function describeNext(options: Options, { conflicts }: InitResult, isWhole: boolean): string {
  const first = [...(isWhole ? [] : ["finish these files"]), `read ${relative(options.plan)}`];
  const follows = ["codegen", "rehearse"];
  if (conflicts.length === 0) return commandsToType(options, follows, first);
  const agree = 'make it fit schema.ts (.as("name") names a field)';
  return commandsToType(options, ["generate", ...follows], [...first, agree]);
}
