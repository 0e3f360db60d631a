import type { Project } from "../project/project.js";
import { findUnguardedWrites, type UnguardedWrite } from "../project/unguardedWrites/findUnguardedWrites.js";
import type { Finding, Level } from "./finding.js";

/** What the app writes although maintenance mode is on: a load, the window or a rollback may lose it. */
export async function checkWrites({ appDir }: Pick<Project, "appDir">): Promise<Finding[]> {
  const { unguarded, unknown, refusedCrons } = await findUnguardedWrites(appDir);
  return [
    ...unguarded.map((write) =>
      finding(
        "unguarded_writes",
        "warning",
        `${describeWrite(write)} writes in maintenance mode.`,
        remedies[write.kind],
      ),
    ),
    ...unknown.map((name) =>
      finding(
        "unknown_exempt",
        "warning",
        `guard exempts ${name}, and the app has no such function.`,
        "Correct the name in exempt: module:function, as in npx convex run.",
      ),
    ),
    ...refusedCrons.map((cron) =>
      finding(
        "cron_refused",
        "info",
        `The cron ${cron} fails in maintenance mode, and that run is lost.`,
        "Build its function with cutover.whenWritable(internalMutation): it then runs when maintenance mode ends.",
      ),
    ),
  ];
}

/** `notes:add (mutation, convex/notes.ts:12)` */
export function describeWrite({ kind, name, file, line, through }: UnguardedWrite): string {
  const to = through.length === 0 ? "" : `, to ${through.join(", ")}`;
  return `${name} (${kind}, ${file}:${line}${to})`;
}

const entry = "Guard the mutations that it leads to: see docs/maintenance.md.";
const remedies: Readonly<Record<UnguardedWrite["kind"], string>> = {
  mutation: "Import mutation from the module that calls cutover.guard(…): see docs/maintenance.md.",
  "internal mutation":
    "Import internalMutation from the module that calls cutover.guard(…), or, where it is scheduled, use cutover.whenWritable(…).",
  cron: entry,
  "HTTP route": entry,
  "sign-in": "Give convexAuth the callbacks: cutover.authCallbacks().",
};

function finding(code: string, level: Level, message: string, remedy: string): Finding {
  return { code, level, count: 1, examples: [], message, remedy };
}
