import type { Random } from "../../support/random.js";

/** A value as NocoDB's API gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Row = Readonly<Record<string, Json>>;

const dayMs = 86_400_000;

/** `2026-03-07` → days since 1970-01-01. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** Days since 1970-01-01 → `2026-03-07`. */
export function printDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** `2026-03-07 05:00:00+00:00`, as NocoDB prints moments. */
export function printMoment(day: number, second: number): string {
  const iso = new Date(day * dayMs + second * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}+00:00`;
}

export function randomMoment(random: Random, firstDay: number, lastDay: number): string {
  return printMoment(random.between(firstDay, lastDay), random.between(0, 86_399));
}

/** The years the app has run; the move is on the day after. */
export const firstDay = dayOf("2024-02-01");
export const lastDay = dayOf("2026-03-06");

/** A row with the columns NocoDB adds to every table. */
export function makeRow(random: Random, id: number, fields: Row): Row {
  const day = random.between(firstDay, lastDay - 30);
  return {
    Id: id,
    CreatedAt: randomMoment(random, day, day),
    UpdatedAt: random.chance(40) ? null : randomMoment(random, day + 1, lastDay),
    nc_order: `${id}.00000000000000000000`,
    ...fields,
  };
}

/** Spellings of one address that people and forms leave behind. */
export function respell(email: string, number: number): string {
  const capital = email.replace(/^./, (char) => char.toUpperCase()).replace("@example", "@Example");
  return [` ${email}`, capital, `${email.toUpperCase()} `, `${capital}\n`][number % 4] ?? email;
}
