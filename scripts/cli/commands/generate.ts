import { existsSync } from "node:fs";
import path from "node:path";
import { CutoverError, exitCodes } from "../../errors.js";
import { proposeSourceTypes, sourceTypesFile } from "../../init/sourceTypes.js";
import { loadProjectFiles } from "../../project/project.js";
import { jqFilters, openChosenSource } from "../../stages/context.js";
import { withDiskFaults } from "../../run/files.js";
import type { Options } from "../options.js";
import { isStale, type Proposal } from "../../project/code/proposal.js";
import {
  describeProposal,
  generateCommand,
  listStale,
  packageModules,
  proposeFiles,
  writeProposals,
} from "../../project/generate.js";
import { projectFailures } from "../../project/failures.js";
import type { Output } from "../output/output.js";
import { commandsToType } from "../resumeLine.js";
import { type Command, done, mayEdit } from "./command.js";

export const generate: Command = async ({ options, output }) => {
  const files = await proposeFiles(options);
  const proposals = [...files, ...(await proposeTypes(options, files, output))];
  const stale = proposals.filter(isStale);
  if (options.check && stale.length > 0)
    throw new CutoverError(projectFailures.generatedStale, listStale(stale, generateCommand(options)));
  const written = await offerEdits(stale, options, output);
  if (stale.length === 0) output.show("Everything is up to date with the plan.");
  const isFinished = options.dryRun || (written === null ? false : stale.every(({ pastes }) => pastes.length === 0));
  const isOpen = options.check || options.dryRun || (stale.length > 0 && !isFinished);
  if (!isOpen) output.progress.note(`Next: ${commandsToType(options, ["codegen", "check"])}`);
  const json = { files: proposals.map((each) => describeEdit(each, written !== null)) };
  return stale.length === 0 || isFinished ? done(json) : { json, exitCode: exitCodes.gate };
};

/** The source as types: where plan.source.ts is there, or may be written. */
async function proposeTypes(options: Options, files: readonly Proposal[], { progress }: Output): Promise<Proposal[]> {
  const isThere = existsSync(path.join(path.dirname(options.plan), sourceTypesFile));
  if (!isThere && (options.check || options.source === null)) return [];
  if (options.source === null) {
    progress.note(`${sourceTypesFile} is not compared with the source: none is set (--source, or CUTOVER_SOURCE).`);
    return [];
  }
  const { plan } = await loadProjectFiles(options.plan);
  const planned = [...plan.tables.values()].flatMap(({ sources }) => sources);
  const schema = files.find((file) => path.basename(file.path) === "schema.ts")?.after ?? null;
  const source = await openChosenSource(options, { jq: jqFilters(plan) });
  try {
    return [await proposeSourceTypes(source, options.plan, schema, { planned, module: packageModules.client })];
  } finally {
    await source.close();
  }
}

/** For --json. */
export function describeEdit(proposal: Proposal, isWritten: boolean) {
  const { path: file, before, after, pastes } = proposal;
  const state = before === after ? "unchanged" : before === null ? "new" : "changed";
  return { path: file, state, written: isWritten && state !== "unchanged", pastes };
}

/** Shows what would change, asks, and writes it; null where nothing was written. */
export async function offerEdits(
  stale: readonly Proposal[],
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
  output: Output,
): Promise<readonly Proposal[] | null> {
  const { progress } = output;
  for (const each of stale) output.show(describeProposal(each));
  const edited = stale.filter(({ before, after }) => before !== after);
  if (dryRun) return null;
  if (edited.length === 0) return [];
  progress.end();
  if (!(await mayEdit("Make these changes?", yes))) {
    progress.note("Nothing was changed in these files. To make the changes, type the same with --yes.");
    return null;
  }
  await withDiskFaults(edited[0]!.path, async () => await writeProposals(edited));
  output.show(`Changed: ${edited.map(({ path: file }) => file).join(", ")}`);
  return edited;
}
