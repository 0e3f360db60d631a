import type { AppStatus, MatchClasses } from "../../deployment/answers.js";
import { renderTable } from "./renderTable.js";

/** A run at one moment, as `status --json` prints it. */
export interface RunStatus extends Partial<AppStatus> {
  readonly run: string;
  /** The newest stage or step; null: none has begun. */
  readonly step: string | null;
  /** `killed`: its process is gone, and recorded no end. */
  readonly state: "started" | "finished" | "failed" | "interrupted" | "killed" | null;
  /** Why it failed. */
  readonly message?: string;
  readonly waitingFor: string;
  /** What to type. */
  readonly next: string;
}

/** One line a script can grep for, the stages inside Convex, what the run waits for, and the next command. */
export function renderStatus(status: RunStatus, app: AppStatus | null): string {
  const { run, step, state, message, waitingFor, next } = status;
  const where = step === null ? "step=none" : `step=${step} state=${state}`;
  const control = app === null || app.control.action === "run" ? "" : ` control=${app.control.action}`;
  const documents = app === null ? "" : ` documents=${app.stages.reduce((sum, { processed }) => sum + processed, 0)}`;
  return [
    `cutover run=${run} ${where}${control}${documents}`,
    ...(state === "failed" ? [`${step} failed: ${message ?? ""}`] : []),
    ...(app === null
      ? []
      : [...renderStages(app), ...renderMatches(app.people), ...renderMoves(app), ...renderSignIns(app)]),
    `waiting for: ${waitingFor}`,
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

const classLabels: Readonly<Record<string, string>> = {
  oneToOne: "one to one",
  settled: "settled by hand",
  claimed: "claimed at sign-in",
  alreadyMigrated: "already migrated",
  severalOld: "several old to one new",
  severalNew: "one old to several new",
  unverified: "unverified",
  changedEmail: "changed address",
  otherOwner: "sign-in method of another user",
  noEmail: "no address",
  apart: "new users",
};

/** `matched users: 480 one to one, 2 unverified`, for each table that match has processed. */
function renderMatches(matches: readonly MatchClasses[]): string[] {
  return matches.flatMap((classes) => {
    const counted = renderMatchClasses(classes);
    return counted === "" ? [] : [`matched ${classes.table}: ${counted}`];
  });
}

/** `480 one to one, 2 unverified`. */
export function renderMatchClasses(classes: Readonly<Record<string, number | string>>): string {
  const counted = Object.entries(classLabels).filter(([name]) => Number(classes[name] ?? 0) > 0);
  return counted.map(([name, word]) => `${classes[name]} ${word}`).join(", ");
}

/** References being repointed, and documents that could not be written. */
function renderMoves({ moves }: AppStatus): string[] {
  return moves.flatMap(({ table, from, to, state, moved, unmoved }) => [
    `references to ${table} ${from} are repointed to ${to}: ${moved} so far, ${state}`,
    ...unmoved.map((each) => `  ${each.table} ${each.id} could not be written: ${each.message}`),
  ]);
}

/** Nothing before anybody has tried. */
function renderSignIns({ signIns }: AppStatus): string[] {
  if (signIns == null || signIns.tries.length === 0) return [];
  const { since, imported, signedIn, refused, neverSeen, tries } = signIns;
  const reasons = Object.entries(refused).map(([reason, count]) => `${count} ${reason}`);
  const users =
    imported === null || since === null
      ? []
      : [
          `since ${new Date(since).toISOString()} ${signedIn} of ${imported} imported users signed in`,
          `${total(refused)} refused${reasons.length === 0 ? "" : ` (${reasons.join(", ")})`}`,
          `${neverSeen ?? 0} never seen`,
        ];
  const all = tries.reduce((count, { ok, refused: failed }) => count + ok + total(failed), 0);
  const through = tries.reduce((count, { ok }) => count + ok, 0);
  const share = `${((100 * through) / all).toFixed(1)} % of ${all} tries in ${tries.length} days went through`;
  return [`sign-ins: ${[...users, share].join(", ")}`];
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
