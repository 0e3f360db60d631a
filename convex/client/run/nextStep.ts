import type { CutoverStatus, StageStatus } from "./status.js";
import { runCommand, type Stage, stages } from "./stages.js";
import { describeControl, resumeCommand } from "./stopped.js";

/** What everything waits for, as a sentence, and the command that ends the waiting. */
export interface NextStep {
  readonly waitingFor: string;
  readonly next: string;
}

type Facts = Omit<CutoverStatus, keyof NextStep>;

const noRun: NextStep = { waitingFor: "the load: no run has begun here", next: "npx cutover load" };

const finished: NextStep = {
  waitingFor: "nothing: the legacy fields are gone",
  next: "npx cutover check --final, then take duringCutover() out of convex/schema.ts and: npx convex deploy",
};

/** What people said comes before everything; then the first stage that is not done decides: what went wrong in a later one, started too early by hand, can wait. */
export function nextStep(facts: Facts, module: string): NextStep {
  if (facts.control.action !== "run") return stoppedStep(facts, module);
  const running = facts.stages.find(({ state }) => state === "running");
  if (running !== undefined) {
    return { waitingFor: `${describe(running)} so far`, next: `npx convex run ${module}:status --watch` };
  }
  const stage = stages.find((each) => facts.stages.some((one) => one.stage === each && one.state !== "done"));
  if (stage === undefined) return finished;
  const unproven = stage === "cleanup" ? unprovenStep(facts, module) : null;
  return (
    unproven ?? troubleStep(facts, stage, module) ?? (facts.runId === null ? noRun : waitingStep(facts, stage, module))
  );
}

function stoppedStep({ control }: Facts, module: string): NextStep {
  const [whom, next] =
    control.action === "pause"
      ? ["somebody to resume it", resumeCommand(module)]
      : ["the way back", `npx cutover rollback (to go on all the same: ${resumeCommand(module)})`];
  return { waitingFor: `${whom}: ${describeControl(control)}`, next };
}

/** A table that failed comes first, then one that was stopped. */
function troubleStep({ stages: all }: Facts, stage: Stage, module: string): NextStep | null {
  const find = (state: StageStatus["state"]) => all.find((each) => each.stage === stage && each.state === state);
  const failed = find("failed");
  const next = runCommand(module, stage);
  if (failed !== undefined) return { waitingFor: `${stage} of ${failed.table}, which failed: ${failed.error}`, next };
  const stopped = find("canceled");
  return stopped === undefined ? null : { waitingFor: `${describe(stopped)}, then stopped`, next };
}

function waitingStep({ stages: all }: Facts, stage: Stage, module: string): NextStep {
  const next = runCommand(module, stage);
  if (stage === "cleanup" && all.every((each) => each.stage !== stage || each.state === "waiting")) {
    const waitingFor = "your word: every table is proven, and the legacy fields can go once no rollback is wanted";
    return { waitingFor, next };
  }
  const tables = all.filter((each) => each.stage === stage && each.state !== "done").map(({ table }) => table);
  return { waitingFor: `${stage} of ${tables.join(", ")}`, next };
}

function unprovenStep({ tables }: Facts, module: string): NextStep | null {
  const table = tables.find(({ verified }) => verified !== true);
  if (table === undefined) return null;
  const failed = table.checks.filter(({ ok }) => !ok);
  if (failed.length === 0) {
    const waitingFor = `${table.issues.open} open issue(s) of ${table.table}; the plan allows ${table.allowedIssues}`;
    return { waitingFor, next: `npx convex run ${module}:issues '{"table":"${table.table}","state":"open"}'` };
  }
  const waitingFor = `${table.table}: ${failed.map(({ level, detail }) => `${level}: ${detail}`).join("; ")}`;
  const buckets = failed.flatMap((check) => check.buckets);
  const next =
    buckets.length > 0
      ? `npx convex run ${module}:inspect '{"table":"${table.table}","buckets":[${buckets.slice(0, 8).join(",")}]}'`
      : `npx convex run ${module}:issues '{"table":"${table.table}"}'`;
  return { waitingFor, next };
}

function describe({ stage, table, processed }: StageStatus): string {
  return `${stage} of ${table}: ${processed} document(s)`;
}
