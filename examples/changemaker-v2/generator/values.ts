import type { Random } from "../../support/random.js";

/** A field as PostgreSQL takes it in quotes: text, or null for SQL NULL. */
export type Cell = string | null;
export type Row = Readonly<Record<string, Cell>>;

const dayMs = 86_400_000;
const firstMs = Date.UTC(2025, 8, 2);
const lastMs = Date.UTC(2026, 2, 15);

/** A moment between the first release and the move, in epoch milliseconds. */
export function randomMoment(random: Random, from = firstMs, to = lastMs): number {
  const day = random.between(Math.floor(from / dayMs), Math.floor(to / dayMs) - 1);
  return Math.max(from, day * dayMs + random.between(0, dayMs - 1));
}

/** `timestamp(3)`, in UTC as Prisma writes it: `2025-09-03 12:34:56.789`. */
export function printMoment(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").slice(0, -1);
}

/** `timestamptz` with microseconds, as Drizzle's `defaultNow()` leaves it. */
export function printInstant(ms: number, micros: number): string {
  return `${printMoment(ms)}${String(micros).padStart(3, "0")}+00`;
}

export function printDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `createdAt` and `updatedAt`, the later one up to a month after the first. */
export function printTimes(random: Random, createdMs: number): Row {
  const updatedMs = random.chance(50) ? createdMs : createdMs + random.between(1, 30 * dayMs);
  return { createdAt: printMoment(createdMs), updatedAt: printMoment(updatedMs) };
}

export function printFlag(value: boolean): string {
  return value ? "t" : "f";
}

/** `{a,"b,c"}`: the text form of a PostgreSQL array, every element quoted. */
export function printArray(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(",")}}`;
}

/** 534612345 with 7 decimals → `53.4612345`: a DECIMAL(10,7) without the detour over a float. */
export function printDecimal(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, "0");
  return `${units < 0 ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
