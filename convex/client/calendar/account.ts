"use node";
import { auth, calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar";
import type { Clock } from "./clock.js";
import { type Limits, Pace } from "./pace.js";
import type { CalendarEvent } from "./recognise.js";
import { OutOfTime, readTrouble, Trouble } from "./trouble.js";

/** Where Google is and who asks. */
export interface GoogleClient {
  /** The OAuth client that the refresh tokens were made for: another one cannot use them. */
  readonly id: string;
  readonly secret: string;
  /** Another server than Google's, for tests: Calendar below it, and tokens at `/token`. */
  readonly url?: string;
}

/** What all accounts of one call of the action share. */
export interface Session {
  readonly client: GoogleClient;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly projectPace: Pace;
  /** Epoch milliseconds by which everything must have come back. */
  readonly until: number;
}

/** Google Calendar in the name of one user, at a pace that Google allows. Every method throws Trouble or OutOfTime. */
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
    // The client's own retries would not keep the pace.
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
      const { data } = await this.request(async (options) => await this.calendar.calendarList.list(list, options));
      for (const { id, accessRole } of data.items ?? [])
        if (id && (accessRole === "writer" || accessRole === "owner")) ids.push(id);
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    return ids;
  }

  /** A page of events that may hold the text. It can be empty although more pages follow. */
  async listEvents(calendarId: string, q: string, pageToken?: string): Promise<EventPage> {
    const list = { calendarId, q, pageToken, singleEvents: false, showDeleted: false, maxResults: 250 };
    const { data } = await this.request(async (options) => await this.calendar.events.list(list, options));
    return { events: data.items ?? [], pageToken: data.nextPageToken ?? undefined };
  }

  async getEvent(calendarId: string, eventId: string): Promise<CalendarEvent> {
    const which = { calendarId, eventId };
    return (await this.request(async (options) => await this.calendar.events.get(which, options))).data;
  }

  /** Deletes it, and tells no guest; with an etag only as long as it is unchanged, else Google says 412. */
  async deleteEvent(calendarId: string, eventId: string, etag?: string | null): Promise<void> {
    const headers = etag ? { "If-Match": etag } : undefined;
    const which = { calendarId, eventId, sendUpdates: "none" };
    await this.request(async (options) => await this.calendar.events.delete(which, { ...options, headers }));
  }

  async updateEvent(calendarId: string, eventId: string, requestBody: CalendarEvent): Promise<void> {
    const what = { calendarId, eventId, requestBody, sendUpdates: "none", ...keepsAll };
    await this.request(async (options) => await this.calendar.events.update(what, options));
  }

  async importEvent(calendarId: string, requestBody: CalendarEvent): Promise<void> {
    const what = { calendarId, requestBody, ...keepsAll };
    await this.request(async (options) => await this.calendar.events.import(what, options));
  }

  private async request<T>(send: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
    let renewals = 0;
    let isUncertain = false;
    for (let attempt = 1; ; attempt++) {
      const trouble = await this.attempt(send);
      if (!(trouble instanceof Trouble)) return trouble;
      isUncertain ||= trouble.details.isUncertain === true;
      if (trouble.kind === "expired") {
        if (++renewals > mostRenewals) throw new Trouble("user", trouble.reason, trouble.details);
        this.oauth.setCredentials({ ...this.oauth.credentials, access_token: null });
      } else if (trouble.kind === "later" && attempt < this.session.limits.attempts) {
        this.backOff(trouble, attempt);
      } else {
        throw new Trouble(trouble.kind, trouble.reason, { ...trouble.details, isUncertain });
      }
    }
  }

  private async attempt<T>(send: (options: { signal: AbortSignal }) => Promise<T>): Promise<T | Trouble> {
    await this.wait();
    const { clock, limits, until } = this.session;
    const left = Math.min(limits.timeoutMs, until - clock.now());
    try {
      return await within(left, send);
    } catch (error) {
      if (clock.now() >= until) throw new OutOfTime();
      return readTrouble(error);
    }
  }

  /** Takes a place in both queues, and waits for the later one. */
  private async wait(): Promise<void> {
    const { clock, limits, projectPace, until } = this.session;
    const wait = Math.max(this.pace.reserve(), projectPace.reserve());
    if (clock.now() + wait + limits.graceMs >= until) throw new OutOfTime();
    if (wait >= 1) await clock.sleep(wait);
  }

  private backOff({ reason, details }: Trouble, attempt: number): void {
    const { limits, clock, projectPace } = this.session;
    const longest = limits.backOffMs * Math.min(64, 2 ** (attempt - 1));
    const wait = Math.max(details.retryAfterMs ?? 0, longest * (0.5 + clock.random() / 2));
    this.pace.pause(wait);
    if (reason === "rateLimitExceeded" || reason === "quotaExceeded" || details.status === 429) projectPace.pause(wait);
  }
}

/** A fresh access token may be refused once more while Google's servers learn of it; a user is not given up for that. */
const mostRenewals = 3;

/** The platform's own keeps connections open; the client's default opens one, TLS included, for every request. */
const fetchImplementation = globalThis.fetch;

interface EventPage {
  readonly events: readonly CalendarEvent[];
  readonly pageToken: string | undefined;
}

/** Without these two Google drops attachments and conferences of what it is sent. */
const keepsAll = { supportsAttachments: true, conferenceDataVersion: 1 };

/** Also ends a renewal of the access token, which takes no signal. */
async function within<T>(milliseconds: number, send: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Trouble("later", "timeout", { isUncertain: true }));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([send({ signal: controller.signal }), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
