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

/** Seconds of forecast work below which a ratio is noise. */
const shortestTelling = 5;

/** `4 min 05 s` */
export function renderSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
