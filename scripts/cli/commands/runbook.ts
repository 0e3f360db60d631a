import path from "node:path";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { makeFolder, writeFileAtomically } from "../../run/files.js";
import { RunDirectory } from "../../run/runDirectory.js";
import { relative } from "../../stages/context.js";
import { renderFlags } from "../../window/describeWindow.js";
import { writeRunbook } from "../../window/runbook.js";
import { cliFailures } from "../failures.js";
import { renderCalendar } from "../output/renderCalendar.js";
import { renderRunbook } from "../output/renderRunbook.js";
import { type Command, done } from "./command.js";

/** The evening on paper and for calendars. Its folder is not a run; a runbook written again replaces the one before. */
export const runbook: Command = async ({ options, output, progress }) => {
  const begins = readTime(options.at);
  const { plan, planHash, appDir } = await loadProject(options.plan);
  const flags = renderFlags(options.deploymentFlags);
  const { dir, windowMinutes } = options;
  const written = await writeRunbook({ plan, planHash, dir, ...begins, windowMinutes, flags });
  const folder = new RunDirectory(dir, "runbook");
  await makeFolder(folder.file());
  const text = renderRunbook(written);
  await writeFileAtomically(folder.file("runbook.md"), text);
  const project = path.basename(path.dirname(path.resolve(appDir)));
  await writeFileAtomically(folder.file("runbook.ics"), await renderCalendar(written, project));
  output.show(text);
  progress.note(`\n${relative(folder.file("runbook.md"))}, and for calendars ${relative(folder.file("runbook.ics"))}`);
  return done(written);
};

const withZone = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(Z|([+-])(\d{2}):(\d{2}))$/;

/** Without its zone a time would be another one on another machine. */
function readTime(text: string | null): { at: number; offsetMinutes: number } {
  const [, , , zone, sign, hours, minutes] = withZone.exec(text ?? "") ?? [];
  const at = zone === undefined ? NaN : Date.parse(text!);
  if (!Number.isNaN(at)) {
    const size = sign === undefined ? 0 : Number(hours) * 60 + Number(minutes);
    return { at, offsetMinutes: sign === "-" ? -size : size };
  }
  throw new CutoverError(cliFailures.badCommandLine, {
    what: text === null ? "When does the window begin?" : `"${text}" is not a time with its time zone`,
    next: "cutover runbook --at 2026-12-05T23:00-05:00",
  });
}
