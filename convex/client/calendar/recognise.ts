import type { calendar_v3 } from "googleapis/build/src/apis/calendar";

export type CalendarEvent = calendar_v3.Schema$Event;

/** How an event of the old app is told from all others: every part has to hold. */
export interface EventRule {
  /** The title starts with one of these. */
  readonly titles: readonly string[];
  /** The description holds this; it is also what Google is asked for, whose own search is only a rough one. */
  readonly marker: string;
}

export interface Recognised {
  readonly rule: EventRule;
  /** Epoch milliseconds: what was made later is the new app's, or a person's. */
  readonly cutOverAt: number;
  /** Ids of events that the new app looks after, whoever's they are: calendars are shared. */
  readonly known: ReadonlySet<string>;
}

/**
 * Whether the old app made this event and nobody needs it. A changed instance of a repeating event is not judged by itself:
 * it goes or stays with the event it belongs to.
 */
export function isLeftOver(event: CalendarEvent, { rule, cutOverAt, known }: Recognised): boolean {
  const { id, status, summary, description, created, recurringEventId } = event;
  if (!id || status === "cancelled" || recurringEventId) return false;
  if (known.has(id) || !(Date.parse(created ?? "") < cutOverAt)) return false;
  return rule.titles.some((title) => summary?.startsWith(title)) && description?.includes(rule.marker) === true;
}
