import { type Fact, postgresFacts, type SeenSource, type SourceBaseline, writesPrefix } from "./sourceNote.js";
import type { Measurement } from "./taskCalls.js";

const writes = "source-writes";
const connections = "source-connections";
const mostShown = 5;

/** Whether anybody has written to the source or connected to it since the cutover. */
export function compareSource(before: SourceBaseline | null, seen: SeenSource | null): Measurement[] {
  if (seen === null) {
    return neither(
      "the source is no database that can be looked at: name the live one with --source or CUTOVER_FREEZE_URL",
    );
  }
  if (before === null)
    return neither("nobody noted the source at the cutover: cutover tasks schedule does, from now on");
  return seen.kind === "postgres" ? comparePostgres(before, seen) : compareSqlite(before, seen);
}

export function neither(value: string): Measurement[] {
  return [writes, connections].map((item) => ({ item, ok: null, value }));
}

function comparePostgres(before: SourceBaseline, seen: SeenSource): Measurement[] {
  const was = valuesOf(before.facts);
  const is = valuesOf(seen.note.facts);
  if (was.get(postgresFacts.target) !== is.get(postgresFacts.target))
    return neither(`this is not the database of the cutover, ${before.description}`);
  const wasReset = was.get(postgresFacts.statistics) !== is.get(postgresFacts.statistics);
  const counts = seen.note.facts.filter(({ name }) => name.startsWith(writesPrefix)).map((fact) => grownBy(fact, was));
  // A server that crashed forgets its counters, too.
  if (wasReset || counts.some(({ count }) => count < 0)) {
    const reset = `the server's statistics were reset since (${is.get(postgresFacts.statistics)}): what was before is not known`;
    return neither(reset);
  }
  return [countWrites(counts, before), countConnections(before, seen, was, is)];
}

interface Growth {
  readonly table: string;
  readonly count: number;
}

function grownBy({ name, value }: Fact, was: ReadonlyMap<string, number | string>): Growth {
  return { table: name.slice(writesPrefix.length), count: Number(value) - Number(was.get(name) ?? 0) };
}

function countWrites(counts: readonly Growth[], before: SourceBaseline): Measurement {
  const written = counts.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count);
  const since = `since ${new Date(before.at).toISOString()}`;
  if (written.length === 0) return { item: writes, ok: true, value: `none ${since}` };
  const shown = written.slice(0, mostShown).map(({ table, count }) => `${table} ${count}`);
  const more = written.length > mostShown ? ` and ${written.length - mostShown} more tables` : "";
  const value = `rows written ${since}, also by transactions that were rolled back: ${shown.join(", ")}${more}`;
  return { item: writes, ok: false, value };
}

type Values = ReadonlyMap<string, number | string>;

/** Each look of this command is a connection, too. */
function countConnections({ checks }: SourceBaseline, { others }: SeenSource, was: Values, is: Values): Measurement {
  const now = others.length === 0 ? "none open now" : `open now: ${others.slice(0, mostShown).join(", ")}`;
  const all = is.get(postgresFacts.sessions);
  if (all === undefined || !was.has(postgresFacts.sessions)) {
    const value = `${now}; before PostgreSQL 14 the server does not count those in between`;
    return { item: connections, ok: others.length === 0 ? null : false, value };
  }
  const since = Number(all) - Number(was.get(postgresFacts.sessions)) - checks;
  const value = `${now}; ${Math.max(0, since)} opened since the cutover, this command's ${checks} not counted`;
  return { item: connections, ok: others.length === 0 && since <= 0, value };
}

function compareSqlite(before: SourceBaseline, seen: SeenSource): Measurement[] {
  const was = valuesOf(before.facts);
  const changed = seen.note.facts.filter(({ name, value }) => was.get(name) !== value);
  const value =
    changed.length === 0
      ? `none since ${new Date(before.at).toISOString()}`
      : `the file has changed: ${changed.map((fact) => `${fact.name} ${was.get(fact.name)} → ${fact.value}`).join(", ")}`;
  return [
    { item: writes, ok: changed.length === 0, value },
    { item: connections, ok: null, value: "a SQLite file does not know who reads it" },
  ];
}

function valuesOf(facts: readonly Fact[]): Map<string, number | string> {
  return new Map(facts.map(({ name, value }) => [name, value]));
}
