/**
 * What an answer that is no success means for the work. `later`: try again. `expired`: the access token has to be renewed.
 * `request`: this request will never work. `user`: nothing of this user will. `project`: nothing will until somebody changes
 * the deployment or the project at Google.
 */
export type TroubleKind = "later" | "expired" | "request" | "user" | "project";

/**
 * Google's error in one word. The original is dropped on purpose: it carries the tokens that were sent and the event that
 * was meant.
 */
export class Trouble extends Error {
  override readonly name = "Trouble";

  constructor(
    readonly kind: TroubleKind,
    /** Google's own word where it has one, else `http_<status>`, `network` or `timeout`. */
    readonly reason: string,
    readonly details: {
      readonly status?: number;
      /** Milliseconds Google asks to wait. */
      readonly retryAfterMs?: number;
      /** Google may have done what was asked, only its answer is missing. */
      readonly isUncertain?: boolean;
    } = {},
  ) {
    super(reason);
  }
}

/** The time of this call of the action is used up; the ledger knows how far it came. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

const quotaReasons = new Set(["userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded"]);
const projectReasons = new Set([
  "accessNotConfigured",
  "dailyLimitExceeded",
  "invalid_client",
  "deleted_client",
  "SERVICE_DISABLED",
]);
const userReasons = new Set([
  "insufficientPermissions",
  "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
  "authError",
  "invalid_grant",
  "unauthorized_client",
  "invalid_scope",
  "notACalendarUser",
]);

/** The few things of a gaxios error that are read. */
interface Failure {
  readonly name?: string;
  readonly response?: {
    readonly status?: number;
    readonly headers?: { get?(name: string): string | null };
    readonly data?: unknown;
  };
}

/** Says what an error of the googleapis client means. */
export function readTrouble(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  const { name, response } = (typeof error === "object" && error !== null ? error : {}) as Failure;
  const status = response?.status;
  if (status === undefined) {
    const isTimeout = name === "TimeoutError" || name === "AbortError";
    return new Trouble("later", isTimeout ? "timeout" : "network", { isUncertain: true });
  }
  const reason = readReason(response?.data) ?? `http_${status}`;
  const retryAfterMs = readRetryAfter(response?.headers?.get?.("retry-after"));
  const kind = judge(status, reason);
  return new Trouble(kind, reason, { status, retryAfterMs, isUncertain: status >= 500 });
}

function judge(status: number, reason: string): TroubleKind {
  if (projectReasons.has(reason)) return "project";
  if (status === 429 || status === 408 || status >= 500 || quotaReasons.has(reason)) return "later";
  if (status === 401) return "expired";
  return userReasons.has(reason) ? "user" : "request";
}

/** Calendar answers `{ error: { errors: [{ reason }] } }`, the token endpoint `{ error: "invalid_grant" }`. */
function readReason(data: unknown): string | null {
  const { error } = (typeof data === "object" && data !== null ? data : {}) as { error?: unknown };
  if (typeof error === "string") return oneWord(error);
  const { errors, status } = (typeof error === "object" && error !== null ? error : {}) as {
    errors?: readonly { reason?: unknown }[];
    status?: unknown;
  };
  return oneWord(errors?.[0]?.reason) ?? oneWord(status);
}

/** Only what looks like one of Google's words gets into the ledger and the report. */
function oneWord(text: unknown): string | null {
  return typeof text === "string" && /^[A-Za-z][A-Za-z_]{0,59}$/.test(text) ? text : null;
}

function readRetryAfter(text: string | null | undefined): number | undefined {
  const seconds = Number(text);
  return text !== null && text !== undefined && text !== "" && seconds >= 0 ? seconds * 1_000 : undefined;
}
