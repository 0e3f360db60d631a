import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, answerCalendar, refuse } from "./answers.js";
import { Calendars, type Event, type User } from "./calendars.js";

export interface ServerOptions {
  /** 0 to 1: how many requests meet a fault. */
  readonly faults?: number;
  readonly seed?: number;
  /** Google's own are 600 and 10,000 in 60,000 ms. */
  readonly quota?: { readonly perUser: number; readonly perProject: number; readonly minuteMs: number };
  /** How long a slow answer takes, in milliseconds. */
  readonly slowMs?: number;
}

export const client = { id: "client-id", secret: "client-secret" };

const noQuota = { perUser: Infinity, perProject: Infinity, minuteMs: 1 };

/** Google's Calendar v3 and its token endpoint on a loopback port, in memory. */
export class CalendarServer {
  readonly calendars = new Calendars();
  /** Requests by user, the refused ones included; and what the refusals were. */
  readonly requests = new Map<string, number>();
  readonly refusals: Record<string, number> = {};
  /** `<method> <calendar> <event>` of every write that was carried out. */
  readonly writes: string[] = [];
  /** Answers instead of Calendar as long as it gives one. */
  intercept: (method: string, path: string, user: string) => Answer | undefined = () => undefined;
  /** Answers instead of the token endpoint as long as it gives one. */
  interceptToken: () => Answer | undefined = () => undefined;
  faults: number;
  /** How often each request has come. */
  private readonly asked = new Map<string, number>();
  private readonly quota: NonNullable<ServerOptions["quota"]>;
  private readonly sent = new Map<string, number[]>();
  private readonly accessTokens = new Map<string, User>();
  private issued = 0;
  private readonly server: Server;

  constructor(private readonly options: ServerOptions = {}) {
    this.faults = options.faults ?? 0;
    this.quota = options.quota ?? noQuota;
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  /** From now on every access token is too old. */
  expireAccess(): void {
    this.accessTokens.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const fault = this.chooseFault(request, body);
    if (fault !== null && fault < 0.2) return void request.socket.destroy();
    const answer = this.findAnswer(request, body, fault);
    if (fault !== null && fault >= 0.2 && fault < 0.35) return void request.socket.destroy();
    if (fault !== null && fault >= 0.35 && fault < 0.36) await sleep(this.options.slowMs ?? 0);
    if (answer.status >= 400) this.refusals[answer.status] = (this.refusals[answer.status] ?? 0) + 1;
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  /**
   * 0 to 1, or null: no fault. It depends on the seed, the request and how often that one has come, not on the order in
   * which the requests of several users arrive, which differs from machine to machine.
   */
  private chooseFault({ method, url, headers }: IncomingMessage, body: string): number | null {
    const user = this.accessTokens.get(headers.authorization?.replace("Bearer ", "") ?? "")?.name ?? "";
    const key = `${method} ${url} ${user} ${body}`;
    const count = this.asked.get(key) ?? 0;
    this.asked.set(key, count + 1);
    const random = seeded(hash(`${this.options.seed ?? 1} ${count} ${key}`));
    return random() < this.faults ? random() : null;
  }

  private findAnswer(request: IncomingMessage, body: string, fault: number | null): Answer {
    const url = new URL(request.url!, this.url);
    if (fault !== null && fault >= 0.9) return { status: 503, body: "<html>Service Unavailable</html>" };
    if (url.pathname === "/token") return this.interceptToken() ?? this.giveToken(new URLSearchParams(body));
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    if (fault !== null && fault >= 0.8) this.accessTokens.delete(token);
    const user = this.accessTokens.get(token);
    if (user === undefined) return refuse(401, "authError");
    const method = request.method!;
    this.requests.set(user.name, (this.requests.get(user.name) ?? 0) + 1);
    const refused =
      this.intercept(method, url.pathname, user.name) ?? this.refuseByQuota(user) ?? refuseAtRandom(fault);
    return refused ?? this.askCalendar(user, method, url, body, request.headers["if-match"]);
  }

  private askCalendar(user: User, method: string, url: URL, body: string, ifMatch: string | undefined): Answer {
    const path = url.pathname.replace("/calendar/v3/", "").split("/").map(decodeURIComponent);
    const parsed = (body === "" ? {} : JSON.parse(body)) as Partial<Event>;
    const asked = { method, path, query: url.searchParams, ifMatch, body: parsed };
    const answer = answerCalendar(this.calendars, user, asked);
    if (method !== "GET" && answer.status < 300) this.writes.push(`${method} ${path[1]} ${path[3] ?? ""}`);
    return answer;
  }

  private giveToken(form: URLSearchParams): Answer {
    if (form.get("client_id") !== client.id || form.get("client_secret") !== client.secret)
      return { status: 401, body: { error: "invalid_client", error_description: "The OAuth client was not found." } };
    const user = this.calendars.users.find(({ refreshToken }) => refreshToken === form.get("refresh_token"));
    if (user === undefined || user.isRevoked)
      return { status: 400, body: { error: "invalid_grant", error_description: "Token has been expired or revoked." } };
    const accessToken = `access-${this.issued++}`;
    this.accessTokens.set(accessToken, user);
    return { status: 200, body: { access_token: accessToken, expires_in: 3599, token_type: "Bearer" } };
  }

  private refuseByQuota({ name }: User): Answer | undefined {
    if (this.isOver("project", this.quota.perProject)) return refuse(403, "rateLimitExceeded");
    if (this.isOver(`user ${name}`, this.quota.perUser)) return refuse(403, "userRateLimitExceeded");
    return undefined;
  }

  private isOver(who: string, most: number): boolean {
    if (most === Infinity) return false;
    const now = Date.now();
    const recent = (this.sent.get(who) ?? []).filter((at) => at > now - this.quota.minuteMs);
    this.sent.set(who, [...recent, now]);
    return recent.length >= most;
  }
}

function refuseAtRandom(fault: number | null): Answer | undefined {
  if (fault === null || fault < 0.4 || fault >= 0.8) return undefined;
  if (fault < 0.5) return refuse(403, "userRateLimitExceeded");
  if (fault < 0.6) return refuse(403, "rateLimitExceeded");
  if (fault < 0.65) return refuse(403, "quotaExceeded");
  if (fault < 0.7) return refuse(429, "rateLimitExceeded", { "retry-after": "0" });
  return refuse(fault < 0.75 ? 500 : 502, "backendError");
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function sleep(milliseconds: number): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, milliseconds));
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return sum;
}

/** mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
