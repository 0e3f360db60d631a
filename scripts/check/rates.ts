import { mebibyte } from "../../convex/shared/limits.js";

/**
 * Write throughput per deployment class, and what database I/O and function calls cost beyond what a plan includes. As
 * published at docs.convex.dev/production/state/limits (the page's text in get-convex/convex-backend at commit 02b250b),
 * US regions; EU regions cost 1.3 times as much.
 */
export const ratesReadOn = "2026-11-21";
export const ratesFrom = "docs.convex.dev/production/state/limits, US regions";

export interface DeploymentClass {
  readonly name: string;
  readonly writeBytesPerSecond: number;
}

export const deploymentClasses = [
  { name: "S16", writeBytesPerSecond: 4 * mebibyte },
  { name: "S256", writeBytesPerSecond: 8 * mebibyte },
] as const satisfies readonly DeploymentClass[];

export interface Rate {
  readonly plan: string;
  /** US dollars per GB of database I/O. */
  readonly databaseGb: number;
  /** US dollars per million function calls. */
  readonly millionCalls: number;
  /** Free of charge each month: not taken off the price, because the app uses them too. */
  readonly includedGb: number;
  readonly includedCalls: number;
}

export const rates = [
  { plan: "Starter", databaseGb: 0.22, millionCalls: 2.2, includedGb: 1, includedCalls: 1_000_000 },
  { plan: "Professional", databaseGb: 0.2, millionCalls: 2, includedGb: 50, includedCalls: 25_000_000 },
] as const satisfies readonly Rate[];
