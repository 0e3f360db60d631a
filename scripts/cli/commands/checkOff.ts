import { userInfo } from "node:os";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { checkOff, readCheckOffs, uncheck } from "../../window/checklist.js";
import { cliFailures } from "../failures.js";
import { renderChecklist } from "../output/renderChecklist.js";
import { type Call, type Command, done } from "./command.js";

/** The plan's checklist: `cutover check-off`, `cutover check-off <name> [note]`, `cutover check-off undo <name>`. */
export const checkOffCommand: Command = async (call) => {
  const { options, output } = call;
  const { plan } = await loadProject(options.plan, { mayBeFinal: true });
  const checklist = plan.window.checklist ?? [];
  await change(call, checklist);
  const known = await readCheckOffs(options.dir);
  output.show(renderChecklist(checklist, known));
  return done(checklist.map((entry) => ({ ...entry, done: known.get(entry.name) ?? null })));
};

async function change({ options: { dir, words } }: Call, checklist: Parameters<typeof checkOff>[1]): Promise<void> {
  const [first, second, ...rest] = words;
  if (rest.length > 0 || (first === "undo" && second === undefined))
    throw new CutoverError(cliFailures.badCommandLine, {
      what: first === "undo" ? "undo: which entry?" : `"${rest.join(" ")}" is too much`,
      next: 'cutover check-off [<name> ["what was seen"]], or: cutover check-off undo <name>',
    });
  if (first === "undo") await uncheck(dir, checklist, second!);
  else if (first !== undefined)
    await checkOff(dir, checklist, {
      name: first,
      at: new Date().toISOString(),
      by: userInfo().username,
      note: second ?? "",
    });
}
