/**
 * Milliseconds since it was made. Convex does not count the waiting for the database, and this does: batches are at worst
 * smaller than they could be. 0 on a deployment whose clock stands still in mutations.
 */
export function startStopwatch(): () => number {
  const startedAt = readClock();
  return () => readClock() - startedAt;
}

function readClock(): number {
  const { performance } = globalThis as { performance?: { now(): number } };
  return performance?.now() ?? 0;
}
