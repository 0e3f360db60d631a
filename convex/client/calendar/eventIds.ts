import { type Infer, v } from "convex/values";

/** The calendar events behind one deadline: one id, as an old app keeps it, or several. */
export const vEventIds = v.union(v.string(), v.array(v.string()));
export type EventIds = Infer<typeof vEventIds>;

export function listEventIds(ids: EventIds | undefined): readonly string[] {
  if (ids === undefined) return [];
  return typeof ids === "string" ? [ids] : ids;
}

/** The record by kind of deadline with one more event under `type`. */
export function withEventId(all: Readonly<Record<string, EventIds>>, type: string, id: string) {
  const ids = listEventIds(all[type]);
  return ids.includes(id) ? { ...all } : { ...all, [type]: ids.length === 0 ? id : [...ids, id] };
}

/** The record without one event; a kind of deadline that has none left goes, too. */
export function withoutEventId(all: Readonly<Record<string, EventIds>>, type: string, id: string) {
  const { [type]: ids, ...others } = all;
  const left = listEventIds(ids).filter((each) => each !== id);
  if (left.length === 0) return others;
  return { ...others, [type]: left.length === 1 ? left[0]! : left };
}
