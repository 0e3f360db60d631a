import type { WindowWithoutRun } from "../../window/withoutRun.js";

/** What is open although this folder has no run, and the commands that end it. */
export function renderOpenWindow({ deployment, window, maintenance, frozenBy, next }: WindowWithoutRun): string {
  const lines = [
    "This folder has no run.",
    `deployment   ${deployment}`,
    `window       ${window === null ? "none is open" : renderWindow(window)}`,
    `maintenance  ${maintenance ? "on: the app takes no writes" : "off"}`,
    `source       ${frozenBy === null ? "says of no freeze (or was not asked: --source)" : `FROZEN by run ${frozenBy}: the old app cannot write`}`,
  ];
  return [...lines, ...next.map((command, index) => `${index === 0 ? "next: " : "      "}${command}`)].join("\n");
}

function renderWindow({ runId, step, openedAt, deadline }: NonNullable<WindowWithoutRun["window"]>): string {
  const late = deadline?.passedAt == null ? "" : `, its time is over since ${toTime(deadline.passedAt)}`;
  return `run ${runId} has one open since ${toTime(openedAt)}, at ${step}${late}`;
}

function toTime(at: number): string {
  return new Date(at).toISOString();
}
