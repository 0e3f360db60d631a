import type { ChecklistEntry } from "../../../convex/shared/plan/window.js";
import type { CheckOff } from "../../window/checklist.js";
import { renderUtc } from "./utc.js";

/** `[x] T-2 d dns-ttl: the TTL is 60 s (ann on 2026-12-03 09:12 UTC: dig says 60)`, the earliest first. */
export function renderChecklist(checklist: readonly ChecklistEntry[], done: ReadonlyMap<string, CheckOff>): string {
  if (checklist.length === 0)
    return 'The plan has no checklist: window: { checklist: [{ name: "dns-ttl", title: "the TTL is 60 s", day: -2 }] }';
  const ordered = checklist.toSorted((one, other) => one.day - other.day);
  const open = checklist.filter(({ name }) => !done.has(name)).length;
  return [
    ...ordered.map((entry) => renderEntry(entry, done.get(entry.name))),
    open === 0 ? "all done" : `${open} of ${checklist.length} open: cutover check-off <name>`,
  ].join("\n");
}

function renderEntry({ name, title, day, gate }: ChecklistEntry, done: CheckOff | undefined): string {
  const mark = done === undefined ? " " : "x";
  const when = day === 0 ? "window" : `T${day < 0 ? "-" : "+"}${Math.abs(day)} d`;
  const needed = gate === true && done === undefined ? " (the window waits for it)" : "";
  return `[${mark}] ${when} ${name}: ${title}${needed}${done === undefined ? "" : ` (${renderCheckOff(done)})`}`;
}

/** `ann on 2026-12-03 09:12 UTC: dig says 60` */
export function renderCheckOff({ by, at, note }: CheckOff): string {
  return `${by} on ${renderUtc(at)}${note === "" ? "" : `: ${note}`}`;
}
