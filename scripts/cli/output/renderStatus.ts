import type { AppStatus } from "../../deployment/answers.js";
import { renderMoves, renderPeople } from "./renderPeople.js";
import { renderTable } from "./table.js";

/** A run at one moment, as `status --json` prints it. */
export interface RunStatus extends Partial<AppStatus> {
  readonly run: string;
  /** The newest stage or step; null: none has begun. */
  readonly step: string | null;
  /** `killed`: its command is gone, and said nothing. */
  readonly state: "started" | "finished" | "failed" | "interrupted" | "killed" | null;
  /** Why it failed. */
  readonly message?: string;
  readonly waitingFor: string;
  /** What to type. */
  readonly next: string;
}

/** One line that a program can look for, a table of what moves inside Convex, and what everything waits for. */
export function renderStatus(status: RunStatus, found: AppStatus | null): string {
  const { run, step, state, message, waitingFor, next } = status;
  const where = step === null ? "step=none" : `step=${step} state=${state}`;
  const control = found === null || found.control.action === "run" ? "" : ` control=${found.control.action}`;
  const documents =
    found === null ? "" : ` documents=${found.stages.reduce((sum, { processed }) => sum + processed, 0)}`;
  return [
    `cutover run=${run} ${where}${control}${documents}`,
    ...(state === "failed" ? [`${step} failed: ${message ?? ""}`] : []),
    ...(found === null ? [] : [...renderStages(found), ...renderPeople(found.people), ...renderMoves(found)]),
    `waits for: ${waitingFor}`,
    `next: ${next}`,
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
