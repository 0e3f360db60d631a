import type { ChecklistItem, TaskStatus } from "../../deployment/tasks.js";
import { renderUtc } from "./utc.js";

/** Markdown for the archive: what holds before this part of the old system is removed, who or what said so, and when. */
export function renderDecommissionRecord(task: TaskStatus, deployment: string, run: string): string {
  const { name, state, dueAt, items } = task;
  const open = items.filter((item) => !isComplete(item));
  const verdict =
    state === "done"
      ? "Complete."
      : `Not complete: ${open.length} of ${items.length} items are open${open.length === 0 ? "; it is not due yet" : ""}.`;
  const head = [
    `# ${name}`,
    "",
    verdict,
    "",
    `- deployment: ${deployment}`,
    `- run: ${run}`,
    `- due: ${dueAt === null ? "not scheduled" : renderUtc(dueAt)}`,
  ];
  return [...head, "", ...items.map(renderItem), ""].join("\n");
}

function isComplete({ measured, confirmed }: ChecklistItem): boolean {
  return confirmed !== null || measured?.ok === true;
}

function renderItem(item: ChecklistItem): string {
  const { title, measured, confirmed } = item;
  const reason = confirmed === null || confirmed.reason === "" ? "" : `: ${confirmed.reason}`;
  return [
    `- [${isComplete(item) ? "x" : " "}] ${title} (\`${item.item}\`)`,
    ...(measured === null ? [] : [`  - measured ${renderUtc(measured.at)}: ${measured.value}`]),
    ...(confirmed === null ? [] : [`  - confirmed by ${confirmed.by} ${renderUtc(confirmed.at)}${reason}`]),
  ].join("\n");
}
