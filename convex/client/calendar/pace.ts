import type { Clock } from "./clock.js";

/** What one application may ask of Google, and how patient it is. */
export interface Limits {
  /** Requests a minute for one user. Default 300: half of Google's 600, so that people's own use keeps the other half. */
  readonly perUser: number;
  /** Requests a minute for the whole project. Default 5,000: half of Google's 10,000. */
  readonly perProject: number;
  /** Length of that minute, in milliseconds. */
  readonly minuteMs: number;
  /** The first pause after a refusal; doubles with each, up to 64 times as long. In milliseconds. */
  readonly backOffMs: number;
  /** Attempts of one request before its user is put off until later. */
  readonly attempts: number;
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** So long before the end of an action no request is begun any more, so that none is cut off, in milliseconds. */
  readonly graceMs: number;
}

export const usualLimits: Limits = {
  perUser: 300,
  perProject: 5_000,
  minuteMs: 60_000,
  backOffMs: 1_000,
  attempts: 6,
  timeoutMs: 30_000,
  graceMs: 5_000,
};

/**
 * Keeps requests a fixed interval apart. It saves nothing up, so the limit also holds over the border of two actions: what
 * the first one used of its minute need not be known to the second.
 */
export class Pace {
  private nextAt = 0;

  constructor(
    private readonly intervalMs: number,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds until the request may be sent; its place is taken. */
  reserve(): number {
    const now = this.clock.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + this.intervalMs;
    return at - now;
  }

  /** Nothing more for so long: Google has said that it was too much. */
  pause(milliseconds: number): void {
    this.nextAt = Math.max(this.nextAt, this.clock.now() + milliseconds);
  }
}
