import type { JournalEntry } from "../run/journal.js";
import type { AppStatus } from "../target/app.js";
import { renderMoves, renderPeople } from "./renderPeople.js";
import { renderTable } from "./table.js";

/**
 * One line that a program can look for, a table of what moves inside Convex, and what everything waits for. `next`: what to
 * type where the deployment has nothing to say.
 */
export function renderStatus(
  run: string,
  entries: readonly JournalEntry[],
  found: AppStatus | null,
  next: string,
): string {
  const last = entries.at(-1);
  const step = last === undefined ? "step=none" : `step=${last.stage} state=${last.event}`;
  const control = found === null || found.control.action === "run" ? "" : ` control=${found.control.action}`;
  const documents =
    found === null ? "" : ` documents=${found.stages.reduce((sum, { processed }) => sum + processed, 0)}`;
  return [
    `cutover run=${run} ${step}${control}${documents}`,
    ...(last?.event === "failed" ? [`${last.stage} failed: ${last.message ?? ""}`] : []),
    ...(found === null ? [] : [...renderStages(found), ...renderPeople(found.people), ...renderMoves(found)]),
    ...waitingLines(found, next),
  ].join("\n");
}

function renderStages({ stages }: AppStatus): string[] {
  const begun = stages.filter(({ state }) => state !== "waiting");
  if (begun.length === 0) return [];
  const rows = begun.map(({ stage, table, state, processed, error }) => [
    `${stage} ${table}`,
    state,
    String(processed),
    error ?? "",
  ]);
  return [renderTable(["stage", "state", "documents", "error"], rows)];
}

function waitingLines(found: AppStatus | null, next: string): string[] {
  if (found === null) return [`next: ${next}`];
  return [`waits for: ${found.waitingFor}`, `next: ${found.next}`];
}
