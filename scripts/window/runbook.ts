import type { Plan } from "../../convex/shared/plan/plan.js";
import type { PlannedTask } from "../../convex/shared/plan/tasks.js";
import type { HookName } from "../../convex/shared/plan/window.js";
import { type LastCheck, readLastCheck } from "../check/lastCheck.js";
import { type Rehearsed, readRehearsed } from "../rehearsal/rehearsed.js";
import { forecastSteps } from "./deadline.js";
import { describeHook } from "./hooks.js";
import type { Step } from "./step.js";
import { steps } from "./steps.js";

/** One line of the runbook. */
export interface RunbookEntry {
  /** Milliseconds after the window begins; negative before it. */
  readonly afterMs: number;
  readonly title: string;
  /** What somebody types; null for what runs by itself. */
  readonly command: string | null;
  /** How long it is expected to take; null where nothing is known. */
  readonly seconds: number | null;
}

/** A step of the window. The preflight ends before the window begins. */
export interface RunbookStep extends RunbookEntry {
  readonly name: string;
  readonly onFailure: Step["onFailure"];
}

/** The evening as it is planned, from the plan, the last check and the last rehearsal. */
export interface Runbook {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The time zone that was typed, in minutes east of UTC: every time is shown in it. */
  readonly offsetMinutes: number;
  /** Expected length of the window; null without a check of the source to forecast it. */
  readonly expectedSeconds: number | null;
  readonly windowSeconds: number | null;
  readonly before: readonly RunbookEntry[];
  readonly steps: readonly RunbookStep[];
  readonly after: readonly RunbookEntry[];
  /** The team's own command lines that the steps run. */
  readonly hooks: readonly string[];
  /** When the rollback window ends, in milliseconds after the window begins. */
  readonly rollbackEndsMs: number;
  /** What is typed again after a failure, and what takes the migration back, with the flags that choose the deployment. */
  readonly commands: { readonly go: string; readonly rollback: string };
  /** What the durations and the risks are taken from, and what is missing. */
  readonly basis: readonly string[];
  /** Findings of the last check, each with what mends it. */
  readonly risks: readonly { readonly what: string; readonly mitigation: string }[];
}

