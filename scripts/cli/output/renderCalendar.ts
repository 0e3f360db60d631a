import type { EventAttributes } from "ics";
import type { Runbook, RunbookEntry } from "../../window/runbook.js";

/** What people put aside for an entry that has no length of its own. */
const shortestMs = 15 * 60_000;

/**
 * The runbook as an iCalendar file. The same project gives the same ids, so that a runbook for another date moves the events of a
 * calendar that has imported the first one.
 */
export async function renderCalendar(runbook: Runbook, project: string): Promise<string> {
  const { createEvents } = await import("ics");
  const toEvent = (id: string, { afterMs, title, command }: RunbookEntry, lengthMs: number): EventAttributes => ({
    uid: `${project}-${id}@convex-cutover`,
    title: `${project}: ${title}`,
    ...(command === null ? {} : { description: command }),
    start: runbook.at + afterMs,
    end: runbook.at + afterMs + Math.max(lengthMs, shortestMs),
    startOutputType: "utc",
    endOutputType: "utc",
    busyStatus: "BUSY",
  });
  const length = (runbook.windowSeconds ?? runbook.expectedSeconds ?? 0) * 1000;
  const [first] = runbook.steps;
  const { error, value } = createEvents([
    ...runbook.before.map((entry, index) => toEvent(`before-${index + 1}`, entry, 0)),
    toEvent("window", { ...first!, title: "the cutover window" }, length),
    ...runbook.after.map((entry, index) => toEvent(`after-${index + 1}`, entry, 0)),
  ]);
  if (error) throw error;
  return value!;
}
