import { z } from "zod";
import type { JournalEntry } from "../run/journal.js";

export const vReportedStep = z.object({
  step: z.string(),
  /** As the journal has it: `finished`, `failed`, `interrupted`, or `started` while it runs. */
  state: z.string(),
  /** ISO 8601, UTC: when the attempt that counts began; null where that is not known. */
  startedAt: z.string().nullable(),
  seconds: z.number().nullable(),
  /** As the last check forecast it; null where it did not. */
  plannedSeconds: z.number().nullable(),
});
/** A step of the run as it went the last time it was taken. */
export type ReportedStep = Readonly<z.infer<typeof vReportedStep>>;

/** The steps of a run in the order they last began; `planned`: seconds by step. */
export function gatherTimeline(
  entries: readonly JournalEntry[],
  planned: ReadonlyMap<string, number> = new Map(),
): ReportedStep[] {
  const steps = new Map<string, ReportedStep>();
  for (const { stage, event, at, durationMs } of entries) {
    const known = event === "started" ? undefined : steps.get(stage);
    if (event === "started") steps.delete(stage);
    steps.set(stage, {
      step: stage,
      state: event,
      startedAt: known?.startedAt ?? (event === "started" ? at : null),
      seconds: durationMs === undefined ? null : durationMs / 1000,
      plannedSeconds: planned.get(stage) || null,
    });
  }
  return [...steps.values()].filter(({ startedAt, seconds }) => startedAt !== null || seconds !== null);
}