interface Wanted {
  readonly plan: Plan;
  /** As the check and the rehearsal recorded it. */
  readonly planHash: string;
  /** Where the check and the rehearsal left what they found. */
  readonly dir: string;
  readonly at: number;
  readonly offsetMinutes: number;
  readonly windowMinutes: number | null;
  /** The flags that choose the deployment, as they go behind a command. */
  readonly flags: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Times are milliseconds; nothing is written. */
export async function writeRunbook(wanted: Wanted): Promise<Runbook> {
  const { plan, planHash, dir, at, offsetMinutes, windowMinutes } = wanted;
  const check = (await readLastCheck(dir))?.report ?? null;
  const rehearsed = await readRehearsed(dir);
  const planned = planSteps(check, wanted);
  const expectedSeconds = check === null ? null : planned.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  return {
    at,
    offsetMinutes,
    expectedSeconds,
    windowSeconds: windowMinutes === null ? null : windowMinutes * 60,
    before: planBefore(wanted),
    steps: planned,
    after: planAfter([...plan.tasks.values()], (expectedSeconds ?? 0) * 1000),
    hooks: Object.entries(plan.window.hooks ?? {}).map(([name, hook]) => describeHook(name as HookName, hook)),
    rollbackEndsMs: (expectedSeconds ?? 0) * 1000 + rollbackWindowOf(plan),
    commands: { go: goCommand(wanted), rollback: `cutover rollback${wanted.flags}` },
    basis: describeBasis(planHash, check, rehearsed),
    risks: findRisks(check),
  };
}

/** After a preload only the difference moves; that is what the days before prepare. */
function planSteps(check: LastCheck | null, wanted: Wanted): RunbookStep[] {
  const inWindow = steps.preloaded.filter(({ name }) => name !== "preflight");
  const names = inWindow.map(({ name }) => name);
  const forecast = forecastSteps(check, names);
  let afterMs = 0;
  return inWindow.map(({ name, summary, onFailure }, index) => {
    const seconds = check === null ? null : Math.round(forecast[index]!.seconds);
    const step = { name, title: summary, command: index === 0 ? goCommand(wanted) : null, onFailure, afterMs, seconds };
    afterMs += (seconds ?? 0) * 1000;
    return step;
  });
}

function goCommand({ flags, windowMinutes }: Wanted): string {
  return `cutover go${flags}${windowMinutes === null ? "" : ` --window ${windowMinutes}m`}`;
}

/** What makes the gates of the window open, in the order in which people do it. */
function planBefore({ flags }: Wanted): RunbookEntry[] {
  const entries: readonly (readonly [afterMs: number, title: string, command: string | null])[] = [
    [-30 * dayMs, "Read every source row; settle what would be lost", "cutover check"],
    [-30 * dayMs, "Tell users the date", null],
    [
      -14 * dayMs,
      "Rehearse the migration and its rollback, while users write",
      "cutover rehearse --with-rollback --lively --strict",
    ],
    [-7 * dayMs, "Tell users the date again, with what changes for them", null],
    [
      -4 * dayMs,
      "Rehearse once more, with the plan as it will be used",
      "cutover rehearse --with-rollback --lively --strict",
    ],
    [-3 * dayMs, "Load everything beside the live app", `cutover preload${flags}`],
    [-2 * dayMs, "Look what would happen if users signed in", `cutover try-sign-in${flags}`],
    [-dayMs, "Tell users when it begins", null],
    [-3 * hourMs, "Check again: the gate `check` asks for a recent one", "cutover check"],
    [-2 * hourMs, "Bring what changed since the preload", `cutover catch-up${flags}`],
    [-hourMs, "Read the steps and gates together; decide who types and who watches", `cutover go${flags} --dry-run`],
    [
      -30 * minuteMs,
      "Bring the last difference; the smaller it is, the shorter the window",
      `cutover catch-up${flags}`,
    ],
  ];
  return entries.map(([afterMs, title, command]) => ({ afterMs, title, command, seconds: null }));
}

/** Tasks run by themselves; checklists ask somebody to confirm. */
function planAfter(tasks: readonly PlannedTask[], endMs: number): RunbookEntry[] {
  const watch = {
    afterMs: endMs,
    title: "See that nothing waits, and what users sign in with",
    command: "cutover status",
  };
  const later = tasks.map((task) => ({
    afterMs: endMs + task.afterMs,
    title: titleOf(task),
    command: commandOf(task),
  }));
  return [watch, ...later].map((entry) => ({ ...entry, seconds: null }));
}

function titleOf({ kind, name }: PlannedTask): string {
  if (kind === "cleanup") return "The rollback window ends: the legacy fields are removed";
  return kind === "checklist" ? `Can the old system be shut down? (${name})` : `Task ${name} begins`;
}

function commandOf({ kind, name }: PlannedTask): string | null {
  return kind === "checklist" ? `cutover tasks run ${name}` : null;
}

function rollbackWindowOf({ tasks }: Plan): number {
  return [...tasks.values()].find(({ kind }) => kind === "cleanup")?.afterMs ?? 0;
}

function describeBasis(planHash: string, check: LastCheck | null, rehearsed: Rehearsed | null): string[] {
  const checked =
    check === null
      ? "No source was checked yet, so no duration is known: cutover check"
      : `Durations: the forecast of the last check (grade ${check.grade}), for a deployment of the slowest class`;
  const stale =
    check !== null && check.planHash !== planHash ? ["The plan has changed since that check: cutover check"] : [];
  return [checked, ...stale, ...describeRehearsal(planHash, rehearsed)];
}

function describeRehearsal(planHash: string, rehearsed: Rehearsed | null): string[] {
  if (rehearsed === null) return ["Not rehearsed yet: cutover rehearse --with-rollback"];
  const { at, on, withRollback, measured } = rehearsed;
  const what = `Last green rehearsal: ${at}, on ${on}, ${withRollback ? "with" : "without"} rollback`;
  const pace =
    measured.length > 0
      ? "; its pace is in the forecast"
      : "; on the throw-away deployment, which is no measure of pace";
  const stale =
    rehearsed.planHash === planHash
      ? []
      : ["The plan has changed since that rehearsal: cutover rehearse --with-rollback"];
  return [what + pace, ...stale];
}

function findRisks(check: LastCheck | null): Runbook["risks"] {
  const open = (check?.findings ?? []).filter(({ level, isAllowed }) => level !== "info" && isAllowed !== true);
  return open.map(({ message, remedy }) => ({ what: message, mitigation: remedy }));
}
