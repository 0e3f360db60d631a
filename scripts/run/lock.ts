import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { link, readFile, rename, stat, utimes } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { runFailures } from "./failures.js";
import { isDiskFull, isProcessAlive, namePartial, removeAbandonedPartials, removeFile } from "./files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "./jsonFile.js";

const vLock = z.object({
  /** Tells this lock from every other one. */
  token: z.string(),
  pid: z.number(),
  /** Another process that got the same id later has another start; null where the system does not tell. */
  processStart: z.string().nullable(),
  host: z.string(),
  /** `cutover load` */
  command: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
});
/** Who works in a folder of runs: `.cutover/lock.json`. */
export type Lock = Readonly<z.infer<typeof vLock>>;

const lockFormat: JsonFormat<Lock> = {
  version: 1,
  content: vLock,
  next: "Delete the file if no other cutover command works in this folder.",
};

/** A holder on another machine is known by this sign of life only. */
const renewMs = 15_000;
const staleMs = 120_000;

export interface LockOptions {
  /** Says that a lock was left behind and is taken over. */
  readonly note: (text: string) => void;
  /** Of the command. */
  readonly signal: AbortSignal;
  readonly renewMs?: number;
}

/**
 * Works in a folder of runs while no other command does; readers need no lock. `work` gets a signal that is aborted, too,
 * when another machine has taken the lock over because this one gave no sign of life for two minutes.
 */
export async function withLock<T>(
  root: string,
  command: string,
  options: LockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const file = path.join(root, "lock.json");
  const lock = await createLock(command);
  if (!(await acquireOrGoWithout(file, lock, options))) return await work(options.signal);
  const lost = new AbortController();
  const renewal = setInterval(() => void renew(file, lock, lost), options.renewMs ?? renewMs);
  const removeAtExit = () => removeOwn(file, lock);
  process.on("exit", removeAtExit);
  try {
    await removeAbandonedPartials(root);
    return await work(AbortSignal.any([options.signal, lost.signal]));
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    clearInterval(renewal);
    process.off("exit", removeAtExit);
    removeOwn(file, lock);
  }
}

/** Who works in this folder now; null: nobody, or a command that was killed. */
export async function findLockHolder(root: string): Promise<Lock | null> {
  const file = path.join(root, "lock.json");
  const lock = await readJsonFile(file, lockFormat);
  return lock === null || (await isStale(file, lock)) ? null : lock;
}

async function createLock(command: string): Promise<Lock> {
  return {
    token: randomBytes(8).toString("hex"),
    pid: process.pid,
    processStart: await readProcessStart(process.pid),
    host: os.hostname(),
    command,
    startedAt: new Date().toISOString(),
  };
}

/** False on a full disk: a rollback that lets the old app write again must not fail for want of a lock file. */
async function acquireOrGoWithout(file: string, lock: Lock, { note }: LockOptions): Promise<boolean> {
  try {
    const replaced = await acquire(file, lock);
    if (replaced !== null)
      note(`${describeLock(replaced)} ended without a word: it was killed. This command takes over.`);
    return true;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    const holder = await findLockHolder(path.dirname(file));
    if (holder !== null) throw createHeldError(file, holder);
    note("The disk is full: no lock keeps a second command out of this folder.");
    return false;
  }
}

/** Gives the lock that was left behind, if there was one. */
async function acquire(file: string, lock: Lock): Promise<Lock | null> {
  const own = `${file}.${lock.token}.${process.pid}.partial`;
  await writeJsonFile(own, lockFormat, lock);
  try {
    return await putInPlace(own, file, (holder) => {
      throw createHeldError(file, holder);
    });
  } finally {
    await removeFile(own);
  }
}

/** A link appears with its whole content, and never over another lock. `wait`: somebody who lives holds the place. */
async function putInPlace(own: string, file: string, wait: (holder: Lock) => Promise<unknown>): Promise<Lock | null> {
  while (!(await succeedsUnless("EEXIST", async () => await link(own, file)))) {
    const held = await readJsonFile(file, lockFormat);
    if (held === null) continue;
    if (!(await isStale(file, held))) await wait(held);
    else if (await replaceStale(own, file, held)) return held;
  }
  return null;
}

/**
 * One at a time: of two that have seen the same stale lock, the slower one would replace the lock of the faster. Whoever
 * is killed in here leaves a stale lock of the same kind.
 */
async function replaceStale(own: string, file: string, stale: Lock): Promise<boolean> {
  const guard = `${file}.takeover`;
  await putInPlace(own, guard, async () => await sleep(takeoverPollMs));
  try {
    if ((await readJsonFile(file, lockFormat))?.token !== stale.token) return false;
    const copy = namePartial(`${own}.copy`);
    await link(own, copy);
    await rename(copy, file);
    return true;
  } finally {
    await removeFile(guard);
  }
}

/** Replacing takes a few calls of the file system. */
const takeoverPollMs = 5;

async function succeedsUnless(code: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
    return false;
  }
}

async function isStale(file: string, { host, pid, processStart }: Lock): Promise<boolean> {
  if (host !== os.hostname()) return (await readAgeMs(file)) > staleMs;
  if (!isProcessAlive(pid)) return true;
  return processStart !== null && processStart !== (await readProcessStart(pid));
}

/** A lock that is gone meanwhile is not old: the next attempt finds the place free. */
async function readAgeMs(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}

/** This boot and the process's start within it, where the system tells (Linux). */
async function readProcessStart(pid: number): Promise<string | null> {
  try {
    const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
    const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /s, "").split(" ");
    return `${boot} ${fields[startTimeField]}`;
  } catch {
    return null;
  }
}

/** Of /proc/<pid>/stat, counted after the name, which may hold blanks (proc_pid_stat(5), field 22). */
const startTimeField = 19;

async function renew(file: string, lock: Lock, lost: AbortController): Promise<void> {
  const held = await readJsonFile(file, lockFormat).catch(() => null);
  if (held !== null && held.token !== lock.token) return lost.abort(createHeldError(file, held));
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}

/** At once, so that it can be done while the process exits. */
function removeOwn(file: string, { token }: Lock): void {
  try {
    if (readFileSync(file, "utf8").includes(token)) rmSync(file, { force: true });
  } catch {
    // It is gone, or cannot be removed: the next command sees that this process has ended.
  }
}

function createHeldError(file: string, lock: Lock): CutoverError {
  const isHere = lock.host === os.hostname();
  const other = isHere
    ? `kill -INT ${lock.pid} ends it after its current batch`
    : "two minutes after that machine has stopped the lock counts as left behind";
  return new CutoverError(runFailures.folderBusy, {
    what: `${describeLock(lock)} is working in this folder`,
    where: file,
    next: `Wait until it has ended: cutover status shows how far it is (${other}), then type the same command again.`,
  });
}

/** `"cutover load" (process 4711 on build-1, since 2026-11-21 12:00:00 UTC)` */
export function describeLock({ command, pid, host, startedAt }: Lock): string {
  const since = startedAt.replace("T", " ").replace(/\..*$/, " UTC");
  return `"${command}" (process ${pid} on ${host}, since ${since})`;
}
