/** Times are whole microseconds since 1970, as precise as PostgreSQL's. */
export const millisecond = 1_000;
export const second = 1_000 * millisecond;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `2019-02-04T15:00:00Z` → microseconds. */
export function timeOf(iso: string): number {
  return Date.parse(iso) * millisecond;
}

/** `2019-02-04 15:00:00.000123+00`, as PostgreSQL reads it. */
export function printTime(micros: number): string {
  const iso = new Date(Math.floor(micros / millisecond)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}${String(micros % millisecond).padStart(3, "0")}+00`;
}
