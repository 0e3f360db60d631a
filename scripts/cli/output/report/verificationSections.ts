import { describeTaskResult } from "../../../deployment/tasks.js";
import type { Difference } from "../../../comparison/difference.js";
import { renderDifference } from "../../../comparison/difference.js";
import type { ReportedStep } from "../../../report/timeline.js";
import { renderTime } from "../renderTasks.js";
import type { ReportContent } from "./content.js";
import type { Mask } from "./mask.js";
import { list, type Row, type Section, table, text } from "./section.js";
import { renderUtc } from "../utc.js";

/** What each level found, and what none of them can. */
export function describeVerification({ report: { verification }, differences, mask }: ReportContent): Section {
  if (verification === null)
    return { id: "verification", title: "Verification", blocks: [text("Nothing was verified yet.")] };
  const rows = verification.tables.map(({ table: name, documents, differences: faults, changedByUsers, kept }): Row => [
    name,
    documents,
    faults,
    changedByUsers,
    kept,
  ]);
  const header = ["table", "documents", "differences", "changed by users", "values of users kept"];
  const examples = differences.map((each): Row => [each.table, mask.key(each.key), each.kind, explain(each, mask)]);
  return {
    id: "verification",
    title: "Verification",
    blocks: [
      ...table("Verified documents", header, rows),
      ...table("Examples of differences", ["table", "key", "kind", "what"], examples),
      ...table(
        "What each level of verification can and cannot find",
        ["level", "finds", "cannot find"],
        verification.levels.map(({ level, finds, cannotFind }): Row => [level, finds, cannotFind]),
      ),
    ],
  };
}

function explain(difference: Difference, mask: Mask): string {
  const fields = difference.fields.map(({ name, kind }) => `${name} (${kind})`).join(", ");
  return mask.values(renderDifference(difference)) ?? (fields || difference.kind);
}

export function describeChecks({ report: { checks }, mask }: ReportContent): Section[] {
  if (checks == null || checks.results.length === 0) return [];
  const rows = checks.results.map(({ name, ok, detail, seconds }): Row => [
    ok ? "PASS" : "FAIL",
    name,
    mask.words(detail),
    `${seconds.toFixed(1)} s`,
  ]);
  const passed = checks.results.filter(({ ok }) => ok).length;
  return [
    {
      id: "checks",
      title: "Named checks",
      blocks: [
        text(`${passed} of ${rows.length} passed at ${renderUtc(checks.at)}.`),
        ...table("Named checks", ["state", "check", "answer", "took"], rows),
      ],
    },
  ];
}

/** The cutover window: its outcome, gates and hooks. */
export function describeGates({ report: { window, hooks = [] }, mask }: ReportContent): Section[] {
  if (window == null) return [];
  const { startedAt, deployment, outcome, reason, gates, waived } = window;
  const rows = gates.map(({ name, value, limit, isOpen }): Row => [
    isOpen ? "open" : waived[name] === undefined ? "CLOSED" : "waived",
    name,
    mask.words(value),
    mask.words(limit),
  ]);
  const reasons = Object.entries(waived).map(([gate, why]) => `${gate} was waived: ${mask.words(why)}`);
  const ended = { open: "is open", done: "is done", rolledBack: `was rolled back: ${mask.words(reason ?? "")}` }[
    outcome
  ];
  return [
    {
      id: "window",
      title: "Cutover window",
      blocks: [
        text(`Began at ${renderUtc(startedAt)} on ${deployment}; it ${ended}.`),
        ...table("Gates", ["state", "gate", "measured", "has to be"], rows),
        ...list(reasons),
        ...table("Hooks", ["hook", "state", "began", "took"], hooks.map(describeHook)),
      ],
    },
  ];
}

function describeHook({ step, state, startedAt, seconds }: ReportedStep): Row {
  const took = seconds === null ? null : `${seconds.toFixed(1)} s`;
  return [step, state, startedAt === null ? null : renderUtc(startedAt), took];
}

/** What is still to be done after the launch, and what was. */
export function describeTasks({ report: { tasks }, mask }: ReportContent): Section[] {
  if (tasks == null || tasks.length === 0) return [];
  const rows = tasks.map(({ name, state, dueAt, waitsFor, result, error }): Row => [
    name,
    state,
    renderTime(dueAt),
    mask.words(
      [waitsFor === null ? "" : `waits for ${waitsFor}`, describeTaskResult(result), error ?? ""]
        .filter((part) => part !== "")
        .join("; "),
    ),
  ]);
  const items = tasks.flatMap(({ items: all }) =>
    all.map(({ item, title, measured, confirmed }) => {
      const isDone = confirmed !== null || measured?.ok === true;
      return `${isDone ? "done" : "open"}: ${item}: ${title}${measured === null ? "" : ` (${mask.words(measured.value)})`}`;
    }),
  );
  return [
    {
      id: "tasks",
      title: "What remains scheduled",
      blocks: [...table("Tasks after the launch", ["task", "state", "due", "more"], rows), ...list(items)],
    },
  ];
}
