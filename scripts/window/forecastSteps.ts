import type { LastCheck } from "../check/lastCheck.js";
import type { Estimate } from "./deadline.js";

/** The slowest class of deployment: who has a larger one is done earlier. */
const deploymentClass = "S16";

/** Every call of the `convex` command starts a process: about a second, measured here. */
const secondsPerCall = 1.5;

/** Steps that are not stages: how many calls they make, and how long they are given for what people do in hooks. */
const beside: Readonly<Record<string, number>> = {
  backup: 4 * secondsPerCall,
  announce: 2 * secondsPerCall,
  freeze: 2 * secondsPerCall,
  checks: 2 * secondsPerCall,
  switch: 2 * secondsPerCall,
  smoke: 2 * secondsPerCall,
  close: 3 * secondsPerCall,
  tasks: 2 * secondsPerCall,
};

/** Seconds of each step, from the last check: it read the same rows, and knows their bytes. */
export function forecastSteps(check: LastCheck | null, steps: readonly string[]): Estimate[] {
  return steps.map((step) => ({ step, seconds: (beside[step] ?? 0) + stageSeconds(check, step) }));
}

/** A catch-up reads what an export reads. */
function stageSeconds(check: LastCheck | null, step: string): number {
  const stage = check?.forecast?.stages.find((each) => each.stage === (step === "catch-up" ? "export" : step));
  return stage === undefined ? 0 : (stage.minutes[deploymentClass] ?? 0) * 60 + secondsPerCall;
}
