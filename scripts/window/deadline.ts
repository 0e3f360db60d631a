import type { JournalEntry } from "../run/journal.js";
import { deploymentClasses } from "../check/forecast.js";
import type { LastCheck } from "../check/lastCheck.js";

/** How long steps take, in seconds: what was forecast, and what was measured so far. */
export interface Estimate {
  readonly step: string;
  readonly seconds: number;
}

export interface Outlook {
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number;
  /** null where no window is named. */
  readonly windowSeconds: number | null;
  readonly fits: boolean;
}

/**
 * Says whether the remaining steps still fit. The forecast is corrected by what the finished steps really took, as far as
 * they were long enough to say anything.
 */
export class Deadline {
  private readonly measured: Estimate[] = [];

  constructor(
    private readonly forecast: readonly Estimate[],
    private readonly windowSeconds: number | null,
  ) {}

  finished(step: string, seconds: number): void {
    this.measured.push({ step, seconds });
  }

  /** `remaining`: the steps still to do; `elapsedSeconds`: since the window began, pauses included. */
  outlook(remaining: readonly string[], elapsedSeconds: number): Outlook {
    const seconds = remaining.map((step) => this.forecastOf(step)).reduce((sum, each) => sum + each, 0);
    const remainingSeconds = seconds * this.correction();
    const fits = this.windowSeconds === null || elapsedSeconds + remainingSeconds <= this.windowSeconds;
    return { elapsedSeconds, remainingSeconds, windowSeconds: this.windowSeconds, fits };
  }

  /** Never below 1: a good start promises nothing. */
  private correction(): number {
    const known = this.measured.filter(({ step }) => this.forecastOf(step) > 0);
    const took = known.reduce((sum, { seconds }) => sum + seconds, 0);
    const forecast = known.reduce((sum, { step }) => sum + this.forecastOf(step), 0);
    return forecast < shortestTelling ? 1 : Math.max(1, took / forecast);
  }

  private forecastOf(step: string): number {
    return this.forecast.find((each) => each.step === step)?.seconds ?? 0;
  }
}

/** Epoch milliseconds: the window begins when users begin to notice, with the first step after the preflight. */
export function windowStart(entries: readonly JournalEntry[]): number {
  const first = entries.find(({ stage, event }) => stage === "backup" && event === "started");
  return first === undefined ? Date.now() : Date.parse(first.at);
}

/** Seconds of forecast work below which a ratio is noise. */
const shortestTelling = 5;

/** `4 min 05 s` */
export function renderSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** The slowest class of deployment: who has a larger one is done earlier. */
const deploymentClass = "S16";

/** Every call of the `convex` command starts a process: about a second, measured here. */
const secondsPerCall = 1.5;

/** Steps that are not stages: how many calls they make, and how long they are given for what hooks do. */
const beside: Readonly<Record<string, number>> = {
  backup: 4 * secondsPerCall,
  announce: 2 * secondsPerCall,
  freeze: 2 * secondsPerCall,
  checks: 2 * secondsPerCall,
  "try-sign-in": 2 * secondsPerCall,
  "source-still": 2 * secondsPerCall,
  switch: 2 * secondsPerCall,
  smoke: 2 * secondsPerCall,
  close: 3 * secondsPerCall,
  tasks: 2 * secondsPerCall,
};

/** Seconds of each step, from the last check: it read the same rows, and knows their bytes. */
export function forecastSteps(check: LastCheck | null, steps: readonly string[]): Estimate[] {
  return steps.map((step) => {
    const exported = step === "backup" && steps.includes("catch-up") ? exportSeconds(check) : 0;
    return { step, seconds: (beside[step] ?? 0) + stageSeconds(check, step) + exported };
  });
}

/** After a preload the window's own backup holds all that was loaded. Convex reads at least as fast as it writes. */
function exportSeconds(check: LastCheck | null): number {
  const bytes = check?.tables.reduce((sum, table) => sum + table.bytes, 0) ?? 0;
  return bytes / deploymentClasses.find(({ name }) => name === deploymentClass)!.writeBytesPerSecond;
}

/** A catch-up and a second look read what an export reads. */
function stageSeconds(check: LastCheck | null, step: string): number {
  const name = step === "catch-up" || step === "source-still" ? "export" : step;
  const stage = check?.forecast?.stages.find((each) => each.stage === name);
  return stage === undefined ? 0 : (stage.minutes[deploymentClass] ?? 0) * 60 + secondsPerCall;
}
