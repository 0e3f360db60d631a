import { isUtf8 } from "node:buffer";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { CutoverError, describeSchemaErrors } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { isJson } from "../json/text.js";

export interface NocodbHttpOptions {
  /** How many times one request is tried. */
  readonly attempts?: number;
  /** The delay before the second attempt, doubled for each later one; half of it is random. */
  readonly firstDelayMs?: number;
  readonly largestDelayMs?: number;
  /** For one attempt, including the body. */
  readonly timeoutMs?: number;
}

/** Why an attempt failed; `waitMs` when the server sent Retry-After. */
interface Failure {
  readonly why: string;
  readonly waitMs?: number;
}

/** GET requests to one NocoDB server, each tried a bounded number of times. The token goes to this server only. */
export class NocodbHttp {
  readonly #token: string;
  readonly #options: Required<NocodbHttpOptions>;

  constructor(
    readonly url: string,
    token: string,
    options: NocodbHttpOptions = {},
  ) {
    this.#token = token;
    this.#options = { attempts: 7, firstDelayMs: 500, largestDelayMs: 30_000, timeoutMs: 60_000, ...options };
  }

  /** The body, which is valid JSON; undefined for 404. Retries truncated and refused answers. */
  async find(path: string): Promise<string | undefined> {
    const { attempts } = this.#options;
    let failure: Failure = { why: "" };
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const answer = await this.#attempt(path);
      if (answer === undefined || typeof answer === "string") return answer;
      failure = answer;
      if (attempt < attempts) await sleep(this.#getDelay(attempt, failure.waitMs));
    }
    throw new CutoverError(sourceFailures.nocodbAnswer, {
      what: `NocoDB did not answer after ${String(attempts)} attempts: ${failure.why}`,
      where: this.#where(path),
      next: "Check the server, then run the same command again",
    });
  }

  /** The same, but 404 is an error. */
  async get(path: string): Promise<string> {
    const text = await this.find(path);
    if (text !== undefined) return text;
    throw new CutoverError(sourceFailures.nocodbBase, {
      what: "NocoDB has no such base or table, or the token may not see it",
      where: this.#where(path),
      next: "Check the base id (p…, in the address of the base) and the token's role",
    });
  }

  async getJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.parse(await this.get(path), schema, path);
  }

  /** The value of the JSON text that `path` answered. Names each place that does not fit the schema. */
  parse<T>(text: string, schema: z.ZodType<T>, path: string): T {
    const { data, error } = schema.safeParse(JSON.parse(text));
    if (error === undefined) return data;
    const places = describeSchemaErrors(error).slice(0, shownErrors).join("; ");
    const next = "Check the NocoDB version and the address; ?api=v3 at its end selects version 3 of the records API";
    throw this.#fail(`NocoDB's answer has another form: ${places}`, path, next);
  }

  async #attempt(path: string): Promise<string | undefined | Failure> {
    let response: Response;
    let bytes: Buffer;
    try {
      response = await fetch(this.url + path, {
        headers: { "xc-token": this.#token, accept: "application/json" },
        // fetch would send xc-token to another server.
        redirect: "manual",
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      bytes = Buffer.from(await response.arrayBuffer());
    } catch (error) {
      return { why: renderNetworkError(error) };
    }
    if (response.status === 404) return undefined;
    // Decoding silently replaces invalid UTF-8.
    const body = isUtf8(bytes) ? bytes.toString() : "";
    if (response.ok) return isJson(body) ? body : { why: "the answer is not JSON or is truncated" };
    const { status } = response;
    if (status !== 408 && status !== 429 && status < 500) throw this.#refuse(status, response.headers, path);
    return { why: `it answers ${String(status)}`, ...readRetryAfter(response.headers) };
  }

  #getDelay(attempt: number, waitMs: number | undefined): number {
    const { firstDelayMs, largestDelayMs } = this.#options;
    const delay = Math.min(largestDelayMs, firstDelayMs * 2 ** (attempt - 1));
    const jittered = delay / 2 + Math.random() * (delay / 2);
    // Retry-After is obeyed with the jitter on top, so that clients do not all come back at once.
    return waitMs === undefined ? jittered : Math.min(waitMs, longestWaitMs) + jittered - delay / 2;
  }

  #refuse(status: number, headers: Headers, path: string): CutoverError {
    const location = headers.get("location");
    if (status >= 300 && status < 400) {
      const target = location ?? "";
      const origin = URL.canParse(target, this.url) ? new URL(target, this.url).origin : "another address";
      return this.#fail(`The server redirects to ${origin}`, path, "Use that address if it is your NocoDB");
    }
    if (status === 401 || status === 403) {
      return this.#fail(
        `NocoDB refuses the token (${String(status)})`,
        path,
        "Create an API token and set NOCODB_TOKEN",
      );
    }
    // When its rows were counted, this offset was within the table.
    if (/[?&]offset=[1-9]/.test(path)) {
      return this.#fail(
        "The table changed while it was read: rows were deleted",
        path,
        "Freeze writes, then run the same command again",
      );
    }
    return this.#fail(`NocoDB refuses the request (${String(status)})`, path, "Check the NocoDB version, and api=v3");
  }

  #fail(what: string, path: string, next: string): CutoverError {
    return new CutoverError(sourceFailures.nocodbAnswer, { what, where: this.#where(path), next });
  }

  #where(path: string): string {
    return this.url + path;
  }
}

const shownErrors = 3;
const longestWaitMs = 5 * 60_000;

/** Seconds or a date (RFC 9110). */
function readRetryAfter(headers: Headers): { waitMs?: number } {
  const text = headers.get("retry-after");
  if (text === null) return {};
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(waitMs) ? {} : { waitMs: Math.max(0, waitMs) };
}

function renderNetworkError(error: unknown): string {
  if (!(error instanceof Error)) return "the network failed";
  if (error.name === "TimeoutError") return "the request timed out";
  const { cause } = error;
  const code = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : error.message;
  return `the connection failed (${code})`;
}
