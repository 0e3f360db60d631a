import { readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { ChecklistEntry } from "../../convex/shared/plan/window.js";
import { CutoverError } from "../errors.js";
import { removeFile } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { RunDirectory } from "../run/runDirectory.js";
import type { Gate } from "../run/windowRecord.js";
import { windowFailures } from "./failures.js";

const vCheckOff = z.object({
  name: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  by: z.string(),
  /** What was seen; may be empty. */
  note: z.string(),
});
/** Who has seen an entry of the plan's checklist done. */
export type CheckOff = Readonly<z.infer<typeof vCheckOff>>;

const format: JsonFormat<CheckOff> = { version: 1, content: vCheckOff, next: "cutover check-off" };

/** Of the plan, not of one run: what was done weeks before stays done when a window begins anew. */
function folderOf(dir: string): string {
  return new RunDirectory(dir, "checklist").file();
}

/** A file each: two people may check off two entries at the same moment. */
function fileOf(dir: string, name: string): string {
  return path.join(folderOf(dir), `${name}.json`);
}

/** By name. */
export async function readCheckOffs(dir: string): Promise<ReadonlyMap<string, CheckOff>> {
  const files = (await readdir(folderOf(dir)).catch(() => [])).filter((file) => file.endsWith(".json"));
  const entries = await Promise.all(
    files.map(async (file) => await readJsonFile(path.join(folderOf(dir), file), format)),
  );
  return new Map(entries.flatMap((entry) => (entry === null ? [] : [[entry.name, entry]])));
}

/** The latest word on an entry counts. Throws where the plan has none of this name. */
export async function checkOff(dir: string, checklist: readonly ChecklistEntry[], done: CheckOff): Promise<void> {
  requireEntry(checklist, done.name);
  await writeJsonFile(fileOf(dir, done.name), format, done);
}

/** What was checked off by mistake. */
export async function uncheck(dir: string, checklist: readonly ChecklistEntry[], name: string): Promise<void> {
  requireEntry(checklist, name);
  await removeFile(fileOf(dir, name));
}

function requireEntry(checklist: readonly ChecklistEntry[], name: string): void {
  if (checklist.some((entry) => entry.name === name)) return;
  const names = checklist.map((entry) => entry.name).join(", ");
  throw new CutoverError(windowFailures.noChecklistEntry, {
    what: `The plan's checklist has no entry "${name}"`,
    where: "plan.ts, window.checklist",
    next: names === "" ? `window: { checklist: [{ name: "${name}", title: "…", day: -2 }] }` : `One of: ${names}.`,
  });
}

/** Entries that have to be done before the window begins. None in the plan: no gate. */
export async function measureChecklist(dir: string, checklist: readonly ChecklistEntry[] = []): Promise<Gate[]> {
  const gates = checklist.filter(({ gate }) => gate === true);
  if (gates.length === 0) return [];
  const done = await readCheckOffs(dir);
  const open = gates.filter(({ name }) => !done.has(name)).map(({ name }) => name);
  return [
    {
      name: "checklist",
      value: open.length === 0 ? `${gates.length} checked off` : `open: ${open.join(", ")}`,
      limit: "every entry with gate: true checked off",
      isOpen: open.length === 0,
      opens: `cutover check-off ${open[0] ?? ""}`.trim(),
    },
  ];
}
