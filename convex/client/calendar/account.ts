"use node";
import { auth, calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar";
import type { CalendarEvent } from "./events.js";
import { isEmpty, isEvent, isList, OutOfTime, readGoogleError, GoogleError, unexpectedAnswer } from "./googleError.js";

/** Where Google is and who asks. */
export interface GoogleClient {
  /** The OAuth client that the refresh tokens were made for: another one cannot use them. */
  readonly id: string;
  readonly secret: string;
  /** A server other than Google's, for tests: Calendar below it, tokens at `/token`. */
  readonly url?: string;
}

/** What all accounts of one call of the action share. */
export interface Session {
  readonly client: GoogleClient;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly projectPace: Pace;
  /** Epoch milliseconds by which every request must have returned. */
  readonly until: number;
}

/** Google Calendar on behalf of one user, within Google's rate limits. Every method throws GoogleError or OutOfTime. */
export class Account {
  private readonly oauth: InstanceType<typeof auth.OAuth2>;
  private readonly calendar: calendar_v3.Calendar;
  private readonly pace: Pace;

  constructor(
    private readonly session: Session,
    refreshToken: string,
  ) {
    const { client, limits, clock } = session;
    const endpoints = client.url === undefined ? {} : { oauth2TokenUrl: new URL("/token", client.url).href };
    const { id: clientId, secret: clientSecret } = client;
    this.oauth = new auth.OAuth2({ clientId, clientSecret, endpoints, transporterOptions: { fetchImplementation } });
    this.oauth.setCredentials({ refresh_token: refreshToken });
    // The client's own retries would break the rate limits.
    const root = client.url === undefined ? {} : { rootUrl: new URL("/", client.url).href };
    this.calendar = calendar({ version: "v3", auth: this.oauth, retry: false, fetchImplementation, ...root });
    this.pace = new Pace(limits.minuteMs / limits.perUser, clock);
  }

  /** The calendars this user can write to. */
  async listCalendars(): Promise<string[]> {
    const ids: string[] = [];
    let pageToken: string | undefined;
    do {
      const list = { maxResults: 250, minAccessRole: "writer", showHidden: true, pageToken };
      const send: Send<calendar_v3.Schema$CalendarList> = async (options) =>
        await this.calendar.calendarList.list(list, options);
      const data = await this.request(send, isList);
      for (const { id, accessRole } of data.items ?? [])
        if (id && (accessRole === "writer" || accessRole === "owner")) ids.push(id);
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    return ids;
  }

  /** A page of events that may hold the text. It can be empty although more pages follow. */
  async listEvents(calendarId: string, q: string, pageToken?: string): Promise<EventPage> {
    const list = { calendarId, q, pageToken, singleEvents: false, showDeleted: false, maxResults: 250 };
    const data = await this.request(async (options) => await this.calendar.events.list(list, options), isList);
    return { events: data.items ?? [], pageToken: data.nextPageToken ?? undefined };
  }

  async getEvent(calendarId: string, eventId: string): Promise<CalendarEvent> {
    const which = { calendarId, eventId };
    return await this.request(async (options) => await this.calendar.events.get(which, options), isEvent);
  }

  /** Deletes the event without notifying guests; with an etag only while it is unchanged, else Google responds 412. */
  async deleteEvent(calendarId: string, eventId: string, etag?: string | null): Promise<void> {
    const headers = etag ? { "If-Match": etag } : undefined;
    const which = { calendarId, eventId, sendUpdates: "none" };
    await this.request(async (options) => await this.calendar.events.delete(which, { ...options, headers }), isEmpty);
  }

  async updateEvent(calendarId: string, eventId: string, requestBody: CalendarEvent): Promise<void> {
    const what = { calendarId, eventId, requestBody, sendUpdates: "none", ...keepsAll };
    await this.request(async (options) => await this.calendar.events.update(what, options), isEvent);
  }

  async importEvent(calendarId: string, requestBody: CalendarEvent): Promise<void> {
    const what = { calendarId, requestBody, ...keepsAll };
    await this.request(async (options) => await this.calendar.events.import(what, options), isEvent);
  }

  /** `isGoogles`: whether the data may come from Google, and not from a proxy that answers in its place. */
  private async request<T>(send: Send<T>, isGoogles: (data: unknown) => boolean): Promise<T> {
    let renewals = 0;
    let isUncertain = false;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.attempt(send);
      const failure = answer instanceof GoogleError ? answer : isGoogles(answer.data) ? null : unexpectedAnswer();
      if (failure === null) return (answer as Answer<T>).data;
      isUncertain ||= failure.details.isUncertain === true;
      if (failure.kind === "expired") {
        if (++renewals > mostRenewals) throw new GoogleError("user", failure.reason, failure.details);
        this.oauth.setCredentials({ ...this.oauth.credentials, access_token: null });
      } else if (failure.kind === "later" && attempt < this.session.limits.attempts) {
        this.backOff(failure, attempt);
      } else {
        throw new GoogleError(failure.kind, failure.reason, { ...failure.details, isUncertain });
      }
    }
  }

  private async attempt<T>(send: Send<T>): Promise<Answer<T> | GoogleError> {
    await this.wait();
    const { clock, limits, until } = this.session;
    const left = Math.min(limits.timeoutMs, until - clock.now());
    try {
      return await withTimeout(left, send);
    } catch (error) {
      if (clock.now() >= until) throw new OutOfTime();
      const failure = readGoogleError(error);
      // Refused for want of a token: what was asked for one has answered without.
      const isTokenless = failure.kind === "expired" && !this.oauth.credentials.access_token;
      return isTokenless ? unexpectedAnswer() : failure;
    }
  }

  /** Reserves a slot of the user's and of the project's rate, and waits for the later one. */
  private async wait(): Promise<void> {
    const { clock, limits, projectPace, until } = this.session;
    const wait = Math.max(this.pace.reserve(), projectPace.reserve());
    if (clock.now() + wait + limits.graceMs >= until) throw new OutOfTime();
    if (wait >= 1) await clock.sleep(wait);
  }

  private backOff({ reason, details }: GoogleError, attempt: number): void {
    const { limits, clock, projectPace } = this.session;
    const longest = limits.backOffMs * Math.min(64, 2 ** (attempt - 1));
    const wait = Math.max(details.retryAfterMs ?? 0, longest * (0.5 + clock.random() / 2));
    this.pace.pause(wait);
    if (reason === "rateLimitExceeded" || reason === "quotaExceeded" || details.status === 429) projectPace.pause(wait);
  }
}

/** A fresh access token may be refused until it has reached all of Google's servers; that is no reason to fail a user. */
const mostRenewals = 3;

/** The platform's fetch keeps connections open; the client's default opens one, with TLS, per request. */
const fetchImplementation = globalThis.fetch;

interface EventPage {
  readonly events: readonly CalendarEvent[];
  readonly pageToken: string | undefined;
}

/** Without these two Google drops attachments and conferences of the events it is sent. */
const keepsAll = { supportsAttachments: true, conferenceDataVersion: 1 };

interface Answer<T> {
  readonly data: T;
}

type Send<T> = (options: { signal: AbortSignal }) => Promise<Answer<T>>;

/** Also ends a renewal of the access token, which takes no signal. */
async function withTimeout<T>(milliseconds: number, send: Send<T>): Promise<Answer<T>> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new GoogleError("later", "timeout", { isUncertain: true }));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([send({ signal: controller.signal }), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Rate limits, retries and timeouts for requests to Google. */
export interface Limits {
  /** Requests a minute for one user. Default 300: half of Google's 600, so that other apps of the user keep the other half. */
  readonly perUser: number;
  /** Requests a minute for the whole project. Default 5,000: half of Google's 10,000. */
  readonly perProject: number;
  /** Length of that minute, in milliseconds. */
  readonly minuteMs: number;
  /** The first back-off in milliseconds; it doubles with each refusal, up to 64 times as long. */
  readonly backOffMs: number;
  /** Attempts of one request before its user is postponed. */
  readonly attempts: number;
  /** Timeout of one request, in milliseconds. */
  readonly timeoutMs: number;
  /** No request starts in the last milliseconds of an action, so that none is cut off. */
  readonly graceMs: number;
}

export const defaultLimits: Limits = {
  perUser: 300,
  perProject: 5_000,
  minuteMs: 60_000,
  backOffMs: 1_000,
  attempts: 6,
  timeoutMs: 30_000,
  graceMs: 5_000,
};

/**
 * Keeps requests a fixed interval apart. Unused time is not saved up, so the limit also holds across two actions: the second
 * need not know what the first one used of its minute.
 */
export class Pace {
  private nextAt = 0;

  constructor(
    private readonly intervalMs: number,
    private readonly clock: Clock,
  ) {}

  /** Reserves the next slot. Returns the milliseconds until the request may be sent. */
  reserve(): number {
    const now = this.clock.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + this.intervalMs;
    return at - now;
  }

  /** Sends nothing for so long: Google has reported too many requests. */
  pause(milliseconds: number): void {
    this.nextAt = Math.max(this.nextAt, this.clock.now() + milliseconds);
  }
}

/** The clock that pacing and back-off use; tests inject their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** 0 to 1, for jitter. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds) => await new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
