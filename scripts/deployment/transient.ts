import type { CommandResult } from "./commandFailure.js";

/** How an attempt ended; `code` null: it was killed, by our time limit or from outside. `isStalled`: it did not move any more. */
export type Ended = CommandResult & { readonly code: number | null; readonly isStalled?: true };

/** Between attempts: about a minute in all, as long as a deployment needs to come back or an import to end. */
export const retryMs: readonly number[] = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 20_000];

/** What the open backend calls a server that is too busy now: `overloaded`, `rate_limited` and the like in its crates. */
const busyCodes = [
  "Busy",
  "CommitterFullError",
  "ExecuteFullError",
  "ExpiredInQueue",
  "InitialPermitTimeoutError",
  "InternalServerError",
  "IsolateNotClean",
  "OptimisticConcurrencyControlFailure",
  "SearchIndexesUnavailable",
  "SubscriptionsWorkerFullError",
  "TableSummariesUnavailable",
  "TooManyConcurrentMutations",
  "TooManyConcurrentRequests",
  "TooManyInflightActionsForSingleClient",
  "TooManyWrites",
  "UpstreamConnectError",
  "VectorIndexesUnavailable",
  "WorkerOverloaded",
];

const transient = new RegExp(
  [
    // `convex run` prints the body of an answer, the other commands its status.
    `"code":\\s*"(?:${busyCodes.join("|")})"|\\b(?:${busyCodes.filter((code) => code !== "Busy").join("|")})\\b`,
    "\\b(?:429 Too Many Requests|50[0234] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out))",
    "ECONNRESET|ETIMEDOUT|EPIPE|socket hang up|other side closed|aborted due to timeout",
    "Only one can run at a time|already in progress",
  ].join("|"),
  "i",
);

/** Where a deployment has answered before, its address is right and its silence passes. */
const silence = /fetch failed|ECONNREFUSED/;

/** An overloaded or restarting server, a write conflict, an import or export that is already in progress. */
export function isTransient({ code, stdout, stderr }: Ended, hasAnswered: boolean): boolean {
  const printed = `${stderr}\n${stdout}`;
  return code === null || transient.test(printed) || (hasAnswered && silence.test(printed));
}
