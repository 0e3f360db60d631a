import { renderTable } from "./renderTable.js";
import { type ChecklistItem, describeTaskResult, type TasksStatus, type TaskStatus } from "../../deployment/tasks.js";

/** The tasks as a table, then what each waits for, its checklist, and the next command. */
export function renderTasks({ tasks, next }: TasksStatus): string {
  const rows = tasks.map(({ name, state, dueAt, result }) => [
    name,
    state,
    renderTime(dueAt),
    describeTaskResult(result),
  ]);
  return [renderTable(["task", "state", "due", "result"], rows), ...tasks.flatMap(renderDetails), `next: ${next}`].join(
    "\n",
  );
}

/** One task, after a command changed it. */
export function renderTask(task: TaskStatus): string {
  const { name, state, dueAt, result, next } = task;
  const head = `${name}: ${state}, due ${renderTime(dueAt)}${result === null ? "" : `, ${describeTaskResult(result)}`}`;
  return [head, ...renderDetails(task), ...task.items.map(renderItem), `next: ${next}`].join("\n");
}

function renderDetails({ name, waitsFor, error, state }: TaskStatus): string[] {
  return [
    ...(waitsFor === null ? [] : [`${name} is waiting for: ${waitsFor}`]),
    ...(error === null || state !== "failed" ? [] : [`${name} failed: ${error}`]),
  ];
}

/** `[x] backup: … — 12 documents in 3 tables; confirmed by ann on …` */
function renderItem({ item, title, measured, confirmed }: ChecklistItem): string {
  const mark = confirmed !== null || measured?.ok === true ? "x" : " ";
  const value = measured === null ? [] : [measured.value];
  const reason = confirmed === null || confirmed.reason === "" ? "" : `: ${confirmed.reason}`;
  const word = confirmed === null ? [] : [`confirmed by ${confirmed.by} on ${renderTime(confirmed.at)}${reason}`];
  const facts = [...value, ...word].join("; ");
  return `  [${mark}] ${item}: ${title}${facts === "" ? "" : ` (${facts})`}`;
}

/** `2026-11-22 19:00 (10:00 UTC)`: local time, and the time in the logs. */
export function renderTime(at: number | null): string {
  if (at === null) return "not scheduled";
  const date = new Date(at);
  // Swedish dates are written as ISO 8601 writes them.
  const local = date.toLocaleString("sv-SE").slice(0, 16);
  const utc = date.toISOString().slice(0, 16).replace("T", " ");
  const short = utc.slice(0, 10) === local.slice(0, 10) ? utc.slice(11) : utc;
  return `${local} (${short} UTC)`;
}
