import type { calendar_v3 } from "googleapis/build/src/apis/calendar";

export type Event = calendar_v3.Schema$Event & { id: string };

/** What Google keeps of an event beside what it shows. */
export interface Kept {
  event: Event;
  /** Somebody else has organized it: nobody but they may delete it. */
  readonly isForeign: boolean;
  /** Gone from the bin, too: even its id is unknown. */
  isPurged: boolean;
}

export interface User {
  readonly name: string;
  readonly refreshToken: string;
  isRevoked: boolean;
  readonly canWrite: boolean;
  /** Calendar → role. */
  readonly calendars: Map<string, "owner" | "writer" | "reader">;
}

/** The calendars of everybody, as Google would keep them. */
export class Calendars {
  readonly users: User[] = [];
  readonly events = new Map<string, Map<string, Kept>>();
  private version = 1;

  addUser(name: string, more: Partial<Pick<User, "isRevoked" | "canWrite">> = {}): User {
    const calendars = new Map([[name, "owner" as const]]);
    const user = { name, refreshToken: `1//refresh-${name}`, isRevoked: false, canWrite: true, calendars, ...more };
    this.users.push(user);
    this.events.set(name, new Map());
    return user;
  }

  addCalendar(id: string, roles: readonly [User, "owner" | "writer" | "reader"][]): void {
    this.events.set(id, new Map());
    for (const [user, role] of roles) user.calendars.set(id, role);
  }

  put(calendarId: string, event: Partial<Event> & { id: string }, { isForeign = false } = {}): Event {
    const created = event.created ?? "2026-01-01T00:00:00.000Z";
    const iCalUID = event.iCalUID ?? `${event.id}@google.com`;
    const stored = { status: "confirmed", iCalUID, ...event, created, etag: this.nextEtag() };
    this.events.get(calendarId)!.set(event.id, { event: stored, isForeign, isPurged: false });
    return stored;
  }

  /** Writes over an event, as a person or an app does it. */
  change(calendarId: string, id: string, changes: Partial<Event>): Event {
    const kept = this.events.get(calendarId)!.get(id)!;
    kept.event = { ...kept.event, ...changes, id, etag: this.nextEtag() };
    return kept.event;
  }

  find(calendarId: string, id: string): Kept | undefined {
    const kept = this.events.get(calendarId)?.get(id);
    return kept?.isPurged === true ? undefined : kept;
  }

  /** Calendar and id of what nobody has deleted. */
  alive(): string[] {
    return [...this.events]
      .flatMap(([calendarId, events]) =>
        [...events.values()]
          .filter(({ event }) => event.status !== "cancelled")
          .map(({ event }) => `${calendarId} ${event.id}`),
      )
      .toSorted();
  }

  private nextEtag(): string {
    return `"${this.version++}"`;
  }
}

/** As Google's search: roughly, any of the words in any of the texts. */
export function matchesRoughly({ summary, description, location }: Event, q: string): boolean {
  const text = `${summary ?? ""} ${description ?? ""} ${location ?? ""}`.toLowerCase();
  return q
    .toLowerCase()
    .split(" ")
    .some((word) => text.includes(word));
}
