import { setTimeout as sleep } from "node:timers/promises";

const graceMs = 5_000;

/** null when the time was up first. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  const timer = new AbortController();
  const timeout = sleep(ms, null, { signal: timer.signal }).catch(() => null);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    timer.abort();
  }
}

/** Ends the whole group: a shell that is ended alone leaves its children at work. */
export async function endGroup(group: number, ended: Promise<unknown>): Promise<void> {
  signalGroup(group, "SIGTERM");
  await within(graceMs, ended);
  signalGroup(group, "SIGKILL");
  await ended;
}

/** False where the group is gone. Signal 0 only asks. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return group > 0 && process.kill(-group, signal);
  } catch {
    return false;
  }
}
