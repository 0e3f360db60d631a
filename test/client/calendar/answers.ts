import { type Calendars, type Event, type Kept, matchesRoughly, type User } from "./calendars.js";

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Asked {
  readonly method: string;
  /** Below `/calendar/v3/`, decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly ifMatch: string | undefined;
  readonly body: Partial<Event>;
}

export function refuse(status: number, reason: string, headers?: Record<string, string>): Answer {
  const message = `${reason} (in a text that nobody should read)`;
  return {
    status,
    headers,
    body: { error: { code: status, message, errors: [{ domain: "global", reason, message }] } },
  };
}

/** What Calendar v3 answers, quotas and faults apart. */
export function answerCalendar(calendars: Calendars, user: User, asked: Asked): Answer {
  const [room, calendarId = "", , eventId] = asked.path;
  if (room === "users") return listCalendars(user, asked);
  const role = user.calendars.get(calendarId === "primary" ? user.name : calendarId);
  const id = calendarId === "primary" ? user.name : calendarId;
  if (role === undefined) return refuse(404, "notFound");
  if (asked.method !== "GET" && !user.canWrite) return refuse(403, "insufficientPermissions");
  if (asked.method !== "GET" && role === "reader") return refuse(403, "requiredAccessLevel");
  if (eventId === undefined)
    return asked.method === "GET" ? listEvents(calendars, id, asked) : insert(calendars, id, asked);
  if (eventId === "import") return importEvent(calendars, id, asked);
  const kept = calendars.find(id, eventId);
  if (kept === undefined) return refuse(404, "notFound");
  return answerEvent(calendars, id, kept, asked);
}

function answerEvent(calendars: Calendars, id: string, { event, isForeign }: Kept, asked: Asked): Answer {
  if (asked.method === "GET") return { status: 200, body: event };
  if (asked.ifMatch !== undefined && asked.ifMatch !== event.etag) return refuse(412, "conditionNotMet");
  switch (asked.method) {
    case "DELETE":
      if (event.status === "cancelled") return refuse(410, "deleted");
      if (isForeign) return refuse(403, "forbiddenForNonOrganizer");
      calendars.change(id, event.id, { status: "cancelled" });
      return { status: 204 };
    case "PATCH":
    case "PUT":
      return { status: 200, body: calendars.change(id, event.id, asked.body) };
    default:
      return refuse(405, "httpMethodNotAllowed");
  }
}

function listCalendars({ calendars }: User, { query }: Asked): Answer {
  const all = [...calendars].filter(([, role]) => query.get("minAccessRole") !== "writer" || role !== "reader");
  const { page, nextPageToken } = pageOf(all, query, { usual: 100, most: 250 });
  return { status: 200, body: { items: page.map(([id, accessRole]) => ({ id, accessRole })), nextPageToken } };
}

/** A page is cut before the search has been asked: so it can be empty and have another one behind it. */
function listEvents(calendars: Calendars, id: string, { query }: Asked): Answer {
  const token = query.get("pageToken");
  if (token !== null && !/^\d+$/.test(token)) return refuse(400, "invalid");
  const all = [...calendars.events.get(id)!.values()];
  const { page, nextPageToken } = pageOf(all, query, { usual: 250, most: 2_500 });
  const q = query.get("q");
  const items = page
    .filter(({ event, isPurged }) => !isPurged && (query.get("showDeleted") === "true" || event.status !== "cancelled"))
    .filter(({ event }) => q === null || matchesRoughly(event, q))
    .map(({ event }) => event);
  return { status: 200, body: { items, nextPageToken } };
}

function insert(calendars: Calendars, id: string, { body }: Asked): Answer {
  const eventId = body.id ?? `made${calendars.events.get(id)!.size}`;
  if (calendars.events.get(id)!.has(eventId)) return refuse(409, "duplicate");
  return { status: 200, body: calendars.put(id, { ...body, id: eventId }) };
}

function importEvent(calendars: Calendars, id: string, { body }: Asked): Answer {
  if (body.iCalUID === undefined || body.iCalUID === null) return refuse(400, "required");
  const kept = [...calendars.events.get(id)!.values()];
  const isThere = kept.some(({ event, isPurged }) => !isPurged && event.iCalUID === body.iCalUID);
  return isThere ? refuse(409, "duplicate") : insert(calendars, id, { body } as Asked);
}

function pageOf<T>(all: readonly T[], query: URLSearchParams, { usual, most }: { usual: number; most: number }) {
  const size = Math.min(most, Number(query.get("maxResults") ?? usual));
  const start = Number(query.get("pageToken") ?? 0);
  const end = start + size;
  return { page: all.slice(start, end), nextPageToken: end < all.length ? String(end) : undefined };
}
