import { loadProject } from "../../project/project.js";
import { readReport } from "../../report/report.js";
import { writeFileAtomically } from "../../run/files.js";
import { ownerOf } from "../../run/runDirectory.js";
import { relative } from "../../stages/context.js";
import { CutoverError } from "../../errors.js";
import { readCheckOffs } from "../../window/checklist.js";
import { cliFailures } from "../failures.js";
import { renderPostmortem } from "../output/renderPostmortem.js";
import { type Command, done, getRunToRead } from "./command.js";

/** Reads the run's files; asks no deployment. */
export const postmortem: Command = async ({ options, output, progress }) => {
  const run = await getRunToRead(options, progress);
  const report = await readReport(run);
  if (report === null) {
    const fault = { what: "The latest run has no report yet", where: run.file(), next: "cutover status" };
    throw new CutoverError(cliFailures.noRun, fault);
  }
  const { plan } = await loadProject(options.plan, { mayBeFinal: true });
  const text = renderPostmortem({
    report,
    entries: await run.journal.entries(),
    checklist: plan.window.checklist ?? [],
    checkOffs: await readCheckOffs(ownerOf(run.root)),
  });
  await writeFileAtomically(run.file("postmortem.md"), text);
  output.show(text);
  progress.note(`\n${relative(run.file("postmortem.md"))}`);
  return done({ run: run.run, text });
};
