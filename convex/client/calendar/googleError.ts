/**
 * What an error response means for the work. `later`: try again. `expired`: renew the access token. `request`: this request
 * will never work. `user`: no request of this user will. `project`: none will until somebody changes the deployment or the
 * project at Google.
 */
export type GoogleErrorKind = "later" | "expired" | "request" | "user" | "project";

/**
 * Google's error as one word. The original is dropped on purpose: it carries the tokens and the event that were sent.
 */
export class GoogleError extends Error {
  override readonly name = "GoogleError";

  constructor(
    readonly kind: GoogleErrorKind,
    /** Google's own word where it has one, else `http_<status>`, `network` or `timeout`. */
    readonly reason: string,
    readonly details: {
      readonly status?: number;
      /** Milliseconds Google asks to wait. */
      readonly retryAfterMs?: number;
      /** Google may have done it, and only the response was lost. */
      readonly isUncertain?: boolean;
    } = {},
  ) {
    super(reason);
  }
}

/** The time of this call of the action is used up; the ledger holds how far it came. */
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

/** The parts of a gaxios error that are read. */
interface Failure {
  readonly name?: string;
  readonly response?: {
    readonly status?: number;
    readonly headers?: { get?(name: string): string | null };
    readonly data?: unknown;
  };
}

/** Classifies an error of the googleapis client. */
export function readGoogleError(error: unknown): GoogleError {
  if (error instanceof GoogleError) return error;
  const { name, response } = (typeof error === "object" && error !== null ? error : {}) as Failure;
  const status = response?.status;
  if (status === undefined) {
    const isTimeout = name === "TimeoutError" || name === "AbortError";
    return new GoogleError("later", isTimeout ? "timeout" : "network", { isUncertain: true });
  }
  const reason = readReason(response?.data) ?? `http_${status}`;
  const retryAfterMs = readRetryAfter(response?.headers?.get?.("retry-after"));
  const kind = classify(status, reason);
  return new GoogleError(kind, reason, { status, retryAfterMs, isUncertain: status >= 500 });
}

function classify(status: number, reason: string): GoogleErrorKind {
  if (projectReasons.has(reason)) return "project";
  if (status === 429 || status === 408 || status >= 500 || quotaReasons.has(reason)) return "later";
  if (status === 401) return "expired";
  return userReasons.has(reason) ? "user" : "request";
}

/** Calendar answers `{ error: { errors: [{ reason }] } }`, the token endpoint `{ error: "invalid_grant" }`. */
function readReason(data: unknown): string | null {
  const { error } = (typeof data === "object" && data !== null ? data : {}) as { error?: unknown };
  if (typeof error === "string") return readWord(error);
  const { errors, status } = (typeof error === "object" && error !== null ? error : {}) as {
    errors?: readonly { reason?: unknown }[];
    status?: unknown;
  };
  return readWord(errors?.[0]?.reason) ?? readWord(status);
}

/** Only what looks like one of Google's codes enters the ledger and the report. */
function readWord(text: unknown): string | null {
  return typeof text === "string" && /^[A-Za-z][A-Za-z_]{0,59}$/.test(text) ? text : null;
}

function readRetryAfter(text: string | null | undefined): number | undefined {
  const seconds = Number(text);
  return text !== null && text !== undefined && text !== "" && seconds >= 0 ? seconds * 1_000 : undefined;
}

/** A success that is not Google's: a proxy's page, a captive portal. Nothing it says is so. */
export function unexpectedAnswer(): GoogleError {
  return new GoogleError("later", "unexpectedAnswer", { isUncertain: true });
}

/** Google's lists have `items`, also where there are none. */
export function isList(data: unknown): boolean {
  return typeof data === "object" && data !== null && Array.isArray((data as { items?: unknown }).items);
}

export function isEvent(data: unknown): boolean {
  return typeof data === "object" && data !== null && typeof (data as { id?: unknown }).id === "string";
}

/** The answer to a deletion. */
export function isEmpty(data: unknown): boolean {
  return data === undefined || data === null || data === "";
}

/** The event does not exist (any more). */
export function isGone({ details: { status } }: GoogleError): boolean {
  return status === 404 || status === 410;
}

/** The error of Google that the call ends with; null when it succeeds. Other errors are thrown on. */
export async function catchGoogleError(attempt: () => Promise<void>): Promise<GoogleError | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (error instanceof GoogleError) return error;
    throw error;
  }
}
