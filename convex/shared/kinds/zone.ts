import { epochDay } from "./calendar.js";

const secondsOfDay = 86_400;

/** The instants (epoch seconds, ascending) at which the zone's clocks show a local time: none in a gap, two in an overlap. */
export type LocalTimes = (localSeconds: number) => readonly number[];

/**
 * Looks local times up in a named zone (`America/New_York`) through `Intl`, never the machine's own zone. Throws a RangeError for
 * an unknown name, so call it inside a guard. Offsets are remembered per day: only days near a transition need more than a look-up.
 */
export function createLocalTimes(zone: string): LocalTimes {
  const offsetAt = createOffsetAt(zone);
  const offsetOfDay = new Map<number, number>();
  const atStartOf = (day: number): number => {
    const known = offsetOfDay.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * secondsOfDay);
    offsetOfDay.set(day, offset);
    return offset;
  };
  return (local) => {
    const day = Math.floor(local / secondsOfDay);
    const before = atStartOf(day - 1);
    const after = atStartOf(day + 2);
    if (before === after) return [local - before];
    const instants = [local - before, local - after].filter((instant) => instant + offsetAt(instant) === local);
    return instants.toSorted((a, b) => a - b);
  };
}

/** Epoch seconds → the zone's offset in seconds east of UTC, with the seconds of historic offsets. Throws as `createLocalTimes` does. */
export function createOffsetAt(zone: string): (epochSeconds: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (epochSeconds) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epochSeconds * 1000)) shown[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
    return epochDay(year, month, day) * secondsOfDay + hour * 3600 + minute * 60 + second - epochSeconds;
  };
}
