import { type Infer, v } from "convex/values";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar";

export type CalendarEvent = calendar_v3.Schema$Event;

/** Identifies an event of the old app: every condition has to hold. */
export interface EventRule {
  /** The title starts with one of these. */
  readonly titles: readonly string[];
  /** The description contains this. It is also the search text for Google, whose search is only approximate. */
  readonly marker: string;
}

export interface LeftOverCriteria {
  readonly rule: EventRule;
  /** Epoch milliseconds: events created later are the new app's, or the user's own. */
  readonly cutoverAt: number;
  /** Ids of events that the new app manages, of all users: calendars are shared. */
  readonly known: ReadonlySet<string>;
}

/**
 * Whether the old app made this event and nobody needs it. A changed instance of a recurring event is not tested by itself:
 * it is deleted or kept with the event it belongs to.
 */
export function isLeftOver(event: CalendarEvent, { rule, cutoverAt, known }: LeftOverCriteria): boolean {
  const { id, status, summary, description, created, recurringEventId } = event;
  if (!id || status === "cancelled" || recurringEventId) return false;
  if (known.has(id) || !(Date.parse(created ?? "") < cutoverAt)) return false;
  return rule.titles.some((title) => summary?.startsWith(title)) && description?.includes(rule.marker) === true;
}

/** The ledger's key of an event: ids contain no spaces. */
export function toEntryKey(calendarId: string, eventId: string): string {
  return `${calendarId} ${eventId}`;
}

export function readEntryKey(key: string): { calendarId: string; eventId: string } {
  const [calendarId = "", eventId = ""] = key.split(" ");
  return { calendarId, eventId };
}

/** Contents are text: an event's properties may have any name, and Convex refuses names such as `$ref`. */
export function readContents(contents: string): CalendarEvent {
  return JSON.parse(contents) as CalendarEvent;
}

/** The calendar events of one deadline: one id, as the old app stores it, or several. */
export const vEventIds = v.union(v.string(), v.array(v.string()));
export type EventIds = Infer<typeof vEventIds>;

export function listEventIds(ids: EventIds | undefined): readonly string[] {
  if (ids === undefined) return [];
  return typeof ids === "string" ? [ids] : ids;
}

/** The record by deadline type with one more event under `type`. */
export function withEventId(all: Readonly<Record<string, EventIds>>, type: string, id: string) {
  const ids = listEventIds(all[type]);
  return ids.includes(id) ? { ...all } : { ...all, [type]: ids.length === 0 ? id : [...ids, id] };
}

/** The record without one event; a deadline type without events is removed. */
export function withoutEventId(all: Readonly<Record<string, EventIds>>, type: string, id: string) {
  const { [type]: ids, ...others } = all;
  const left = listEventIds(ids).filter((each) => each !== id);
  if (left.length === 0) return others;
  return { ...others, [type]: left.length === 1 ? left[0]! : left };
}
