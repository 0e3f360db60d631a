import type { Runbook, RunbookEntry, RunbookStep } from "../../window/runbook.js";
import { renderSeconds } from "../../window/deadline.js";

/** The evening as Markdown, for whoever types and whoever decides. Every time stands in the time zone of the window. */
export function renderRunbook(runbook: Runbook): string {
  const lines = [
    `# Runbook: cutover of ${atTime(runbook, 0)}`,
    "",
    ...overview(runbook).map((line) => `- ${line}`),
    "",
    "## Before",
    "",
    ...checklist(runbook, runbook.before),
    "",
    "## The window",
    "",
    `One command runs these steps, \`${runbook.commands.go}\`; typed again after a failure it resumes where it stopped.`,
    "",
    "| Begins | Step | Takes | What happens | If it fails |",
    "| --- | --- | --- | --- | --- |",
    ...runbook.steps.map((step) => stepRow(runbook, step)),
    "",
    ...section(
      "## Commands of the plan",
      runbook.hooks.map((hook) => `- \`${hook}\``),
    ),
    "## Roll back or fix forward",
    "",
    ...criteria(runbook),
    "",
    "## After",
    "",
    ...checklist(runbook, runbook.after),
    "",
    ...section(
      "## Risks",
      runbook.risks.map(({ what, mitigation }) => `- ${what} **Mitigation:** ${mitigation}`),
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function overview({ at, expectedSeconds, windowSeconds, basis, ...runbook }: Runbook): string[] {
  const expected = expectedSeconds === null ? "unknown" : `about ${renderSeconds(expectedSeconds)}`;
  const utc = `${new Date(at).toISOString().slice(0, 16)}Z`;
  return [
    `Begins ${atTime({ at, ...runbook }, 0)} (${utc}); expected length ${expected}`,
    ...(windowSeconds === null
      ? ["No length was planned: name one with `--window 45m`, and `cutover go` keeps to it"]
      : [`Planned until ${atTime({ at, ...runbook }, windowSeconds * 1000)} (${renderSeconds(windowSeconds)})`]),
    ...basis,
  ];
}

function checklist(runbook: Runbook, entries: readonly RunbookEntry[]): string[] {
  return entries.map(({ afterMs, title, command }) => {
    const typed = command === null ? "" : `: \`${command}\``;
    return `- [ ] ${atTime(runbook, afterMs)} (${renderOffset(afterMs)}) ${title}${typed}`;
  });
}

function stepRow(runbook: Runbook, { afterMs, name, seconds, title, command, onFailure }: RunbookStep): string {
  const typed = command === null ? "" : `type \`${command}\`: `;
  const takes = seconds === null ? "?" : renderSeconds(seconds);
  const begins = seconds === null ? "?" : atTime(runbook, afterMs).slice(11);
  return `| ${begins} | ${name} | ${takes} | ${typed}${title} | ${failureWords[onFailure]} |`;
}

const failureWords: Readonly<Record<RunbookStep["onFailure"], string>> = {
  continue: "fix the cause and resume, or roll back",
  rollback: "it rolls back by itself",
  stay: "resume; users may be in already",
  report: "finish it by hand; the migration stands",
};

function criteria(runbook: Runbook): string[] {
  const { go, rollback } = runbook.commands;
  const nothingLost = `\`${rollback}\` | nothing: users wrote nowhere else`;
  const tooLate =
    runbook.windowSeconds === null
      ? "the rest takes longer than you can stay closed"
      : `the rest no longer fits before ${atTime(runbook, runbook.windowSeconds * 1000)}`;
  return [
    "| When | Decision | What it costs |",
    "| --- | --- | --- |",
    `| a step before \`verify\` fails and its cause is known | fix it, then \`${go}\` | time of the window |`,
    `| ${tooLate} | ${nothingLost} |`,
    "| `verify`, `checks`, `switch` or `smoke` fails | none: it rolls back by itself | nothing: users wrote nowhere else |",
    `| after \`close\`, data is wrong or users cannot sign in, and no fix is near | \`${rollback} --export-writes\` | what users wrote since is listed, and written as SQL for the old database |`,
    "| after `close`, something else is broken | fix forward | nothing |",
    `| after ${atTime(runbook, runbook.rollbackEndsMs)} | fix forward only | legacy fields are removed then: no rollback |`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, "", ...lines, ""];
}

/** `2026-12-05 23:00 -05:00` */
function atTime({ at, offsetMinutes }: Pick<Runbook, "at" | "offsetMinutes">, afterMs: number): string {
  const local = new Date(at + afterMs + offsetMinutes * 60_000).toISOString().slice(0, 16).replace("T", " ");
  const sign = offsetMinutes < 0 ? "-" : "+";
  const size = Math.abs(offsetMinutes);
  return `${local} ${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** `T-2 h`, `T+7 d`: in the largest unit that divides it. */
function renderOffset(afterMs: number): string {
  const rounded = Math.round(afterMs / 60_000) * 60_000;
  const [unit, size] = units.find(([, each]) => rounded !== 0 && rounded % each === 0) ?? ["min", 60_000];
  return `T${rounded < 0 ? "-" : "+"}${Math.abs(rounded) / size} ${unit}`;
}
