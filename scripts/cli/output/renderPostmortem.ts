import type { ChecklistEntry } from "../../../convex/shared/plan/window.js";
import { type Attempt, findDowntime, findStops, gatherAttempts, seconds, type Stop } from "../../report/postmortem.js";
import type { Report } from "../../report/report.js";
import type { JournalEntry } from "../../run/journal.js";
import type { CheckOff } from "../../window/checklist.js";
import { renderSeconds } from "../../window/deadline.js";
import { renderCheckOff } from "./renderChecklist.js";
import { renderUtc } from "./utc.js";

export interface PostmortemContent {
  readonly report: Report;
  readonly entries: readonly JournalEntry[];
  readonly checklist: readonly ChecklistEntry[];
  readonly checkOffs: ReadonlyMap<string, CheckOff>;
}

/** The window as text: what was planned and what happened, what stopped, who decided what. Names no row. */
export function renderPostmortem(content: PostmortemContent): string {
  const { report, entries } = content;
  const attempts = gatherAttempts(entries);
  const stops = findStops(attempts);
  const planned = new Map((report.timeline ?? []).map(({ step, plannedSeconds }) => [step, plannedSeconds]));
  const lines = [
    `# Postmortem: ${report.kind ?? "cutover"} ${report.run}`,
    "",
    ...summarize(report, attempts, stops).map((line) => `- ${line}`),
    "",
    "## Timeline (UTC)",
    "",
    "| Began | Step | Planned | Took | Outcome |",
    "| --- | --- | --- | --- | --- |",
    ...attempts.map((attempt) => renderAttempt(attempt, planned.get(attempt.step) ?? null)),
    "",
    ...section("## What stopped", stops.map(renderStop)),
    ...section("## Decisions", decisions(content)),
    ...section("## Still to come", remaining(content)),
    ...section("## Causes and follow-ups", [...new Set(stops.map(({ step }) => step))].map(askWhy)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function summarize(
  { window, deployment, tables, source }: Report,
  attempts: readonly Attempt[],
  stops: readonly Stop[],
) {
  const outcome = { open: "still open", done: "done", rolledBack: "rolled back" }[window?.outcome ?? "open"];
  const loaded = tables.reduce((sum, table) => sum + (table.loaded ?? 0), 0);
  const downtime = findDowntime(attempts);
  return [
    `Deployment ${deployment ?? "unknown"}, source ${source ?? "unknown"}`,
    window === null
      ? "No cutover window was opened in this run"
      : `Outcome: ${outcome}${window.reason === null ? "" : `: ${window.reason}`}`,
    `${loaded} documents in ${tables.length} tables`,
    ...(downtime === null ? [] : [describeDowntime(downtime)]),
    `${attempts.length} steps were taken, ${stops.length} of them did not end well`,
  ];
}

function describeDowntime({ from, until, seconds: length }: NonNullable<ReturnType<typeof findDowntime>>): string {
  if (until === null) return `Closed to users since ${atTime(from)} UTC`;
  return `Closed to users from ${atTime(from)} to ${atTime(until)} UTC: ${renderSeconds(length!)}`;
}

function renderAttempt({ step, startedAt, endedAt, outcome }: Attempt, planned: number | null): string {
  const took = endedAt === null ? "" : renderSeconds(seconds(startedAt, endedAt));
  return `| ${atTime(startedAt)} | ${step} | ${planned === null ? "" : renderSeconds(planned)} | ${took} | ${outcome} |`;
}

function renderStop({ step, startedAt, endedAt, outcome, message, secondsLost }: Stop): string {
  const [first = ""] = (message ?? "").split("\n");
  const when = atTime(endedAt ?? startedAt);
  const cost = secondsLost === null ? "it was never finished" : `finished ${renderSeconds(secondsLost)} later`;
  return `- ${when} \`${step}\` ${outcome === "killed" ? "was killed" : outcome}${first === "" ? "" : `: ${first}`} (${cost})`;
}

function decisions({ report, checklist, checkOffs }: PostmortemContent): string[] {
  const waived = Object.entries(report.window?.waived ?? {}).map(
    ([gate, reason]) => `- gate \`${gate}\` was waived: ${reason}`,
  );
  const done = checklist.flatMap(({ name, title }) => {
    const entry = checkOffs.get(name);
    return entry === undefined ? [] : [`- ${title} (\`${name}\`): ${renderCheckOff(entry)}`];
  });
  const confirmed = (report.tasks ?? []).flatMap(({ name, items }) =>
    items.flatMap(({ title, confirmed: by }) =>
      by === null
        ? []
        : [
            `- ${name}: ${title}: ${renderCheckOff({ name, by: by.by, at: new Date(by.at).toISOString(), note: by.reason })}`,
          ],
    ),
  );
  return [...waived, ...done, ...confirmed];
}

function remaining({ report, checklist, checkOffs }: PostmortemContent): string[] {
  const tasks = (report.tasks ?? []).filter(({ state }) => state !== "done" && state !== "cancelled");
  const open = checklist.filter(({ name }) => !checkOffs.has(name));
  return [
    ...tasks.map(({ name, state, dueAt }) => `- ${name}: ${state}${dueAt === null ? "" : `, due ${renderUtc(dueAt)}`}`),
    ...open.map(({ name, title }) => `- [ ] ${title} (\`cutover check-off ${name}\`)`),
  ];
}

function askWhy(step: string): string {
  return `- [ ] Why did \`${step}\` stop, and what keeps it from stopping next time?`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, "", ...lines, ""];
}

function atTime(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}
