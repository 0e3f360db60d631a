import type { CalendarEvent } from "./recognise.js";

/** An event's place, as the ledger's key: ids hold no blanks. */
export function entryKey(calendarId: string, eventId: string): string {
  return `${calendarId} ${eventId}`;
}

export function readKey(key: string): { calendarId: string; eventId: string } {
  const [calendarId = "", eventId = ""] = key.split(" ");
  return { calendarId, eventId };
}

/** Contents are text: people and apps name an event's properties, and Convex would refuse names such as `$ref`. */
export function readContents(contents: string): CalendarEvent {
  return JSON.parse(contents) as CalendarEvent;
}
