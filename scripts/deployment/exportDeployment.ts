import { chmod, open, rename, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { asDiskFault, makeFolder, namePartial, privateFile, removeFile, syncFolder } from "../run/files.js";
import type { App } from "./app.js";

/**
 * `convex export` into this file, which has its name only when it is complete. Gives the moment that it shows, in nanoseconds since
 * 1970; null where the command does not say it.
 */
export async function exportDeployment(app: App, file: string): Promise<number | null> {
  const partial = `${namePartial(file)}.zip`;
  await makeFolder(path.dirname(file));
  // `convex export` refuses a path that exists.
  await removeFile(partial);
  const full = new AbortController();
  const space = new SpaceWatch();
  const look = async () => {
    if (space.isFull(await readSpace(partial))) full.abort(asDiskFault(file, "ENOSPC", null));
  };
  const watch = setInterval(() => void look(), pollMs);
  let printed: string;
  try {
    ({ stderr: printed } = await app.convex.call("export", ["--path", path.resolve(partial)], full.signal));
  } catch (error) {
    await removeFile(partial);
    throw diskFaultOf(file, error) ?? error;
  } finally {
    clearInterval(watch);
  }
  // Made by another program, with the permissions of the shell.
  await chmod(partial, privateFile);
  await syncFile(partial);
  await rename(partial, file);
  await syncFolder(path.dirname(file));
  const [, timestamp] = /at timestamp ([0-9]+)/.exec(printed) ?? [];
  return timestamp === undefined ? null : Number(timestamp);
}

/** Another program has written it. */
async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r");
  await handle.sync().finally(() => handle.close());
}

const pollMs = 500;
const leastBytes = 16 * 1024;
const nearlyFullBytes = 1024 * 1024;
/** Ten seconds without a byte. */
const mostStillLooks = 20;

interface Space {
  readonly freeBytes: number;
  /** Of the file that `convex export` writes, so far. */
  readonly writtenBytes: number;
}

async function readSpace(file: string): Promise<Space> {
  const { bavail, bsize } = await statfs(path.dirname(file));
  const writtenBytes = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  return { freeBytes: bavail * bsize, writtenBytes };
}

/**
 * On a full disk `convex export` (1.48) fails or waits without end, depending on how far it came. What others remove meanwhile, a
 * lock or a file of another command, may leave room again: then the file that does not grow tells.
 */
export class SpaceWatch {
  private writtenBytes = 0;
  private stillLooks = 0;

  isFull({ freeBytes, writtenBytes }: Space): boolean {
    const isStill = writtenBytes > 0 && writtenBytes === this.writtenBytes && freeBytes < nearlyFullBytes;
    this.stillLooks = isStill ? this.stillLooks + 1 : 0;
    this.writtenBytes = writtenBytes;
    return freeBytes < leastBytes || this.stillLooks >= mostStillLooks;
  }
}

/** The `convex` command writes the file, so only its output tells of a full disk. */
function diskFaultOf(file: string, error: unknown): Error | null {
  const [, code] = (error instanceof Error && /\b(ENOSPC|EDQUOT)\b/.exec(error.message)) || [];
  return code === undefined ? null : asDiskFault(file, code, error);
}
